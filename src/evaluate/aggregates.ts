import type { Subject } from '../facts/subject.ts';
import { beginLook, endLook, SAW } from '../facts/trace.ts';
import type { FactName, Member } from '../facts/values.ts';
import type { Verdict } from '../model/verdict.ts';
import { type AggregateRule, type Counts, isAggregateRule, type Rule } from '../rules/define.ts';
import type { Assessment } from './assessment.ts';
import { type Site, siteOf } from './finding-site.ts';
import type { Counted, Noted, Share } from './noted.ts';
import { compareOrder } from './order.ts';

/** What was counted, by rule and by the name of source, issuer or server. */
export type AggregateCounts = ReadonlyMap<string, ReadonlyMap<string, Counted>>;

/** The answer of a rule about one source, issuer or server. */
export interface AggregateVerdict {
  readonly rule: AggregateRule;
  readonly verdict: Verdict;
  readonly first: Site;
  /** How many records were seen. */
  readonly records: number;
}

/** Shows the records of each source, issuer and server to the rules over them. */
export interface AggregateJudge {
  add(assessment: Assessment): void;
  /** Counts what was only noted so far; to be called before classes are forgotten. */
  settle(): void;
  readonly counted: AggregateCounts;
  /** Takes in what was counted elsewhere. */
  merge(others: AggregateCounts): void;
  verdicts(): readonly AggregateVerdict[];
}

const keyOf = (rule: AggregateRule, subject: Subject, source: string): string | undefined => {
  if (rule.over === 'source') return source;
  if (rule.over === 'server') return subject.serverId;
  const issuer = subject.fact('issuer');
  return issuer.known ? (issuer.value ?? undefined) : undefined;
};

const givenOf = (names: readonly FactName[], subject: Subject): Record<string, unknown> => {
  const given: Record<string, unknown> = {};
  for (const name of names) {
    const fact = subject.fact(name);
    given[name] = fact.known ? fact.value : undefined;
  }
  return given;
};

type Given = Parameters<AggregateRule['add']>[1];

const count = ({ rule, counted, given }: Share, member: Member, times: number): void => {
  counted.records += times;
  rule.add(counted.counts, given as Given, member, times);
};

const sum = (counts: Counts, others: Counts): void => {
  for (const [name, value] of Object.entries(others)) counts[name] = (counts[name] ?? 0) + value;
};

const isEarlier = ({ record }: Assessment, time: number, { order }: Site): boolean => {
  return time < order.time || (time === order.time && compareOrder({ time, name: record.name }, order) < 0);
};

/** Makes the judge of the rules over sources, issuers and servers among `rules`. */
export const createAggregateJudge = (rules: readonly Rule[]): AggregateJudge => {
  const aggregates = rules.filter(isAggregateRule);
  const counted = new Map(aggregates.map((rule) => [rule.id, new Map<string, Counted>()]));
  const pending: Noted[] = [];

  const find = (rule: AggregateRule, key: string, { subject }: Assessment): Counted => {
    const groups = counted.get(rule.id) as Map<string, Counted>;
    const found = groups.get(key) ?? { counts: rule.begin(), records: 0, first: siteOf(rule, subject) };
    groups.set(key, found);
    return found;
  };

  const shareOf = (rule: AggregateRule, assessment: Assessment): Share | undefined => {
    const { subject, record } = assessment;
    const key = keyOf(rule, subject, record.source);
    if (key === undefined) return undefined;
    return { rule, counted: find(rule, key, assessment), given: givenOf(rule.uses, subject) };
  };

  const settle = (): void => {
    for (const noted of pending) {
      for (const share of noted.shares) count(share, noted.member, noted.times);
      noted.times = 0;
    }
    pending.length = 0;
  };

  const begin = (assessment: Assessment): Noted => {
    const { record, member, subject, kind } = assessment;
    const shares: Share[] = [];
    const own: AggregateRule[] = [];
    for (const rule of aggregates) {
      const before = beginLook(subject.trace);
      const share = shareOf(rule, assessment);
      const saw = endLook(subject.trace, before);
      if ((saw & SAW.own) !== 0) own.push(rule);
      else if (share) shares.push(share);
    }
    const noted = { source: record.source, member, shares, own, times: 0, earliest: Number.POSITIVE_INFINITY };
    kind.noted = noted;
    return noted;
  };

  const notedOf = (assessment: Assessment): Noted => {
    const { noted } = assessment.kind;
    return noted && noted.source === assessment.record.source ? noted : begin(assessment);
  };

  const noteFirst = (rule: AggregateRule, found: Counted, assessment: Assessment, time: number): void => {
    if (time <= found.first.order.time && isEarlier(assessment, time, found.first))
      found.first = siteOf(rule, assessment.subject);
  };

  const countOwn = (rule: AggregateRule, assessment: Assessment, time: number): void => {
    const share = shareOf(rule, assessment);
    if (!share) return;
    count(share, assessment.member, 1);
    noteFirst(rule, share.counted, assessment, time);
  };

  const mergeOne = (rule: AggregateRule, key: string, other: Counted): void => {
    const groups = counted.get(rule.id) as Map<string, Counted>;
    const found = groups.get(key);
    if (!found) groups.set(key, other);
    else {
      (rule.merge ?? sum)(found.counts, other.counts);
      found.records += other.records;
      if (compareOrder(other.first.order, found.first.order) < 0) found.first = other.first;
    }
  };

  return {
    counted,
    settle,
    add: (assessment) => {
      const noted = notedOf(assessment);
      if (noted.times++ === 0) pending.push(noted);
      const time = assessment.record.time ?? Number.NEGATIVE_INFINITY;
      if (time <= noted.earliest) {
        noted.earliest = time;
        for (const { rule, counted: found } of noted.shares) noteFirst(rule, found, assessment, time);
      }
      for (const rule of noted.own) countOwn(rule, assessment, time);
    },
    merge: (others) => {
      for (const rule of aggregates) for (const [key, other] of others.get(rule.id) ?? []) mergeOne(rule, key, other);
    },
    verdicts: () =>
      aggregates.flatMap((rule) =>
        [...(counted.get(rule.id) ?? [])]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, { counts, first, records }]) => ({ rule, verdict: rule.verdict(counts), first, records })),
      ),
  };
};
