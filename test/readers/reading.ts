import { Readable } from 'node:stream';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Draft, InvocationDraft } from '../../src/model/draft.ts';
import type { Format } from '../../src/model/format.ts';
import { readSource } from '../../src/readers/read.ts';
import type { FoundSource, ReadRecord, SourceOutcome } from '../../src/readers/source.ts';

/** Everything that reading a source gives. */
export interface Read {
  readonly records: readonly ReadRecord[];
  readonly drafts: readonly Draft[];
  readonly diagnostics: readonly Diagnostic[];
  readonly outcome: SourceOutcome;
}

/** Reads a source to its end. */
export const readWhole = async (source: FoundSource, options: Parameters<typeof readSource>[1] = {}): Promise<Read> => {
  const records: ReadRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  const batches = readSource(source, options);
  for (;;) {
    const next = await batches.next();
    if (next.done) return { records, drafts: records.flatMap((record) => record.drafts), diagnostics, outcome: next.value };
    records.push(...next.value.records);
    diagnostics.push(...next.value.diagnostics);
  }
};

/** Reads bytes as if they came in by standard input, in pieces of the given size. */
export const readBytes = (
  bytes: string | Buffer,
  pieceSize = 65_536,
  inputFormat?: string,
  maps: readonly Format[] = [],
): Promise<Read> => {
  const whole = Buffer.from(bytes as string);
  const pieces: Buffer[] = [];
  for (let at = 0; at < whole.length; at += pieceSize) pieces.push(whole.subarray(at, at + pieceSize));
  const source: FoundSource = { path: 'in.log', named: true, stdin: true };
  return readWhole(source, { stdin: Readable.from(pieces), maps, ...(inputFormat !== undefined && { inputFormat }) });
};

/** The invocations among the drafts. */
export const invocationsOf = (read: Read): InvocationDraft[] => read.drafts.filter((draft) => draft.kind === 'invocation');

/** A native record as JSON text. */
export const record = (fields: Record<string, unknown>): string =>
  JSON.stringify({ schema: 'invocation/1', event_time: '2026-07-01T10:00:00Z', server_name: 's', tool_name: 't', ...fields });
