import type { Subject } from '../facts/subject.ts';
import type { Matters } from '../model/rule-text.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Rule } from '../rules/define.ts';

/** Whether a request was linked to its token (contract §1); `unbound-by-group`: only through a group. */
export type Binding = 'bound' | 'unbound' | 'unbound-by-group' | 'unproven';

type Demand =
  | 'boundToKey'
  | 'boundToCertificate'
  | 'exactScopes'
  | 'delegationRequired'
  | 'maxAgeDemanded'
  | 'classDemanded'
  | 'approvalDemanded'
  | 'purposeDemanded';

const isTrue = (subject: Subject, name: Demand): boolean => {
  const fact = subject.fact(name);
  return fact.known && fact.value;
};

const MATTERS: Readonly<Record<Matters, (subject: Subject) => boolean>> = {
  always: () => true,
  never: () => false,
  'token.cnf.jkt': (subject) => isTrue(subject, 'boundToKey'),
  'token.cnf.x5t#S256': (subject) => isTrue(subject, 'boundToCertificate'),
  'policy servers[].binding': ({ server }) => server !== undefined && server.binding !== 'none',
  'policy tools.exact_scopes': (subject) => isTrue(subject, 'exactScopes'),
  'policy tools.delegation': (subject) => isTrue(subject, 'delegationRequired'),
  'policy tools.max_auth_age': (subject) => isTrue(subject, 'maxAgeDemanded'),
  'policy tools.acr': (subject) => isTrue(subject, 'classDemanded'),
  'policy tools.approval': (subject) => isTrue(subject, 'approvalDemanded'),
  'policy tools.purpose': (subject) => isTrue(subject, 'purposeDemanded'),
};

/** What verdicts come to: `binding`, or unproven where one of the demands is made of the call. */
export interface Linkage {
  readonly binding: Binding;
  readonly unlessDemanded: readonly Matters[];
}

const NONE: readonly Matters[] = [];

/** Composes the verdicts of all rules, aligned with `rules`; `undefined` where a group rule has nothing to say. */
export const linkageOf = (rules: readonly Rule[], verdicts: readonly (Verdict | undefined)[]): Linkage => {
  const lacking = new Set<Matters>();
  let byGroup = false;
  for (const [index, rule] of rules.entries()) {
    const is = verdicts[index]?.is;
    if (is === 'fail' && rule.breaksBinding) {
      if (rule.over === 'invocation') return { binding: 'unbound', unlessDemanded: NONE };
      byGroup = true;
    }
    if (is === 'not-evaluable') lacking.add(rule.matters);
  }
  if (byGroup) return { binding: 'unbound-by-group', unlessDemanded: NONE };
  if (lacking.has('always')) return { binding: 'unproven', unlessDemanded: NONE };
  return { binding: 'bound', unlessDemanded: [...lacking].filter((matters) => matters !== 'never') };
};

/** The binding of a request of which the rules say so much. */
export const bindingOf = ({ binding, unlessDemanded }: Linkage, subject: Subject): Binding =>
  unlessDemanded.some((matters) => MATTERS[matters](subject)) ? 'unproven' : binding;
