import type { Format, Mapped } from '../../model/format.ts';
import { isRejection, readFields, reject } from '../native/read-fields.ts';
import { checkVersion, versionOf } from '../native/schema.ts';
import { STATED_TOKEN_TYPES, statedToken } from '../native/stated-token.ts';

const TYPES = { token: 'credential', token_sha256: 'hash', ...STATED_TOKEN_TYPES } as const;

const map = (value: unknown): Mapped => {
  const otherVersion = checkVersion(value, 'token');
  if (otherVersion) return otherVersion;
  const read = readFields(value as Readonly<Record<string, unknown>>, TYPES);
  if (isRejection(read)) return read;
  const { token, token_sha256: tokenSha256 } = read;
  const named =
    token !== undefined || tokenSha256 !== undefined || (read.token_issuer !== undefined && read.token_jti !== undefined);
  if (!named) return reject('expected token, token_sha256, or token_issuer with token_jti, found none of them');
  const stated = statedToken(read);
  return [
    { kind: 'token', ...(token !== undefined && { token }), ...(tokenSha256 && { tokenSha256 }), ...(stated && { stated }) },
  ];
};

const format: Format = {
  id: 'token',
  title: 'Native token samples (token/1)',
  frames: ['json', 'csv'],
  yields: ['token'],
  evidence: 'the token: claims, and signature where raw',
  detect: (value) => versionOf(value, 'token') !== undefined,
  mapper: () => map,
};

export default format;
