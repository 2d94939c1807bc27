import type { Subject } from '../facts/subject.ts';

/** How reports name a token without showing it: the first twelve hex digits of its SHA-256, else its issuer and id. */
export const tokenReference = (subject: Subject): string | undefined => {
  const hash = subject.invocation.fields.tokenSha256 ?? subject.token?.sha256;
  if (hash !== undefined) return Buffer.from(hash, 'base64url').toString('hex').slice(0, 12);
  const { issuer, jti } = subject.invocation.fields.statedToken ?? {};
  return issuer !== undefined && jti !== undefined ? `${issuer}#${jti}` : undefined;
};
