import type { Format, Mapped } from '../../model/format.ts';
import { isRecord } from '../native/read-fields.ts';
import { at, textAt } from '../record/members.ts';
import { statedClaims } from '../record/stated-claims.ts';

const MEMBERS = ['scope', 'client_id', 'username', 'token_type', 'exp', 'iat', 'nbf', 'sub', 'aud', 'iss', 'jti', 'cnf'];

const UNNAMED = {
  kind: 'remark',
  code: 'answer-without-token',
  message: 'an introspection answer does not say for which token, or when: it is of no use as it stands',
  hint: 'wrap each answer as {"schema":"introspection/1","token_sha256":...,"queried_at":...,"response":{...}}',
} as const;

/** Facts of an active token that the answer names itself, by issuer and id; of an inactive one RFC 7662 §2.2 tells nothing else. */
const map = (value: unknown): Mapped => {
  const issuer = textAt(value, 'iss');
  const jti = textAt(value, 'jti');
  if (issuer === undefined || jti === undefined || at(value, 'active') !== true) return [UNNAMED];
  const stated = statedClaims((name) => at(value, name));
  return stated ? [{ kind: 'token', stated }] : [UNNAMED];
};

const format: Format = {
  id: 'bare-introspection',
  title: 'Bare introspection answers (RFC 7662)',
  frames: ['json'],
  yields: ['token'],
  evidence:
    'what the issuer said of a token, where the answer names it by iss and jti; not when, so nothing about its being active',
  detect: (value) =>
    isRecord(value) && typeof value['active'] === 'boolean' && MEMBERS.some((name) => Object.hasOwn(value, name)),
  mapper: () => map,
};

export default format;
