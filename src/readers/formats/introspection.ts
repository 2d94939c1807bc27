import type { Format, Mapped } from '../../model/format.ts';
import { isRejection, readFields, reject } from '../native/read-fields.ts';
import { checkVersion, versionOf } from '../native/schema.ts';

const TYPES = {
  token: 'credential',
  token_sha256: 'hash',
  queried_at: 'zonedTime',
  answered_by: 'text',
  response: 'object',
} as const;

const map = (value: unknown): Mapped => {
  const otherVersion = checkVersion(value, 'introspection');
  if (otherVersion) return otherVersion;
  const read = readFields(value as Readonly<Record<string, unknown>>, TYPES);
  if (isRejection(read)) return read;
  const { token, token_sha256: tokenSha256, queried_at: queriedAt, answered_by: answeredBy, response } = read;
  if (token === undefined && tokenSha256 === undefined)
    return reject('token_sha256: expected the hash of the token that was asked about, found none');
  if (queriedAt === undefined) return reject('queried_at: expected the time of the answer, found none');
  if (typeof response?.['active'] !== 'boolean') return reject('response: expected an RFC 7662 answer with a boolean active');
  return [
    {
      kind: 'introspection',
      queriedAt,
      response,
      ...(token !== undefined && { token }),
      ...(tokenSha256 && { tokenSha256 }),
      ...(answeredBy && { answeredBy }),
    },
  ];
};

const format: Format = {
  id: 'introspection',
  title: 'Introspection answers (introspection/1, RFC 7662)',
  frames: ['json', 'csv'],
  yields: ['introspection'],
  evidence: 'what the issuer said of a token at a moment',
  detect: (value) => versionOf(value, 'introspection') !== undefined,
  mapper: () => map,
};

export default format;
