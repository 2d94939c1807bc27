import { sha256Notation } from '../../lib/digest.ts';
import { type ReadTime, readRfc3339 } from '../../lib/rfc3339.ts';
import { OUTCOMES, type Outcome, TOKEN_SCHEMES, type TokenScheme, VANTAGES, type Vantage } from '../../model/invocation.ts';
import { parseWithin } from '../bounded-json.ts';

/** What the value of each type of field is read to. Times are epoch milliseconds, hashes base64url. */
export interface FieldValues {
  text: string;
  /** Text that may be a credential, or lead to one: never shown in a message. */
  credential: string;
  integer: number;
  boolean: boolean;
  /** With or without a zone. */
  time: ReadTime;
  zonedTime: number;
  /** RFC 3339, or epoch seconds as in a JWT. */
  tokenTime: number;
  hash: string;
  list: string[];
  object: Record<string, unknown>;
  /** JSON text. */
  rpcId: string;
  outcome: Outcome;
  vantage: Vantage;
  scheme: TokenScheme;
}

export type FieldType = keyof FieldValues;

interface TypeReader<T> {
  /** In words, for the message of a rejection. */
  readonly expected: string;
  /** `undefined` where the value is of another type. */
  readonly json: (value: unknown) => T | undefined;
  readonly csv: (cell: string) => T | undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** A type that is text in JSON too. */
const written = <T>(expected: string, read: (text: string) => T | undefined): TypeReader<T> => ({
  expected,
  json: (value) => (isText(value) ? read(value) : undefined),
  csv: read,
});

const oneOf = <T extends string>(values: readonly T[]): TypeReader<T> =>
  written(`one of ${values.join(', ')}`, (text) => values.find((value) => value === text.trim()));

const scheme = (text: string): TokenScheme | undefined => TOKEN_SCHEMES.find((value) => value === text.trim().toLowerCase());

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const count = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;

const seconds = (value: number): number | undefined =>
  Number.isFinite(value) && Math.abs(value) < 8.64e12 ? value * 1000 : undefined;

const zoned = (text: string): number | undefined => {
  const time = readRfc3339(text.trim());
  return time?.zoned ? time.milliseconds : undefined;
};

const tokenTime = (text: string): number | undefined =>
  /^\d{1,13}(?:\.\d{1,9})?$/.test(text.trim()) ? seconds(Number(text)) : zoned(text);

const object = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

const objectText = (cell: string): Record<string, unknown> | undefined => object(parseWithin(cell));

const rpcIdCell = (cell: string): string => (/^(?:0|-?[1-9]\d{0,14})$/.test(cell) ? cell : JSON.stringify(cell));

/** How each type of field is read from JSON and from the text of a CSV cell (contract §3.1). */
export const TYPE_READERS: { readonly [T in FieldType]: TypeReader<FieldValues[T]> } = {
  text: written('text', (text) => text),
  credential: written('text', (text) => text),
  integer: {
    expected: 'an integer that is not negative',
    json: count,
    csv: (cell) => (/^\s*\d{1,15}\s*$/.test(cell) ? count(Number(cell)) : undefined),
  },
  boolean: {
    expected: 'true or false',
    json: (value) => (typeof value === 'boolean' ? value : undefined),
    csv: (cell) => ({ true: true, false: false })[cell.trim().toLowerCase()],
  },
  time: written('an RFC 3339 time with a zone, like 2026-07-01T12:00:00Z', (text) => readRfc3339(text.trim())),
  zonedTime: written('an RFC 3339 time with a zone, like 2026-07-01T12:00:00Z', zoned),
  tokenTime: {
    expected: 'an RFC 3339 time with a zone, or epoch seconds',
    json: (value) => (typeof value === 'number' ? seconds(value) : isText(value) ? tokenTime(value) : undefined),
    csv: tokenTime,
  },
  hash: written('a SHA-256 in hex, base64 or base64url', (text) => sha256Notation(text.trim())),
  list: {
    expected: 'a list of texts',
    json: (value) =>
      Array.isArray(value) ? (value.every(isText) ? value : undefined) : isText(value) ? words(value) : undefined,
    csv: words,
  },
  object: { expected: 'a JSON object', json: object, csv: objectText },
  rpcId: {
    expected: 'text or a number',
    json: (value) => (isText(value) || typeof value === 'number' ? JSON.stringify(value) : undefined),
    csv: rpcIdCell,
  },
  outcome: oneOf(OUTCOMES),
  vantage: oneOf(VANTAGES),
  scheme: { ...written('', scheme), expected: 'one of Bearer, DPoP, mTLS, Basic, ApiKey, other, none' },
};
