import { FRAMEWORKS, linksOf } from '../../frameworks/index.ts';
import type { Control, Framework } from '../../model/framework.ts';
import type { Finding, Report } from '../../model/report.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { type Severity, worse } from '../../model/severity.ts';

/** A log never proves that a control passes (contract §4). */
export type ControlStatus = 'violation observed' | 'waived' | 'no violation observed' | 'not evaluated' | 'related only';

/** What an audit says of one control. */
export interface ControlState {
  readonly control: Control;
  readonly status: ControlStatus;
  readonly open: number;
  readonly others: number;
  readonly worst: Severity | undefined;
}

export interface FrameworkState {
  readonly framework: Framework;
  /** Controls that some rule of the report bears on, in the order of the framework. */
  readonly controls: readonly ControlState[];
  /** Controls that no rule bears on. */
  readonly untouched: number;
}

interface Link {
  decisive: boolean;
  judged: boolean;
}

interface Tally {
  open: number;
  others: number;
  worst: Severity | undefined;
}

const keyOf = (framework: string, id: string): string => JSON.stringify([framework, id]);

const isDecisive = ({ strength }: { readonly strength: string }): boolean => strength === 'direct' || strength === 'partial';

/** Which controls the rules of the report bear on, and whether any of those rules had an answer. */
const linksIn = ({ rules }: Report, texts: readonly RuleText[]): Map<string, Link> => {
  const classes = new Map(texts.map(({ id, class: of }) => [id, of]));
  const links = new Map<string, Link>();
  for (const { id, counts } of rules) {
    const judged = counts.pass + counts.fail + counts.blocked > 0;
    for (const control of linksOf(classes.get(id) ?? '')) {
      const link = links.get(keyOf(control.framework, control.id)) ?? { decisive: false, judged: false };
      links.set(keyOf(control.framework, control.id), link);
      if (!isDecisive(control)) continue;
      link.decisive = true;
      link.judged ||= judged;
    }
  }
  return links;
};

const talliesOf = (findings: readonly Finding[]): Map<string, Tally> => {
  const tallies = new Map<string, Tally>();
  for (const { state, severity, controls } of findings)
    for (const control of controls.filter(isDecisive)) {
      const key = keyOf(control.framework, control.id);
      const tally = tallies.get(key) ?? { open: 0, others: 0, worst: undefined };
      tallies.set(key, tally);
      if (state === 'suppressed') tally.others++;
      else tally.open++;
      if (state !== 'suppressed') tally.worst = tally.worst ? worse(tally.worst, severity) : severity;
    }
  return tallies;
};

const statusOf = (link: Link, tally: Tally | undefined): ControlStatus => {
  if (tally && tally.open > 0) return 'violation observed';
  if (tally) return 'waived';
  if (!link.decisive) return 'related only';
  return link.judged ? 'no violation observed' : 'not evaluated';
};

/** The frameworks asked for: those that findings are mapped to, and all where there are no findings to tell. */
const frameworksOf = ({ findings }: Report): readonly Framework[] => {
  const named = new Set(findings.flatMap(({ controls }) => controls.map(({ framework }) => framework)));
  return named.size === 0 ? FRAMEWORKS : FRAMEWORKS.filter(({ id }) => named.has(id));
};

/** What the audit says of each framework. Findings count through direct and partial links; known ones count as open. */
export const frameworkStates = (report: Report, texts: readonly RuleText[]): FrameworkState[] => {
  const links = linksIn(report, texts);
  const tallies = talliesOf(report.findings);
  return frameworksOf(report).map((framework) => {
    const controls = framework.controls.flatMap((control): ControlState[] => {
      const link = links.get(keyOf(framework.id, control.id));
      if (!link) return [];
      const tally = tallies.get(keyOf(framework.id, control.id));
      return [
        { control, status: statusOf(link, tally), open: tally?.open ?? 0, others: tally?.others ?? 0, worst: tally?.worst },
      ];
    });
    return { framework, controls, untouched: framework.controls.length - controls.length };
  });
};
