import { matchesGlob } from '../lib/glob-pattern.ts';
import { remembering } from '../lib/remembering.ts';
import { writeRfc3339 } from '../lib/rfc3339.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ExceptionPolicy } from '../model/policy.ts';

/** What an exception may be matched against, under the names of the policy; absent where the log does not say. */
export type MatchColumns = Readonly<Record<string, string | undefined>>;

/** The exceptions of a policy at work on the fails of one audit. */
export interface Exceptions {
  /** The place of the one that covers this fail and has not ended. `columns` is only asked where the rule matches. */
  covering(ruleId: string, columns: () => MatchColumns): number | undefined;
  /** Fails that each of them covered so far, whether it has ended or not. */
  readonly covered: readonly number[];
  /** Takes in what was covered elsewhere. */
  merge(others: readonly number[]): void;
  /** What is to be said of exceptions that ended, or that covered nothing; once all fails were seen. */
  diagnostics(): Diagnostic[];
}

/** Rules of which is remembered which exceptions name them. */
const REMEMBERED = 1_000;

const matches = (exception: ExceptionPolicy, columns: MatchColumns): boolean =>
  Object.entries(exception.match).every(([name, pattern]) => {
    const value = Object.hasOwn(columns, name) ? columns[name] : undefined;
    return value !== undefined && matchesGlob(pattern, value);
  });

const label = (exception: ExceptionPolicy): string => `exception for ${exception.rule} (${exception.reason})`;

const ended = (exception: ExceptionPolicy, count: number): Diagnostic => ({
  code: 'exception-ended',
  level: 'warning',
  message: `The ${label(exception)} ended at ${writeRfc3339(exception.expires)}: the ${count} fail${count === 1 ? '' : 's'} it covered are findings again.`,
  hint: 'Mend what it covered, or renew it with a reason and a new end.',
});

const unused = (exception: ExceptionPolicy): Diagnostic => ({
  code: 'exception-unused',
  level: 'note',
  message: `The ${label(exception)} covers nothing in this audit.`,
  hint: 'Remove it if what it covered is mended.',
});

/** Puts the exceptions of a policy to work (contract §3.3); `asOf`, epoch milliseconds, governs their ends. */
export const createExceptions = (exceptions: readonly ExceptionPolicy[], asOf: number): Exceptions => {
  const covered = exceptions.map(() => 0);
  const placesOf = remembering(
    (ruleId: string) => exceptions.flatMap(({ rule }, place) => (matchesGlob(rule, ruleId) ? [place] : [])),
    REMEMBERED,
  );
  const at = (place: number): ExceptionPolicy => exceptions[place] as ExceptionPolicy;
  const cover = (place: number, fails: number): void => {
    covered[place] = (covered[place] ?? 0) + fails;
  };
  return {
    covered,
    covering: (ruleId, columns) => {
      const candidates = placesOf(ruleId);
      if (candidates.length === 0) return undefined;
      const found = candidates.filter((place) => matches(at(place), columns()));
      for (const place of found) cover(place, 1);
      return found.find((place) => at(place).expires >= asOf);
    },
    merge: (others) => {
      for (const [place, fails] of others.entries()) cover(place, fails);
    },
    diagnostics: () =>
      exceptions.flatMap((exception, place) => {
        const fails = covered[place] ?? 0;
        if (exception.expires < asOf) return fails > 0 ? [ended(exception, fails)] : [];
        return fails === 0 ? [unused(exception)] : [];
      }),
  };
};
