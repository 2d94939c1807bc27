import type { Format, Mapped } from '../../model/format.ts';
import { type Fields, isRejection, readFields, reject } from '../native/read-fields.ts';
import { checkVersion, versionOf } from '../native/schema.ts';

const TYPES = {
  revoked_at: 'zonedTime',
  known_at: 'zonedTime',
  token: 'credential',
  token_sha256: 'hash',
  token_issuer: 'text',
  token_jti: 'text',
  session_id: 'credential',
  token_subject: 'text',
  token_client_id: 'text',
} as const;

const names = (read: Fields<typeof TYPES>): boolean =>
  (read.token ?? read.token_sha256 ?? read.session_id ?? read.token_subject ?? read.token_client_id) !== undefined ||
  (read.token_issuer !== undefined && read.token_jti !== undefined);

const map = (value: unknown): Mapped => {
  const otherVersion = checkVersion(value, 'revocation');
  if (otherVersion) return otherVersion;
  const read = readFields(value as Readonly<Record<string, unknown>>, TYPES);
  if (isRejection(read)) return read;
  const { revoked_at: revokedAt } = read;
  if (revokedAt === undefined) return reject('revoked_at: expected the time of the revocation, found none');
  if (!names(read)) {
    return reject(
      'expected one of token_sha256, token_issuer with token_jti, session_id, token_subject, token_client_id, found none',
    );
  }
  return [
    {
      kind: 'revocation',
      revokedAt,
      knownAt: read.known_at ?? revokedAt,
      ...(read.token !== undefined && { token: read.token }),
      ...(read.token_sha256 !== undefined && { tokenSha256: read.token_sha256 }),
      ...(read.token_issuer !== undefined && { tokenIssuer: read.token_issuer }),
      ...(read.token_jti !== undefined && { tokenJti: read.token_jti }),
      ...(read.session_id !== undefined && { sessionId: read.session_id }),
      ...(read.token_subject !== undefined && { tokenSubject: read.token_subject }),
      ...(read.token_client_id !== undefined && { tokenClientId: read.token_client_id }),
    },
  ];
};

const format: Format = {
  id: 'revocation',
  title: 'Revocations (revocation/1)',
  frames: ['json', 'csv'],
  yields: ['revocation'],
  evidence: 'the end of a token, a session, a subject or a client',
  detect: (value) => versionOf(value, 'revocation') !== undefined,
  mapper: () => map,
};

export default format;
