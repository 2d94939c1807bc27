import type { Diagnostic, DiagnosticCode, DiagnosticLevel } from '../model/diagnostic.ts';
import type { Broken } from './frames/framed.ts';
import { TOLD_ONE_BY_ONE } from './limits.ts';

/** What is counted and told of one source. */
export interface Ledger {
  readonly counts: { records: number; rejected: number; ignored: number };
  /** A defect of the source as a whole, or one told where it stands. */
  tell(diagnostic: Omit<Diagnostic, 'location'>, line?: number): void;
  /** A record that is claimed and broken: told one by one up to a bound, then counted. */
  reject(line: number, message: string, code?: DiagnosticCode): void;
  /** A record that is of no use here: counted by reason. */
  ignore(line: number, reason: string, hint?: string): void;
  /** A defect of a record that is read all the same: counted by kind. */
  remark(code: DiagnosticCode, line: number, message: string, hint: string): void;
  /** Broken records whose claim is open until the source has been read. */
  postpone(record: Broken): void;
  /** Settles those: rejected if a format claims them, else ignored. */
  settle(isClaimed: (record: Broken) => boolean): void;
  /** Takes what is to be told so far. */
  take(): Diagnostic[];
  /** Folds what was counted. Of a source where nothing was recognised, only what seems broken is worth telling. */
  close(recognised: boolean): void;
}

interface Fold {
  readonly code: DiagnosticCode;
  readonly level: DiagnosticLevel;
  readonly message: string;
  readonly hint: string;
  readonly line: number;
  count: number;
}

const REJECTED_HINT = 'mend the record at its source, or raise --max-rejected';
const IGNORED_HINT = 'run bindcheck formats to see what is recognised, or name the format with --input-format';
/** Why most records are ignored, by what they are. */
export const UNKNOWN_REASONS = {
  json: 'JSON records that no known format claims',
  csv: 'rows that no known format claims',
  text: 'lines of text that no known format claims',
} as const;
const UNKNOWN_KEYS: ReadonlySet<string> = new Set(Object.values(UNKNOWN_REASONS).map((reason) => `ignored ${reason}`));
/** Why a broken record is ignored and not rejected. */
export const BROKEN_REASON = 'broken JSON that no format claims';

/** Starts the account of one source. */
export const createLedger = (source: string): Ledger => {
  const counts = { records: 0, rejected: 0, ignored: 0 };
  let told: Diagnostic[] = [];
  const folds = new Map<string, Fold>();
  let postponed: Broken[] = [];
  let postponedMore = 0;

  const fold = (key: string, entry: Omit<Fold, 'count'>): void => {
    const known = folds.get(key);
    if (known) known.count++;
    else folds.set(key, { ...entry, count: 1 });
  };

  const tell: Ledger['tell'] = (diagnostic, line) => {
    told.push({ ...diagnostic, location: line === undefined ? { source } : { source, line } });
  };

  const reject: Ledger['reject'] = (line, message, code = 'record-rejected') => {
    counts.records++;
    counts.rejected++;
    const rest = { code, level: 'warning', hint: REJECTED_HINT } as const;
    if (counts.rejected <= TOLD_ONE_BY_ONE) tell({ ...rest, message }, line);
    else
      fold('rejected', {
        ...rest,
        code: 'record-rejected',
        message: 'more records were rejected; the first of them is here',
        line,
      });
  };

  const ignore = (line: number, reason: string, hint = IGNORED_HINT): void => {
    counts.ignored++;
    fold(`ignored ${reason}`, { code: 'ignored-record', level: 'note', message: `not read: ${reason}`, hint, line });
  };

  const settleOne = ({ line, message }: Broken, claimed: boolean): void =>
    claimed ? reject(line, message) : ignore(line, BROKEN_REASON);

  return {
    counts,
    tell,
    reject,
    ignore,
    remark: (code, line, message, hint) => fold(code, { code, level: 'warning', message, hint, line }),
    postpone: (record) => {
      if (postponed.length < TOLD_ONE_BY_ONE) postponed.push(record);
      else postponedMore++;
    },
    settle: (isClaimed) => {
      if (postponed.length === 0) return;
      for (const record of postponed) settleOne(record, isClaimed(record));
      const last = postponed.at(-1);
      for (let more = 0; last && more < postponedMore; more++) settleOne(last, isClaimed(last));
      postponed = [];
      postponedMore = 0;
    },
    take: () => {
      const taken = told;
      told = [];
      return taken;
    },
    close: (recognised) => {
      for (const [key, { line, ...rest }] of folds) if (recognised || !UNKNOWN_KEYS.has(key)) tell(rest, line);
      folds.clear();
    },
  };
};
