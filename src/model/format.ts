import type { Coverage } from './coverage.ts';
import type { DiagnosticCode } from './diagnostic.ts';
import type { Draft } from './draft.ts';

/** What a frame cuts a source into: a JSON value, a CSV row, or a line of text that is neither. */
export type FrameKind = 'json' | 'csv' | 'text';

/** One record as framed, before any format has claimed it. */
export interface Item {
  readonly kind: FrameKind;
  /** The JSON value, the row as an object of strings, or the line. */
  readonly value: unknown;
  /** The record as it stands in the source, for its hash; for CSV the row as read. */
  readonly text: string;
  /** Line at which it begins, from 1. */
  readonly line: number;
  /** Ids of the containers that it was taken out of, outermost first. */
  readonly containers?: readonly string[];
  /** The same with its innermost container, for formats that know it so; they are asked last. */
  readonly outer?: Item;
  /** When the container says that the line was written, epoch milliseconds. */
  readonly writtenAt?: number;
}

/** A record that a format claims and cannot read: what was expected, in words. Counted as rejected. */
export interface Rejection {
  readonly kind: 'rejection';
  readonly message: string;
}

/** A record that a format reads, and that is of less use than it should be: counted by code, and told once with how to mend it. */
export interface Remark {
  readonly kind: 'remark';
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

/** A record that a format knows and that says nothing of a call or a token: counted as ignored, by reason. */
export interface Dismissal {
  readonly kind: 'dismissal';
  readonly reason: string;
  /** What to hand in instead. */
  readonly hint: string;
}

/** What one record gives: drafts and remarks, a rejection, a dismissal, or nothing that is of interest here. */
export type Mapped = readonly (Draft | Remark)[] | Rejection | Dismissal;

/** Maps the records of one source in order. A format that pairs records keeps its state here and nowhere else. */
export interface RecordMapper {
  (value: unknown, item: Item): Mapped;
  /** What records give at the end of the source that wait for another one until then. */
  end?(): readonly Draft[];
}

/** A format of logs or evidence: how it is recognised apart from how it is mapped. */
export interface Format {
  /** Equals the file name. */
  readonly id: string;
  readonly title: string;
  readonly frames: readonly FrameKind[];
  /** What it may yield, for the table of formats. */
  readonly yields: readonly Draft['kind'][];
  /** What it can prove at best, in words, for the table of formats. */
  readonly evidence: string;
  /** Which rules can judge its calls; for formats of calls. */
  readonly coverage?: Coverage;
  /**
   * Members below which a JSON document is streamed element by element instead of being held whole,
   * as `log.entries` of a HAR.
   */
  readonly stream?: readonly string[];
  /** Columns by which a CSV is known to be of this format: two of them in its header are enough. */
  readonly columns?: readonly string[];
  /** Tables of a SQLite database whose rows are records of this format, each an object of its columns. */
  readonly tables?: readonly string[];
  /** Where each native field is found in a record, in words, where the format can tell. */
  readonly places?: Readonly<Record<string, string>>;
  /** The record that a line of text stands for, where the format takes it apart. */
  record?(value: unknown): unknown;
  /** Whether a framed value is a record of this format. Looks at form only and never throws. */
  detect(value: unknown, kind: FrameKind): boolean;
  /** A mapper for one source. */
  mapper(): RecordMapper;
}
