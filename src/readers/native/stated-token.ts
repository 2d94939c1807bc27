import type { StatedToken } from '../../model/invocation.ts';
import type { Fields } from './read-fields.ts';

/** Facts about a token as a native record states them (contract §3.1). */
export const STATED_TOKEN_TYPES = {
  token_issuer: 'text',
  token_jti: 'text',
  token_subject: 'text',
  token_client_id: 'text',
  token_audience: 'list',
  token_scopes: 'list',
  token_issued_at: 'tokenTime',
  token_not_before: 'tokenTime',
  token_expires_at: 'tokenTime',
  cnf_jkt: 'hash',
  cnf_x5t_s256: 'hash',
  token_verified: 'boolean',
} as const;

const MEMBERS: Readonly<Record<keyof typeof STATED_TOKEN_TYPES, keyof StatedToken>> = {
  token_issuer: 'issuer',
  token_jti: 'jti',
  token_subject: 'subject',
  token_client_id: 'clientId',
  token_audience: 'audience',
  token_scopes: 'scopes',
  token_issued_at: 'issuedAt',
  token_not_before: 'notBefore',
  token_expires_at: 'expiresAt',
  cnf_jkt: 'jkt',
  cnf_x5t_s256: 'x5tS256',
  token_verified: 'verified',
};

/** Gathers what is stated; `undefined` where nothing is. */
export const statedToken = (fields: Fields<typeof STATED_TOKEN_TYPES>): StatedToken | undefined => {
  const stated: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(MEMBERS)) {
    const value = fields[name as keyof typeof MEMBERS];
    if (value !== undefined) stated[member] = value;
  }
  return Object.keys(stated).length === 0 ? undefined : (stated as StatedToken);
};
