import { showAllControls } from '../../lib/terminal-text.ts';
import type { Finding, FindingState, Report } from '../../model/report.ts';
import { aboutText, counted, span } from '../table/words.ts';
import { codeFlowsOf } from './flow.ts';
import { messageOf } from './message.ts';
import { locationOf, placeOf } from './place.ts';
import { type KnownRule, LEVELS, SECURITY_SEVERITY } from './rules.ts';

/** Against the baseline: what is open is new to it. What was suppressed had been decided before. */
const BASELINE: Readonly<Record<FindingState, 'new' | 'unchanged'>> = {
  open: 'new',
  known: 'unchanged',
  suppressed: 'unchanged',
};

const textOf = ({ message, about, occurrences, first_seen, last_seen }: Finding): string => {
  const seen = `Seen ${counted(occurrences, 'time')}, ${span(first_seen, last_seen)}.`;
  return `${messageOf(message).text} About ${messageOf(aboutText(about, (value) => value)).text}. ${seen}`;
};

/** All results of a run have the property, or none (SARIF 2.1.0 §3.27.23). */
const suppressionsOf = ({ state, because, suppressed_by, suppressed_until }: Finding): object[] => {
  if (state !== 'suppressed') return [];
  const until = suppressed_until === null ? [] : [`until ${suppressed_until}`];
  const by = suppressed_by === null ? [] : [`by ${suppressed_by}`];
  const justification = messageOf([because ?? 'excepted by the policy', ...by, ...until].join(', ')).text;
  return [{ kind: 'external', status: 'accepted', justification }];
};

/** GitHub refuses a result without a location: a finding that no single record shows stands at the first source. */
const locationsOf = ({ evidence, about }: Finding, { sources }: Report): object[] => {
  const [first] = evidence;
  return [first ? placeOf(first) : locationOf(about['source_file'] ?? sources[0]?.path ?? '', 1)];
};

const propertiesOf = (finding: Finding): object => ({
  severity: finding.severity,
  'security-severity': SECURITY_SEVERITY[finding.severity],
  class: finding.class,
  state: finding.state,
  about: showAllControls(finding.about),
  first_seen: finding.first_seen,
  last_seen: finding.last_seen,
  record_sha256: finding.evidence[0]?.record_sha256 ?? null,
});

/** A finding as SARIF has it. GitHub tells results of two runs apart by `primaryLocationLineHash`, others by their own names. */
export const resultOf = (finding: Finding, report: Report, rule: KnownRule | undefined, ruleIndex: number): object => {
  const flows = codeFlowsOf(finding, rule?.over);
  const related = finding.evidence.slice(1).map(placeOf);
  return {
    ruleId: finding.rule,
    ruleIndex,
    kind: 'fail',
    level: LEVELS[finding.severity],
    message: { text: textOf(finding) },
    locations: locationsOf(finding, report),
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(flows.length > 0 ? { codeFlows: flows } : {}),
    occurrenceCount: Math.max(finding.occurrences, 1),
    partialFingerprints: { 'bindcheck/v1': finding.fingerprint, primaryLocationLineHash: `${finding.fingerprint}:1` },
    suppressions: suppressionsOf(finding),
    baselineState: BASELINE[finding.state],
    properties: propertiesOf(finding),
  };
};
