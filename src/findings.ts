import { createFindingMaker, detailsOf, type Growing, type GrowingFindings, joinGrowing } from './evaluate/finding.ts';
import { linksOf } from './frameworks/index.ts';
import { remembering } from './lib/remembering.ts';
import type { Policy } from './model/policy.ts';
import type { Finding, FindingDetails } from './model/report.ts';
import type { Rule } from './rules/define.ts';
import { createPile, type Pile } from './store/pile.ts';
import { createShelf } from './store/shelf.ts';

/** Findings of which all is kept in memory. A log of millions can have tens of thousands, some kilobytes each. */
const AT_HAND = 1_000;

/** Classes of which the controls are remembered: those of all findings of a class are one list. */
const REMEMBERED_CLASSES = 500;

/** Where findings grow, of which most lie in a file. */
export const growFindings = (): Pile<Growing> => createPile<Growing>(AT_HAND, joinGrowing);

/** What findings are made with. */
export interface FindingTerms {
  readonly rules: readonly Rule[];
  readonly policy: Policy;
  /** Ids of those of which controls are named; absent: all. */
  readonly frameworks: readonly string[] | undefined;
}

/** What has grown, as findings, with the controls that they bear on. Their details wait on a shelf until a reporter asks for them. */
export const findingsOf = ({ rules, policy, frameworks }: FindingTerms, grown: GrowingFindings): Finding[] => {
  const ruleById = new Map(rules.map((rule) => [rule.id, rule]));
  const controlsOfClass = remembering(
    (of: string) => linksOf(of, frameworks).map(({ framework, id, title, strength }) => ({ framework, id, title, strength })),
    REMEMBERED_CLASSES,
  );
  const details = createShelf<FindingDetails>(AT_HAND);
  const make = createFindingMaker((fingerprint) => details.get(fingerprint) as FindingDetails);
  const toFinding = (fingerprint: string, growing: Growing): Finding => {
    const exception = growing.exception === undefined ? undefined : policy.exceptions[growing.exception];
    const rule = ruleById.get(growing.ruleId) as Rule;
    details.add(fingerprint, detailsOf(growing, rule));
    return make(growing, { fingerprint, rule, exception, controls: controlsOfClass(rule.class) });
  };
  return Array.from(grown, ([fingerprint, growing]) => toFinding(fingerprint, growing));
};
