import type { MalformedCode } from '../model/token.ts';
import { type JsonObject, member } from './json-object.ts';

/** Names that RFC 7515 §4.1 and RFC 7518 §4 define themselves; `crit` must not list them. */
const REGISTERED = new Set(
  ['alg', 'jku', 'jwk', 'kid', 'x5u', 'x5c', 'x5t', 'x5t#S256', 'typ', 'cty', 'crit', 'enc', 'zip'].concat([
    'epk',
    'apu',
    'apv',
    'iv',
    'tag',
    'p2s',
    'p2c',
  ]),
);

const isWellFormed = (crit: unknown, header: JsonObject): boolean =>
  Array.isArray(crit) &&
  crit.length > 0 &&
  new Set(crit).size === crit.length &&
  crit.every((name) => typeof name === 'string' && !REGISTERED.has(name) && Object.hasOwn(header, name));

/** What is wrong with `crit` and `b64` (RFC 7515 §4.1.11; RFC 7797 §7). No extension is understood here, as none is by access tokens. */
export const criticalCodes = (header: JsonObject): MalformedCode[] => {
  const codes: MalformedCode[] = [];
  if (Object.hasOwn(header, 'crit')) codes.push(isWellFormed(member(header, 'crit'), header) ? 'crit-unknown' : 'crit-malformed');
  if (member(header, 'b64') === false) codes.push('b64-false');
  return codes;
};
