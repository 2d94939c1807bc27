import { isUtf8 } from 'node:buffer';
import type { DifferentialCode } from '../model/token.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';
import { scanJson } from './strict-json.ts';

/** JSON nested deeper than this is not read (contract §5). */
export const MAXIMUM_DEPTH = 32;

/** A segment decoded leniently, and what a strict decoder says of it (RFC 4648 §5, RFC 7515 §2). */
export interface Decoded {
  readonly bytes: Buffer;
  readonly codes: readonly ('illegal-character' | 'base64url-length')[];
  readonly differential: readonly DifferentialCode[];
}

/** A segment that should hold a JSON object. */
export interface DecodedObject extends Decoded {
  readonly utf8: boolean;
  /** Absent where the text is no JSON object, or nested deeper than is read. */
  readonly object?: JsonObject;
  readonly tooDeep: boolean;
}

const BASE64URL = /^[A-Za-z0-9_-]*$/;
const FOUR_LEFT = /[AEIMQUYcgkosw048]$/;
const TWO_LEFT = /[AQgw]$/;

/** The bits behind the last byte are zero (RFC 4648 §3.5). */
const isCanonical = (text: string): boolean => {
  const rest = text.length % 4;
  if (rest === 2) return TWO_LEFT.test(text);
  return rest === 3 ? FOUR_LEFT.test(text) : true;
};

const lenientText = (segment: string): string =>
  segment
    .replace(/[\s=]+/g, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');

/** Decodes a segment as lenient parsers do: white space, padding and the plain base64 alphabet are taken, anything else is left out. */
export const decodeSegment = (segment: string): Decoded => {
  const strict = BASE64URL.test(segment);
  const text = strict ? segment : lenientText(segment);
  const differential: DifferentialCode[] = [];
  if (!isCanonical(text)) differential.push('non-canonical-base64url');
  if (!strict && /\s/.test(segment)) differential.push('white-space');
  if (!strict && segment.includes('=')) differential.push('padding');
  const codes: Decoded['codes'][number][] = strict ? [] : ['illegal-character'];
  if (text.length % 4 === 1) codes.push('base64url-length');
  return { bytes: Buffer.from(text, 'base64url'), codes, differential };
};

const parse = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Decodes a segment that should hold a UTF-8 JSON object. A byte order mark is seen and passed over; of a member that occurs twice
 * the last counts, as with JSON.parse; bytes that are no UTF-8 are replaced, so that the rest can be read.
 */
export const decodeObject = (segment: string): DecodedObject => {
  const decoded = decodeSegment(segment);
  const utf8 = isUtf8(decoded.bytes);
  const marked = decoded.bytes.toString('utf8');
  const text = marked.startsWith('\uFEFF') ? marked.slice(1) : marked;
  const scan = scanJson(text);
  const tooDeep = scan.depth > MAXIMUM_DEPTH;
  const object = tooDeep ? undefined : parse(text);
  const differential = [...decoded.differential];
  if (text !== marked) differential.push('byte-order-mark');
  if (object && scan.duplicate) differential.push('duplicate-member');
  if (object && scan.nonFinite) differential.push('non-finite-number');
  const read = { bytes: decoded.bytes, codes: decoded.codes, differential, utf8, tooDeep };
  return object ? { ...read, object } : read;
};
