import { COLUMNS } from '../limits.ts';
import { csvFrame, readHeader } from './csv.ts';
import type { Frame } from './framed.ts';
import { jsonFrame } from './json.ts';
import { linesFrame } from './lines.ts';
import type { Streams } from './streams.ts';
import { textFrame } from './text.ts';

/** What the choice of a frame depends on beside the beginning of the source. */
export interface FrameSettings {
  readonly streams: Streams;
  /** Names that make a first line the header of a CSV, if it has at least two of them. */
  readonly columns: ReadonlySet<string>;
  /** Names of which one is enough, as `schema`. */
  readonly tellingColumns: ReadonlySet<string>;
  /** The user named a format that takes CSV: any header will do. */
  readonly anyHeader: boolean;
}

const HEAD_BYTES = 64 * 1024;
const FIRST_LINE_BYTES = 1024 * 1024;
const LF = 0x0a;

/** Whether enough of a source is there to choose: 64 KB, and the end of its first line, looked for up to 1 MB. */
export const isEnough = (head: Buffer): boolean =>
  head.length >= FIRST_LINE_BYTES || (head.length >= HEAD_BYTES && head.includes(LF));

const RUBBISH = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g;

const isBinary = (text: string): boolean => (text.match(RUBBISH)?.length ?? 0) > text.length / 10;

const parsesToMembers = (line: string): boolean => {
  if (!line.startsWith('{')) return false;
  try {
    return Object.keys(JSON.parse(line) as object).length > 0;
  } catch {
    return false;
  }
};

/** What an array, or an envelope around one, looks like that has a line for each element. */
const goesOn = (line: string): boolean => /[[{,]$/.test(line);
const isElement = (line: string): boolean => line.endsWith(',') && parsesToMembers(line.slice(0, -1));

/**
 * NDJSON if the lines are whole objects each, even where the first is broken; one line alone is a document. Most lines decide, so that
 * no single one, which may be hostile, makes a document of a log and swallows what follows it.
 */
const isNdjson = (text: string): boolean => {
  const lines = text
    .split('\n', 200)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length < 2) return false;
  const whole = lines.filter(parsesToMembers).length;
  const begins = goesOn(lines[0] as string) && whole * 2 <= lines.length;
  return !begins && whole > lines.filter(isElement).length;
};

/** Lines of text, and between them JSON that is spread over several lines. */
const holdsSpreadJson = (text: string): boolean => {
  const lines = text.split('\n', 2_000).map((line) => line.trimEnd());
  return lines.includes('{') && lines.includes('}', lines.indexOf('{')) && !lines.some(parsesToMembers);
};

const DOCUMENT = /^\s*(?:\{|\[\s*(?:[{[\]]|$))/;
const POLICY = /^schema:[ \t]*["']?bindcheck\.policy\//m;
const DELIMITERS = [',', ';', '\t'];

const headerFits = (names: readonly string[], settings: FrameSettings): boolean => {
  if (names.length < 2 || names.length > COLUMNS) return false;
  if (settings.anyHeader || names.some((name) => settings.tellingColumns.has(name))) return true;
  return names.filter((name) => settings.columns.has(name)).length >= 2;
};

const delimiterOf = (text: string, settings: FrameSettings): string | undefined => {
  const first = text.trimStart().split('\n', 1)[0] ?? '';
  return DELIMITERS.find((delimiter) => headerFits(readHeader(first.trimEnd(), delimiter), settings));
};

/** Chooses by content how a source is cut into records; `binary` where it is no text. */
export const chooseFrame = (head: Buffer, settings: FrameSettings): Frame | 'binary' => {
  const text = head.toString('utf8');
  if (isBinary(text)) return 'binary';
  if (DOCUMENT.test(text)) return isNdjson(text) ? linesFrame(settings.streams) : jsonFrame(settings.streams);
  if (POLICY.test(text.slice(0, HEAD_BYTES))) return textFrame;
  const delimiter = delimiterOf(text, settings);
  if (delimiter !== undefined) return csvFrame(delimiter);
  return holdsSpreadJson(text) ? jsonFrame(settings.streams) : linesFrame(settings.streams);
};
