import { firstWithout, searchedRow } from './row-search.ts';

/** A stretch of time, with both of its ends. One that ends before it begins is open at no time. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** Spans in the order in which they begin. All are asked about where `at` is left open, else those that are open then. */
export interface Spans {
  count(at: number | undefined): number;
  /** Place of the first. */
  first(at: number | undefined): number | undefined;
  /** Whether one ends before a time. */
  anyEndsBefore(at: number | undefined, time: number): boolean;
  /** Whether one ends at or after a time, of those that began late enough; who begins later is late enough, too. */
  anyLasts(at: number | undefined, isLateEnough: (begin: number) => boolean, time: number): boolean;
}

const isOpen = ({ begin, end }: Span, at: number | undefined): boolean => at === undefined || (begin <= at && end >= at);

/** Looks at one span after the other: for a few that is the fastest, and needs nothing beside them. */
export const scannedSpans = (spans: readonly Span[]): Spans => ({
  count: (at) => spans.reduce((count, span) => (isOpen(span, at) ? count + 1 : count), 0),
  first: (at) => {
    const place = spans.findIndex((span) => isOpen(span, at));
    return place === -1 ? undefined : place;
  },
  anyEndsBefore: (at, time) => spans.some((span) => span.end < time && isOpen(span, at)),
  anyLasts: (at, isLateEnough, time) => spans.some((span) => span.end >= time && isLateEnough(span.begin) && isOpen(span, at)),
});

/** The same in steps that halve what is left, however many there are. */
export const searchedSpans = (spans: readonly Span[]): Spans => {
  const byEnd = spans.filter(({ begin, end }) => begin <= end).sort((a, b) => a.end - b.end);
  const ends = searchedRow(spans.map(({ end }) => end));
  const earlyBegins = searchedRow(byEnd.map(({ begin }) => -begin));
  const soonest = spans.reduce((least, { end }) => Math.min(least, end), Number.POSITIVE_INFINITY);
  const begunBy = (at: number | undefined): number =>
    at === undefined ? spans.length : firstWithout(spans.length, (place) => (spans[place] as Span).begin <= at);
  const endedBefore = (time: number): number => firstWithout(byEnd.length, (place) => (byEnd[place] as Span).end < time);
  const begunAndWhole = (at: number): number => begunBy(at) - brokenBy(at);
  const broken = spans.filter(({ begin, end }) => begin > end);
  const brokenBy = (at: number): number => firstWithout(broken.length, (place) => (broken[place] as Span).begin <= at);
  return {
    count: (at) => (at === undefined ? spans.length : begunAndWhole(at) - endedBefore(at)),
    first: (at) => ends.first(0, begunBy(at), (end) => at === undefined || end >= at),
    anyEndsBefore: (at, time) => {
      if (at === undefined) return soonest < time;
      return earlyBegins.first(endedBefore(at), endedBefore(time), (begin) => -begin <= at) !== undefined;
    },
    anyLasts: (at, isLateEnough, time) => {
      const from = firstWithout(spans.length, (place) => !isLateEnough((spans[place] as Span).begin));
      return ends.first(from, begunBy(at), (end) => end >= time && (at === undefined || end >= at)) !== undefined;
    },
  };
};

/** From so many spans on it pays to make them ready for a search. */
const WORTH_SEARCH = 32;

/** Makes spans, in the order in which they begin, ready to be asked about many times. */
export const spansOf = (spans: readonly Span[]): Spans =>
  spans.length < WORTH_SEARCH ? scannedSpans(spans) : searchedSpans(spans);
