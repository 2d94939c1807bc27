import { present } from '../../lib/present.ts';
import type { Format, Mapped } from '../../model/format.ts';
import type { StatedToken } from '../../model/invocation.ts';
import { isRecord } from '../native/read-fields.ts';
import { at, secondsOf, textAt, wordsOf } from '../record/members.ts';

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
  const stated = present<StatedToken>({
    issuer,
    jti,
    subject: textAt(value, 'sub'),
    clientId: textAt(value, 'client_id'),
    audience: wordsOf(at(value, 'aud')),
    scopes: wordsOf(at(value, 'scope')),
    issuedAt: secondsOf(at(value, 'iat')),
    notBefore: secondsOf(at(value, 'nbf')),
    expiresAt: secondsOf(at(value, 'exp')),
    jkt: textAt(value, 'cnf', 'jkt'),
    x5tS256: textAt(value, 'cnf', 'x5t#S256'),
  });
  return [{ kind: 'token', stated }];
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
