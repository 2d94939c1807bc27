import type { FindingClass } from '../model/framework.ts';
import type { ControlReport, Finding, FindingState } from '../model/report.ts';
import type { RuleText } from '../model/rule-text.ts';
import { worse } from '../model/severity.ts';
import type { LinkedClasses } from './linked-classes.ts';

/** How many invocations the rules of some classes apply to, answered, and answered with a gap in another of them. */
export interface Reach {
  readonly inScope: number;
  readonly evaluated: number;
  readonly inPart: number;
}

/** What an audit holds for the controls. */
export interface Audited {
  readonly rules: readonly RuleText[];
  isReported(rule: RuleText): boolean;
  findingsOf(of: FindingClass): readonly Finding[];
  reachOf(classes: readonly FindingClass[]): Reach;
}

type Words = 'framework' | 'framework_version' | 'id' | 'title' | 'status' | 'status_reason' | 'limitation';

/** Everything that is counted for a control. */
export interface Counted {
  readonly columns: Omit<ControlReport, Words>;
  readonly known: number;
  /** Open or known ones through weak and conditional links. */
  readonly related: number;
  readonly inPart: number;
  readonly decidingRulesRun: number;
}

const earliest = (times: readonly (string | null)[]): string | null =>
  times.reduce((first, time) => (first === null || (time !== null && time < first) ? time : first), null);

const latest = (times: readonly (string | null)[]): string | null =>
  times.reduce((last, time) => (last === null || (time !== null && time > last) ? time : last), null);

const highest = (findings: readonly Finding[]): Finding['severity'] | null =>
  findings.reduce<Finding['severity'] | null>((most, { severity }) => (most === null ? severity : worse(most, severity)), null);

const inState = (findings: readonly Finding[], state: FindingState): readonly Finding[] =>
  findings.filter((finding) => finding.state === state);

/** What stands for the control: what is open or known, else what was suppressed. */
const telling = (findings: readonly Finding[]): readonly Finding[] => {
  const standing = findings.filter(({ state }) => state !== 'suppressed');
  return standing.length > 0 ? standing : findings;
};

/** Counts for a control; invocations and findings through direct and partial links only. */
export const countControl = ({ deciding, related }: LinkedClasses, audited: Audited): Counted => {
  const linked = audited.rules.filter((rule) => deciding.includes(rule.class) || related.includes(rule.class));
  const run = linked.filter(audited.isReported);
  const { inScope, evaluated, inPart } = audited.reachOf(deciding);
  const findings = deciding.flatMap(audited.findingsOf);
  const told = telling(findings);
  const columns = {
    rules_linked: linked.length,
    rules_run: run.length,
    invocations_in_scope: inScope,
    invocations_evaluated: evaluated,
    not_evaluable: inScope - evaluated,
    findings_open: inState(findings, 'open').length,
    findings_suppressed: inState(findings, 'suppressed').length,
    highest_severity: highest(told),
    first_seen: earliest(told.map(({ first_seen }) => first_seen)),
    last_seen: latest(told.map(({ last_seen }) => last_seen)),
  };
  return {
    columns,
    known: inState(findings, 'known').length,
    related: related.flatMap(audited.findingsOf).filter(({ state }) => state !== 'suppressed').length,
    inPart,
    decidingRulesRun: run.filter((rule) => deciding.includes(rule.class)).length,
  };
};
