import { RECORD_BYTES } from '../limits.ts';
import type { Framed } from './framed.ts';
import { createMemberPath } from './member-path.ts';
import { broken, parseRecord } from './parse-record.ts';
import { asItIs, closeHead, type Inherit, inheritanceOf, inherited } from './stream-head.ts';
import type { Streams } from './streams.ts';

/** Finds where the records of a JSON source begin and end, chunk by chunk. */
export interface JsonScanner {
  push(chunk: Buffer): readonly Framed[];
  end(): readonly Framed[];
}

const LF = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Of a document, looked at for whether it is an envelope around records. */
const HEAD_BYTES = 64 * 1024;
const MOST_TRIES = 8;

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
const opens = (byte: number): boolean => byte === OPEN_OBJECT || byte === OPEN_ARRAY;
const closes = (byte: number): boolean => byte === CLOSE_OBJECT || byte === CLOSE_ARRAY;

/**
 * A scanner over concatenated documents, pretty-printed or not, and over the elements of arrays: a top-level one, or one below a
 * document where `streams` expects records. Each is cut out as its own text; what surrounds a streamed array is given once as a
 * head. Nothing above `limit` bytes is held. A string with a raw line feed is no JSON: it ends its record, or the string in an array,
 * so that the records after it are still found.
 */
export const createJsonScanner = (streams: Streams, firstLine = 1, limit = RECORD_BYTES): JsonScanner => {
  const path = createMemberPath(streams);
  let chunk: Buffer = Buffer.alloc(0);
  let found: Framed[] = [];
  let step = between;
  let line = firstLine;
  /** Line and place at which the record begins; of a record carried over from an earlier chunk the place is 0. */
  let startLine = firstLine;
  let start = 0;
  let parts: Buffer[] = [];
  let held = 0;
  let holding = false;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let inArray = false;
  /** Arrays of the document that were looked at as streams. */
  let tries = 0;
  let inherit: Inherit = asItIs;
  /** Depth in the surrounding document at which the streamed array lies. */
  let outerDepth: number | undefined;

  const hold = (until: number): void => {
    if (!holding) return;
    held += until - start;
    if (held > limit) {
      holding = false;
      parts = [];
      found.push({ is: 'oversize', line: startLine });
    } else parts.push(chunk.subarray(start, until));
  };

  const take = (until: number): string | undefined => {
    hold(until);
    const text = holding ? Buffer.concat(parts).toString('utf8') : undefined;
    holding = false;
    parts = [];
    return text;
  };

  const begin = (at: number): void => {
    holding = true;
    held = 0;
    start = at;
    startLine = line;
    tries = 0;
    depth = 0;
    inString = false;
    escaped = false;
  };

  function between(byte: number, at: number): void {
    if (isSpace(byte) || byte === COMMA) return;
    if (inArray && byte === CLOSE_ARRAY) leaveArray();
    else if (!inArray && byte === OPEN_ARRAY) enterArray(undefined);
    else beginRecord(byte, at);
  }

  function beginRecord(byte: number, at: number): void {
    begin(at);
    if (!inArray) path.reset();
    step = opens(byte) ? container : scalar;
    step(byte, at);
  }

  function enterArray(outer: number | undefined): void {
    inArray = true;
    outerDepth = outer;
    startLine = line;
    step = between;
  }

  function leaveArray(): void {
    inArray = false;
    inherit = asItIs;
    if (outerDepth !== undefined) depth = outerDepth;
    step = outerDepth === undefined ? between : container;
    outerDepth = undefined;
  }

  /** Of what was held until here, where it is whole and not too large to be looked at for its form alone. */
  const soFar = (until: number, most: number): string | undefined =>
    holding && held + until - start <= most
      ? Buffer.concat([...parts, chunk.subarray(start, until)]).toString('utf8')
      : undefined;

  /**
   * Whether an array holds records of their own. The document so far is closed then, given if a format wants it, and its elements
   * follow.
   */
  function entersStream(at: number): boolean {
    const candidates = path.streamsAt(depth);
    if (candidates.length === 0 || ++tries > MOST_TRIES) return false;
    const known = candidates.some(({ fits }) => fits === undefined);
    const head = closeHead(soFar(at + 1, known ? limit : HEAD_BYTES), depth);
    const stream = candidates.find(({ fits }) => fits === undefined || (head !== undefined && fits(head)));
    if (stream === undefined) return false;
    take(at + 1);
    if (stream.givesHead && head) found.push({ is: 'head', value: head });
    inherit = inheritanceOf(stream, head);
    enterArray(depth);
    return true;
  }

  function container(byte: number, at: number): void {
    if (inString) string(byte, at);
    else structure(byte, at);
  }

  function structure(byte: number, at: number): void {
    if (!inArray) path.see(byte, depth);
    if (byte === QUOTE) inString = true;
    else if (byte === OPEN_ARRAY && !inArray && entersStream(at)) return;
    else if (opens(byte)) depth++;
    else if (closes(byte) && --depth === 0) finish(at);
  }

  function string(byte: number, at: number): void {
    if (!inArray) path.seeInString(byte, depth, escaped);
    if (escaped) escaped = false;
    else if (byte === BACKSLASH) escaped = true;
    else if (byte === QUOTE) inString = false;
    else if (byte === LF) endOfBrokenString(at);
  }

  function endOfBrokenString(at: number): void {
    inString = false;
    if (inArray) return;
    const text = take(at);
    if (text !== undefined)
      found.push(broken(startLine, text, 'broken JSON: the record seems cut short, its line ends inside a string'));
    step = between;
  }

  function finish(at: number): void {
    const text = take(at + 1);
    if (text !== undefined) found.push(inherited(parseRecord(text, startLine), inherit));
    step = between;
  }

  /** What is neither object nor array: a bare value in an array, or a line of something else between documents. */
  function scalar(byte: number, at: number): void {
    if (inString) stringOfScalar(byte);
    else if (inArray && byte === QUOTE) inString = true;
    else endScalar(byte, at);
  }

  function endScalar(byte: number, at: number): void {
    const ends = inArray ? byte === COMMA || byte === CLOSE_ARRAY : byte === LF;
    if (!ends) return;
    takeScalar(at);
    step = between;
    between(byte, at);
  }

  function stringOfScalar(byte: number): void {
    if (escaped) escaped = false;
    else if (byte === BACKSLASH) escaped = true;
    else if (byte === QUOTE || byte === LF) inString = false;
  }

  function takeScalar(until: number): void {
    const text = take(until)?.trim();
    if (text !== undefined) found.push({ is: 'item', item: { kind: 'text', value: text, text, line: startLine } });
  }

  const flush = (): readonly Framed[] => {
    const result = found;
    found = [];
    return result;
  };

  return {
    push(next) {
      chunk = next;
      start = 0;
      for (let at = 0; at < next.length; at++) {
        const byte = next[at] as number;
        step(byte, at);
        if (byte === LF) line++;
      }
      hold(next.length);
      return flush();
    },
    end() {
      chunk = Buffer.alloc(0);
      start = 0;
      if (step === scalar) takeScalar(0);
      else if (step === container && holding) finish(-1);
      else if (step === container || inArray) found.push({ is: 'cut', line: startLine });
      return flush();
    },
  };
};
