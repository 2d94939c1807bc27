import type { Format, Mapped } from '../../model/format.ts';
import { isRejection, readFields, reject } from '../native/read-fields.ts';
import { checkVersion, versionOf } from '../native/schema.ts';

const TYPES = {
  seen_at: 'zonedTime',
  token: 'credential',
  token_sha256: 'hash',
  token_issuer: 'text',
  token_jti: 'text',
  location: 'text',
} as const;

const map = (value: unknown): Mapped => {
  const otherVersion = checkVersion(value, 'leak');
  if (otherVersion) return otherVersion;
  const read = readFields(value as Readonly<Record<string, unknown>>, TYPES);
  if (isRejection(read)) return read;
  const { seen_at: seenAt, token, token_sha256: tokenSha256, token_issuer: tokenIssuer, token_jti: tokenJti } = read;
  if (seenAt === undefined) return reject('seen_at: expected the time at which the token was seen, found none');
  if (token === undefined && tokenSha256 === undefined && (tokenIssuer === undefined || tokenJti === undefined)) {
    return reject('expected token_sha256, token, or token_issuer with token_jti, found none of them');
  }
  return [
    {
      kind: 'leak',
      seenAt,
      ...(token !== undefined && { token }),
      ...(tokenSha256 !== undefined && { tokenSha256 }),
      ...(tokenIssuer !== undefined && { tokenIssuer }),
      ...(tokenJti !== undefined && { tokenJti }),
      ...(read.location !== undefined && { location: read.location }),
    },
  ];
};

const format: Format = {
  id: 'leak',
  title: 'Leaked tokens (leak/1)',
  frames: ['json', 'csv'],
  yields: ['leak'],
  evidence: 'where and when a token was seen that should not be there',
  detect: (value) => versionOf(value, 'leak') !== undefined,
  mapper: () => map,
};

export default format;
