import type { Subject } from '../facts/subject.ts';
import type { FactName } from '../facts/values.ts';
import type { Verdict } from '../model/verdict.ts';
import { type AggregateRule, type Collector, isAggregateRule, type Rule } from '../rules/define.ts';
import type { Assessment } from './assess.ts';

/** The answer of a rule about one source, issuer or server, with the first record that was seen of it. */
export interface AggregateVerdict {
  readonly rule: AggregateRule;
  readonly verdict: Verdict;
  readonly first: Assessment;
  /** How many were seen. */
  readonly records: number;
}

/** Shows the records of each source, issuer and server to the rules over them. */
export interface AggregateJudge {
  add(assessment: Assessment): void;
  verdicts(): readonly AggregateVerdict[];
}

type AnyCollector = Collector<Record<string, unknown>>;

const keyOf = (rule: AggregateRule, subject: Subject): string | undefined => {
  if (rule.over === 'source') return subject.invocation.location.source;
  if (rule.over === 'server') return subject.serverId;
  const issuer = subject.fact('issuer');
  return issuer.known ? (issuer.value ?? undefined) : undefined;
};

const givenOf = (names: readonly FactName[], subject: Subject): Record<string, unknown> =>
  Object.fromEntries(
    names.map((name) => {
      const fact = subject.fact(name);
      return [name, fact.known ? fact.value : undefined];
    }),
  );

interface Collecting {
  readonly collector: AnyCollector;
  readonly first: Assessment;
  records: number;
}

/** Makes the judge of the rules over sources, issuers and servers among `rules`. */
export const createAggregateJudge = (rules: readonly Rule[]): AggregateJudge => {
  const collecting = new Map(rules.filter(isAggregateRule).map((rule) => [rule, new Map<string, Collecting>()]));
  return {
    add: (assessment) => {
      for (const [rule, groups] of collecting) {
        const key = keyOf(rule, assessment.subject);
        if (key === undefined) continue;
        const found = groups.get(key) ?? { collector: rule.collect() as AnyCollector, first: assessment, records: 0 };
        groups.set(key, found);
        found.records++;
        found.collector.add(givenOf(rule.uses, assessment.subject), assessment.member);
      }
    },
    verdicts: () =>
      [...collecting].flatMap(([rule, groups]) =>
        [...groups.values()].map(({ collector, first, records }) => ({ rule, verdict: collector.verdict(), first, records })),
      ),
  };
};
