import { firstWithout, type SearchedRow, searchedRow } from '../lib/row-search.ts';
import type { RevocationRecord } from './records.ts';

/**
 * Revocations that bear on a token, oldest first. Each of many calls may have to do with as many of them: what a set is asked costs
 * no more than the logarithm of what is in it.
 */
export interface RevocationSet {
  /** The oldest. */
  readonly first: RevocationRecord | undefined;
  /** The oldest of those that were over, both revoked and known, when `isBefore` says; what was over earlier it holds for, too. */
  firstKnown(isBefore: (time: number) => boolean): RevocationRecord | undefined;
  /** Those at or after a time, epoch milliseconds. */
  since(time: number): RevocationSet;
  /** Those before a time. */
  before(time: number): RevocationSet;
  /** The same, with this behind what they say was revoked. */
  noted(note: string): RevocationSet;
}

/** When a revocation was, and its place in the order of those of one time and name. */
export interface TimedRevocation {
  readonly revokedAt: number;
  readonly knownAt: number;
  readonly place: number;
}

/** Revocations of one name, oldest first. */
export class RevocationLine {
  readonly timed: readonly TimedRevocation[];
  #row: SearchedRow | undefined;

  constructor(timed: readonly TimedRevocation[]) {
    this.timed = timed;
  }

  /** The first place before which all are older. */
  placeOf(time: number): number {
    return firstWithout(this.timed.length, (place) => (this.timed[place] as TimedRevocation).revokedAt < time);
  }

  firstKnown(from: number, until: number, isBefore: (time: number) => boolean): number | undefined {
    this.#row ??= searchedRow(this.timed.map(({ revokedAt, knownAt }) => -Math.max(revokedAt, knownAt)));
    return this.#row.first(from, until, (known) => isBefore(-known));
  }
}

/** Part of a line within a set; where all else is equal the one of the lower `list` comes first. */
export interface RevocationPart {
  readonly what: string;
  readonly list: number;
  readonly line: RevocationLine;
  readonly from: number;
  readonly until: number;
}

/** A whole line as part of a set. */
export const wholeLine = (line: RevocationLine, what: string, list: number): RevocationPart => ({
  what,
  list,
  line,
  from: 0,
  until: line.timed.length,
});

type Found = TimedRevocation & { readonly what: string; readonly list: number };

const compare = (a: Found, b: Found): number => {
  if (a.revokedAt !== b.revokedAt) return a.revokedAt - b.revokedAt;
  if (a.what !== b.what) return a.what < b.what ? -1 : 1;
  return a.list - b.list || a.place - b.place;
};

const oldest = (parts: readonly RevocationPart[], placeIn: (part: RevocationPart) => number | undefined) => {
  const found = parts.flatMap((part): Found[] => {
    const place = placeIn(part);
    const timed = place === undefined ? undefined : part.line.timed[place];
    return timed ? [{ ...timed, what: part.what, list: part.list }] : [];
  });
  const [first] = found.sort(compare);
  return first && { revokedAt: first.revokedAt, knownAt: first.knownAt, what: first.what };
};

/** Makes a set of parts of lines. */
export const revocationSet = (parts: readonly RevocationPart[]): RevocationSet => ({
  get first() {
    return oldest(parts, ({ from, until }) => (from < until ? from : undefined));
  },
  firstKnown: (isBefore) => oldest(parts, ({ line, from, until }) => line.firstKnown(from, until, isBefore)),
  since: (time) => revocationSet(parts.map((part) => ({ ...part, from: Math.max(part.from, part.line.placeOf(time)) }))),
  before: (time) => revocationSet(parts.map((part) => ({ ...part, until: Math.min(part.until, part.line.placeOf(time)) }))),
  noted: (note) => revocationSet(parts.map((part) => ({ ...part, what: `${part.what}${note}` }))),
});

/** No revocations. */
export const NO_REVOCATIONS: RevocationSet = revocationSet([]);
