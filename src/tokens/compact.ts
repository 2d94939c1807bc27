import type { DifferentialCode, MalformedCode, TokenForm, TokenKind } from '../model/token.ts';
import { claimTypeCodes } from './claim-types.ts';
import { criticalCodes } from './critical.ts';
import { isJsonObject, type JsonObject, member, stringMember } from './json-object.ts';
import { isRedacted } from './redaction.ts';
import { type DecodedObject, decodeObject, decodeSegment, MAXIMUM_DEPTH } from './segment.ts';
import { scanJson } from './strict-json.ts';

/** Tokens longer than this are not read (contract §5), in characters. */
export const MAXIMUM_LENGTH = 65_536;

/** A token as presented, read strictly for its form and leniently for its content. Never leaves the token code. */
export interface CompactToken {
  readonly kind: TokenKind;
  /** Longer, or nested deeper, than is read; nothing else is judged then. */
  readonly limitExceeded: boolean;
  readonly form: TokenForm;
  readonly header?: JsonObject;
  readonly payload?: JsonObject;
  readonly payloadBytes?: Buffer;
  /** The first two segments as presented: what is signed. Only of a JWS. */
  readonly signingInput?: string;
  /** Empty where the token has none. */
  readonly signature?: Buffer;
  /** A redactor put a word in the place of the signature. */
  readonly signatureStripped: boolean;
}

const EMPTY_FORM: TokenForm = { codes: [], differential: [] };
const opaque: CompactToken = { kind: 'opaque', limitExceeded: false, form: EMPTY_FORM, signatureStripped: false };
const tooLarge = (kind: TokenKind): CompactToken => ({ ...opaque, kind, limitExceeded: true });
const malformed = (code: MalformedCode): CompactToken => ({ ...opaque, kind: 'jws', form: { codes: [code], differential: [] } });

/** One segment alone is a header only if it is text: many an opaque token decodes to bytes that begin like one by chance. */
const isHeader = (segment: string, alone: boolean): boolean => {
  const { bytes } = decodeSegment(segment.slice(0, MAXIMUM_LENGTH));
  const text = bytes.toString('utf8');
  return text.trimStart().startsWith('{') && !(alone && text.includes('\uFFFD'));
};

const isJsonSerialization = (raw: string): boolean => {
  if (!raw.trimStart().startsWith('{') || scanJson(raw).depth > MAXIMUM_DEPTH) return false;
  try {
    const value: unknown = JSON.parse(raw);
    return (
      isJsonObject(value) &&
      Object.hasOwn(value, 'payload') &&
      (Object.hasOwn(value, 'signatures') || Object.hasOwn(value, 'signature'))
    );
  } catch {
    return false;
  }
};

const objectCodes = (name: 'header' | 'payload', decoded: DecodedObject): MalformedCode[] => {
  const codes: MalformedCode[] = [...decoded.codes];
  if (!decoded.utf8) codes.push(`${name}-not-utf8`);
  else if (!decoded.object) codes.push(`${name}-not-json-object`);
  return codes;
};

/** What is wrong with the header of a JWS, its segment decoded (RFC 7515 §4, §5.2). */
export const headerCodes = (decoded: DecodedObject): MalformedCode[] => {
  const codes = objectCodes('header', decoded);
  if (!decoded.object) return codes;
  if (!stringMember(decoded.object, 'alg')) codes.push('alg-missing');
  return codes.concat(criticalCodes(decoded.object));
};

const payloadCodes = (segment: string, decoded: DecodedObject): MalformedCode[] => {
  if (segment === '') return ['empty-segment'];
  return objectCodes('payload', decoded).concat(decoded.object ? claimTypeCodes(decoded.object) : []);
};

const readEncrypted = (decoded: DecodedObject, header: JsonObject): CompactToken => ({
  ...opaque,
  kind: 'encrypted',
  form: { codes: [], differential: decoded.differential },
  header,
});

/** The union in order of first appearance. */
const union = <Code>(...lists: readonly (readonly Code[])[]): Code[] => [...new Set(lists.flat())];

const readJws = (segments: readonly string[], header: DecodedObject): CompactToken => {
  const [headerSegment = '', payloadSegment = '', signatureSegment = ''] = segments;
  const payload = decodeObject(payloadSegment);
  if (header.tooDeep || payload.tooDeep) return tooLarge('jws');
  const signatureStripped = isRedacted(signatureSegment);
  const signature = decodeSegment(signatureStripped ? '' : signatureSegment);
  const count: MalformedCode[] = segments.length === 3 ? [] : ['segment-count'];
  const codes = union(count, headerCodes(header), payloadCodes(payloadSegment, payload), signature.codes);
  const differential: DifferentialCode[] = union(header.differential, payload.differential, signature.differential);
  return {
    kind: 'jws',
    limitExceeded: false,
    form: { codes, differential },
    ...(header.object && { header: header.object }),
    ...(payload.object && { payload: payload.object }),
    payloadBytes: payload.bytes,
    signingInput: `${headerSegment}.${payloadSegment}`,
    signature: signature.bytes,
    signatureStripped,
  };
};

/**
 * Reads a presented token (RFC 7515 §5.2, §7.1; RFC 7519 §7.2; contract §6): what kind it is, what a strict parser refuses, where
 * lenient parsers differ, and its header and payload as a lenient parser reads them. Never throws.
 */
export const readCompact = (raw: string): CompactToken => {
  const first = raw.slice(0, MAXIMUM_LENGTH).split('.', 1)[0] ?? '';
  const header = isHeader(first, !raw.includes('.'));
  if (raw.length > MAXIMUM_LENGTH) return tooLarge(header ? 'jws' : 'opaque');
  if (!header) return isJsonSerialization(raw) ? malformed('json-serialization') : opaque;
  const segments = raw.split('.');
  const decoded = decodeObject(first);
  if (decoded.tooDeep) return tooLarge('jws');
  if (segments.length === 5 && decoded.object && member(decoded.object, 'enc') !== undefined)
    return readEncrypted(decoded, decoded.object);
  return readJws(segments, decoded);
};
