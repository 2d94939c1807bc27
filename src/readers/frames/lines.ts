import { excessOf } from '../bounded-json.ts';
import type { Frame, Framed } from './framed.ts';
import { createJsonScanner } from './json-scanner.ts';
import { parseRecord } from './parse-record.ts';
import { type Line, splitLines } from './split-lines.ts';
import { reachesArray, type Streams } from './streams.ts';

const holdsRecords = (value: unknown, streams: Streams): boolean =>
  Array.isArray(value) ? value.length > 0 : streams.paths.some((path) => reachesArray(value, path));

/** A line may hold a whole document: its array is taken apart as that of a file would be. */
const takeApart = (text: string, line: number, streams: Streams): readonly Framed[] => {
  const scanner = createJsonScanner(streams, line);
  return [...scanner.push(Buffer.from(text)), ...scanner.end()];
};

const asText = (text: string, line: number): Framed => ({ is: 'item', item: { kind: 'text', value: text, text, line } });

/** What begins like this is meant to be JSON; `{module} started` is not. */
const JSON_OBJECT = /^\{\s*(?:["}]|$)/;

/** One line, or the text of one record: a JSON object or array, or plain text. */
export const frameLine = ({ text, number }: Line, streams: Streams): readonly Framed[] => {
  if (text === undefined) return [{ is: 'oversize', line: number }];
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (trimmed[0] !== '[' && !JSON_OBJECT.test(trimmed)) return [asText(trimmed, number)];
  const framed = parseRecord(text, number);
  // A line of a text log may begin with a bracket.
  const isText = framed.is === 'broken' && trimmed[0] === '[' && excessOf(trimmed) === undefined;
  if (framed.is === 'broken') return [isText ? asText(trimmed, number) : framed];
  const taken = framed.is === 'item' && holdsRecords(framed.item.value, streams);
  return taken ? takeApart(trimmed, number, streams) : [framed];
};

/** NDJSON and text, mixed as they come: a line that is a JSON object or array is one, every other line is text. */
export const linesFrame = (streams: Streams): Frame => {
  const frame: Frame = async function* (chunks) {
    for await (const lines of splitLines(chunks)) yield lines.flatMap((line) => frameLine(line, streams));
  };
  lineFrames.add(frame);
  return frame;
};

const lineFrames = new WeakSet<Frame>();

/** Whether a frame cuts at the ends of lines and nowhere else. */
export const cutsLines = (frame: Frame): boolean => lineFrames.has(frame);
