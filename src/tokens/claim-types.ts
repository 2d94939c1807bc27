import type { MalformedCode } from '../model/token.ts';
import { isJsonObject, type JsonObject, member } from './json-object.ts';

const isString = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isAudience = (value: unknown): boolean => isString(value) || (Array.isArray(value) && value.every(isString));

const TYPES: readonly (readonly [name: string, isRight: (value: unknown) => boolean])[] = [
  ['iss', isString],
  ['sub', isString],
  ['jti', isString],
  ['client_id', isString],
  ['aud', isAudience],
  ['cnf', isJsonObject],
  ['act', isJsonObject],
  ['exp', isNumber],
  ['nbf', isNumber],
  ['iat', isNumber],
  ['auth_time', isNumber],
];

/** The claims that are there with a wrong type (RFC 7519 §4.1, RFC 7800 §3.1, RFC 8693 §4.1), `claim-type:NAME` each. */
export const claimTypeCodes = (payload: JsonObject): MalformedCode[] =>
  TYPES.filter(([name, isRight]) => Object.hasOwn(payload, name) && !isRight(member(payload, name))).map(
    ([name]) => `claim-type:${name}` as const,
  );
