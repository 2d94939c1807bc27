import type { Format } from '../../model/format.ts';
import { isRecord } from '../native/read-fields.ts';

/** What a key of each type cannot do without (RFC 7518 §6, RFC 8037 §2). */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'x', 'y'],
  RSA: ['n', 'e'],
  OKP: ['crv', 'x'],
  oct: ['k'],
  AKP: ['alg', 'pub'],
};

const isKey = (value: unknown): boolean => isRecord(value) && typeof value['kty'] === 'string';

const isSet = (value: unknown): boolean =>
  isRecord(value) && Array.isArray(value['keys']) && value['keys'].length > 0 && value['keys'].every(isKey);

/** A key by itself has no member that says so: it must be one in all it needs. */
const isSingle = (value: unknown): boolean => {
  if (!isRecord(value)) return false;
  const type = value['kty'];
  const needed = typeof type === 'string' && Object.hasOwn(NEEDED, type) ? NEEDED[type] : undefined;
  return needed?.every((name) => typeof value[name] === 'string') ?? false;
};

const format: Format = {
  id: 'jwks',
  title: 'Key sets and single keys (JWKS, JWK; RFC 7517)',
  frames: ['json'],
  yields: ['hint'],
  evidence: 'none: keys count only where the policy or --jwks names them',
  detect: (value) => isSet(value) || isSingle(value),
  mapper: () => (value) => [{ kind: 'hint', what: isSet(value) ? 'jwks' : 'jwk' }],
};

export default format;
