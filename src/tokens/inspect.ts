import { sha256Base64url } from '../lib/digest.ts';
import type { DifferentialCode, MalformedCode, SignatureObstacle, SignatureTrial, TokenKind } from '../model/token.ts';
import { type CompactToken, readCompact } from './compact.ts';
import { isJsonObject, type JsonObject, stringMember } from './json-object.ts';
import type { KeyRing } from './keys.ts';
import { PRIVATE_MEMBERS } from './public-key.ts';
import { tryKeys } from './trial.ts';

/** What `bindcheck token` says of one token (contract §2), under the names of its output. */
export interface Inspection {
  readonly well_formed: boolean;
  readonly codes: readonly MalformedCode[];
  readonly differential: readonly DifferentialCode[];
  /** `valid`, `invalid`, or `not-evaluable:REASON`. */
  readonly signature: string;
  /** `kid` of the header, else the thumbprint of the key that verifies. */
  readonly key_id: string | null;
  readonly kind: TokenKind;
  readonly header: JsonObject | null;
  readonly claims: JsonObject | null;
  /** Base64url. */
  readonly token_sha256: string;
}

const MASKED = '[masked]';
const SECRET: ReadonlySet<string> = new Set(PRIVATE_MEMBERS);
const NO_KEYS: KeyRing = { facts: [], keys: new Map() };

/** The value with the private members of keys masked wherever they are. The nesting was bounded when the token was read. */
const masked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(masked);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, SECRET.has(name) ? MASKED : masked(inner)]));
};

const maskedObject = (object: JsonObject | undefined): JsonObject | null => (object ? (masked(object) as JsonObject) : null);

/** Obstacles that a server meets as well: nothing can verify such a token. */
const REFUSED: ReadonlySet<SignatureObstacle> = new Set(['unreadable']);

const describe = (trial: SignatureTrial, hasKeys: boolean): string => {
  if (trial.verifiedBy.length > 0) return 'valid';
  if (trial.unsecured || trial.confusedWith !== undefined) return 'invalid';
  if (trial.obstacle) return REFUSED.has(trial.obstacle) ? 'invalid' : `not-evaluable:${trial.obstacle}`;
  return hasKeys ? 'invalid' : 'not-evaluable:no-key-snapshot';
};

const describeSignature = (token: CompactToken, trial: SignatureTrial, hasKeys: boolean): string => {
  if (token.limitExceeded) return 'not-evaluable:limit-exceeded';
  if (token.kind === 'opaque') return 'not-evaluable:opaque-no-introspection';
  return token.kind === 'encrypted' ? 'not-evaluable:encrypted-token' : describe(trial, hasKeys);
};

/**
 * Inspects one token with the keys given, which count as complete and as the issuer's, whoever it is (contract §6). Header and
 * claims are shown whole, since it is the user's own token, but for private members of keys. Absent `ring`: no keys were given.
 */
export const inspectToken = (raw: string, ring?: KeyRing): Inspection => {
  const token = readCompact(raw);
  const trial = tryKeys(token, ring ?? NO_KEYS);
  const kid = token.header && stringMember(token.header, 'kid');
  return {
    well_formed: token.kind === 'jws' && !token.limitExceeded && token.form.codes.length === 0,
    codes: token.form.codes,
    differential: token.form.differential,
    signature: describeSignature(token, trial, ring !== undefined),
    key_id: kid ?? trial.verifiedBy[0] ?? null,
    kind: token.kind,
    header: maskedObject(token.header),
    claims: maskedObject(token.payload),
    token_sha256: sha256Base64url(raw),
  };
};
