import type { Diagnostic } from '../model/diagnostic.ts';
import type { Draft } from '../model/draft.ts';
import type { Location } from '../model/location.ts';
import type { RecordBlock } from '../model/record-block.ts';
import type { SourceReport } from '../model/report.ts';

/** A file to be read, or standard input. */
export interface FoundSource {
  /** As the user would write it: relative paths stay relative, folders are parted by `/`; `-` for standard input. */
  readonly path: string;
  /** The user named it; it was not found below a folder. */
  readonly named: boolean;
  readonly stdin?: true;
  /** A named pipe. */
  readonly pipe?: true;
}

/** One record that a format claimed, and what it gives. */
export interface ReadRecord {
  readonly location: Location;
  /** SHA-256 of the record as it stands, hex. */
  readonly recordSha256: string;
  readonly drafts: readonly Draft[];
}

/** What was read since the last batch. */
export interface ReadBatch {
  readonly records: readonly ReadRecord[];
  /** Invocations that took the short way: see `SettledLines`. */
  readonly blocks?: readonly RecordBlock[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What became of a source, known when it is read to its end. */
export interface SourceOutcome {
  /** Ids of the formats recognised, in alphabetical order, joined by `, `. */
  readonly format: string | null;
  /** Of the bytes of the file as they lie, hex; `null` where it could not be opened. */
  readonly sha256: string | null;
  readonly bytes: number;
  readonly records: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly status: SourceReport['status'];
}
