import { expect } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { createSettler, type Settler } from '../../src/tokens/settle.ts';
import { type Read, readBytes } from '../readers/reading.ts';

const NO_KEYS = { facts: [], keys: new Map() };

/** A settler without keys, under a fixed digest key. */
export const plainSettler = (): Settler => createSettler(NO_KEYS, new Uint8Array(32).fill(7));

const REJECTED = new Set(['record-rejected', 'limit-exceeded']);

const sumOf = (diagnostics: readonly Diagnostic[], counts: (diagnostic: Diagnostic) => boolean): number =>
  diagnostics.filter(counts).reduce((sum, { count = 1 }) => sum + count, 0);

/** Each reject is told with its reason, or folded with others that are; so is each ignored record of a source that was recognised. */
const expectReasons = ({ outcome, diagnostics }: Read): void => {
  const isReject = ({ code, level, message }: Diagnostic): boolean => REJECTED.has(code) && level === 'warning' && message !== '';
  expect(sumOf(diagnostics, isReject)).toBe(outcome.rejected);
  if (outcome.format !== null)
    expect(sumOf(diagnostics, ({ code, message }) => code === 'ignored-record' && message !== '')).toBe(outcome.ignored);
  expect(outcome.rejected).toBeLessThanOrEqual(outcome.records);
};

/** Reads bytes, settles what they give, and holds the account against its reasons. What comes out of it is text that can be compared. */
export const accountOf = async (bytes: Buffer, inputFormat?: string): Promise<{ readonly read: Read; readonly text: string }> => {
  const read = await readBytes(bytes, 65_536, inputFormat);
  expectReasons(read);
  const settled = plainSettler().settle(read.drafts);
  return { read, text: JSON.stringify([read.outcome, read.diagnostics, settled]) };
};

/** Lines of which each is one record, whatever it holds: not taken apart, not put together with others. */
const isSingle = (line: string): boolean =>
  (line.match(/[[{]/g)?.length ?? 0) <= 1 && !/^\s*["[]|"log"|"MESSAGE"|std(?:out|err) P/.test(line);

/** What a source of lines must account for: at least each line that is one record, and no more where all are. */
export const expectLines = ({ outcome }: Read, lines: readonly string[]): void => {
  const filled = lines.filter((line) => line.trim() !== '');
  const single = filled.filter(isSingle).length;
  const seen = outcome.records + outcome.ignored;
  expect(seen).toBeGreaterThanOrEqual(single);
  if (single === filled.length) expect(seen).toBe(single);
};
