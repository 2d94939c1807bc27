import type { OwnDraft } from '../model/draft.ts';
import { parseExact } from './exact-json.ts';
import { INVOCATION_TYPES } from './formats/invocation.ts';
import { skipSpace, valueEnd } from './json-value-end.ts';
import { NESTING } from './limits.ts';
import { beginOwn, OWN, type PutOwn } from './native-likeness.ts';
import { isDeep } from './nesting.ts';

/**
 * A line as a pattern for others: what they share with it byte for byte, and between that what each says on its own. A line that
 * fits is like it, and is read without being parsed.
 */
export interface Stencil {
  readonly line: Buffer;
  /** Where each value of its own begins and ends in the line, in turn. */
  readonly gaps: readonly number[];
  /** What is made of each; `undefined` for members that no field is known for. */
  readonly puts: readonly (PutOwn | undefined)[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_BRACE, CLOSE_BRACE] = [0x7b, 0x7d];
const [COLON, COMMA, MINUS] = [0x3a, 0x2c, 0x2d];
const [ZERO, NINE] = [0x30, 0x39];
const [FIRST_PLAIN, LAST_PLAIN] = [0x20, 0x7e];
/** Of a number that is read here; all others are left to those that know more of them. */
const MOST_DIGITS = 15;

const [PLAIN, ESCAPED, ENCODED] = [0, 1, 2];

/** What a text holds that is not simply its characters. */
let form = PLAIN;

/** Where text ends that begins with a quote at `at`; -1 where it does not, or is empty. Says in `form` how it is to be read. */
const textEnd = (bytes: Uint8Array, at: number): number => {
  form = PLAIN;
  for (let place = at + 1; place < bytes.length; place++) {
    const byte = bytes[place] as number;
    if (byte === QUOTE) return place > at + 1 ? place + 1 : -1;
    if (byte === BACKSLASH) {
      form |= ESCAPED;
      place++;
    } else if (byte < FIRST_PLAIN || byte > LAST_PLAIN) form |= ENCODED;
  }
  return -1;
};

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= NINE;

/** Where a short whole number ends, written as JSON has it; else -1. */
const integerEnd = (bytes: Uint8Array, at: number, end: number): number => {
  const first = bytes[at] === MINUS ? at + 1 : at;
  let place = first;
  while (place < end && isDigit(bytes[place])) place++;
  const digits = place - first;
  return digits === 0 || digits > MOST_DIGITS || (bytes[first] === ZERO && place > at + 1) ? -1 : place;
};

const isShallow = (value: unknown): boolean => typeof value === 'object' && value !== null && !isDeep(value, NESTING - 1);

/** The end of the value that was read last; a function with two results would make an object for each value. */
let valueEnds = -1;

const readText = (bytes: Buffer, at: number): unknown => {
  valueEnds = textEnd(bytes, at);
  if (valueEnds < 0) return undefined;
  return form === PLAIN ? bytes.toString('latin1', at + 1, valueEnds - 1) : parseExact(bytes.toString('utf8', at, valueEnds));
};

const readObject = (bytes: Buffer, at: number): unknown => {
  valueEnds = valueEnd(bytes, at, bytes.length);
  const value = valueEnds < 0 ? undefined : parseExact(bytes.toString('utf8', at, valueEnds));
  return isShallow(value) ? value : undefined;
};

const readInteger = (bytes: Buffer, at: number): unknown => {
  valueEnds = integerEnd(bytes, at, bytes.length);
  return valueEnds < 0 ? undefined : Number(bytes.toString('latin1', at, valueEnds));
};

/** Reads a value that says something; `undefined` for all that is empty, unusual or broken. */
const readValue = (bytes: Buffer, at: number): unknown => {
  const first = bytes[at];
  if (first === QUOTE) return readText(bytes, at);
  return first === OPEN_BRACE ? readObject(bytes, at) : readInteger(bytes, at);
};

/** Bytes that are sooner compared one by one than by a call. */
const FEW = 48;

const isShared = (line: Buffer, at: number, stencil: Stencil, from: number, to: number): boolean => {
  const shared = stencil.line;
  const ahead = at - from;
  if (to + ahead > line.length) return false;
  if (to - from > FEW) return line.compare(shared, from, to, at, to + ahead) === 0;
  for (let place = from; place < to; place++) if (shared[place] !== line[place + ahead]) return false;
  return true;
};

/** What a line says on its own, if it fits; `undefined` where it does not, or where it has to be looked at more closely. */
export const readThrough = (stencil: Stencil, line: Buffer): OwnDraft | undefined => {
  const { gaps, puts } = stencil;
  const draft = beginOwn();
  let at = 0;
  let shared = 0;
  for (let slot = 0; slot < puts.length; slot++) {
    const begin = gaps[slot * 2] as number;
    if (!isShared(line, at, stencil, shared, begin)) return undefined;
    at += begin - shared;
    const value = readValue(line, at);
    const put = puts[slot];
    if (value === undefined || (put && !put(draft, value))) return undefined;
    at = valueEnds;
    shared = gaps[slot * 2 + 1] as number;
  }
  const left = stencil.line.length - shared;
  return line.length - at === left && isShared(line, at, stencil, shared, stencil.line.length) ? draft : undefined;
};

/** A member of the line: its name, and where its value lies. */
interface Found {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

/** The member that begins at `at`. */
const memberAt = (line: Buffer, at: number): Found | undefined => {
  const nameEnd = line[at] === QUOTE ? textEnd(line, at) : -1;
  const colon = nameEnd < 0 ? -1 : skipSpace(line, nameEnd, line.length);
  if (colon < 0 || form !== PLAIN || line[colon] !== COLON) return undefined;
  const begin = skipSpace(line, colon + 1, line.length);
  const end = valueEnd(line, begin, line.length);
  return end < 0 ? undefined : { name: line.toString('latin1', at + 1, nameEnd - 1), begin, end };
};

/** The members of the object that a line is, each once; `undefined` where it is anything else. The line was parsed before. */
const membersOf = (line: Buffer): readonly Found[] | undefined => {
  const members = new Map<string, Found>();
  let at = skipSpace(line, 1, line.length);
  for (;;) {
    const member = memberAt(line, at);
    if (!member || members.has(member.name)) return undefined;
    members.set(member.name, member);
    at = skipSpace(line, member.end, line.length);
    if (line[at] === CLOSE_BRACE) return [...members.values()];
    if (line[at] !== COMMA) return undefined;
    at = skipSpace(line, at + 1, line.length);
  }
};

const isKnown = (name: string): boolean => name === 'schema' || Object.hasOwn(INVOCATION_TYPES, name);

/** A value that says something, in a form that is read through a stencil. What is empty or null is shared. */
const isOpen = (line: Buffer, { begin, end }: Found): boolean => readValue(line, begin) !== undefined && valueEnds === end;

/** Makes a stencil of a line that was found to be sound; `undefined` where it is written in a way of its own. */
export const stencilOf = (bytes: Buffer): Stencil | undefined => {
  const line = Buffer.from(bytes);
  const members = line[0] === OPEN_BRACE ? membersOf(line) : undefined;
  const open = members?.filter((member) => (OWN.has(member.name) || !isKnown(member.name)) && isOpen(line, member));
  return (
    open && {
      line,
      gaps: open.flatMap(({ begin, end }) => [begin, end]),
      puts: open.map(({ name }) => OWN.get(name)),
    }
  );
};
