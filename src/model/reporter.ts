import type { Report } from './report.ts';
import type { RuleText } from './rule-text.ts';
import type { Severity } from './severity.ts';

/** How wide, and whether in colour, text is laid out. */
export interface TextOptions {
  readonly color: boolean;
  /** Columns. What is below 60 counts as 60, above 160 as 160. */
  readonly width: number;
}

/** What a reporter may depend on besides the report. */
export interface RenderOptions extends TextOptions {
  /** The texts of all rules, in the order of the catalogue. */
  readonly rules: readonly RuleText[];
  /** List known and suppressed findings too; they are counted in any case. */
  readonly showSuppressed: boolean;
  readonly failOn: Severity | 'never';
  /** Nothing is cut off. */
  readonly verbose: boolean;
}

/** Turns a report into text. Pure: the same report and options give the same bytes. */
export interface Reporter {
  /** Equals the file name. */
  readonly id: string;
  readonly title: string;
  /** Of the file that it is usually written to, without the dot. */
  readonly extension: string;
  /** The text in pieces, to be written one after the other. */
  render(report: Report, options: RenderOptions): Iterable<string>;
  /** What the user is to be told of the text, such as that a limit of its readers cuts it off. */
  notes?(report: Report, options: RenderOptions): readonly string[];
}
