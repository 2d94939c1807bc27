import type { ControlLink } from '../model/framework.ts';
import type { TextOptions } from '../model/reporter.ts';
import type { Matters, RuleText } from '../model/rule-text.ts';
import { SEVERITY_MARKS } from './table/finding.ts';
import { heading, labelled, type Page, pageOf, paragraph } from './table/page.ts';

/** A call that the rule fails on, in words. */
export interface RuleExample {
  readonly story: string;
  readonly expected: string;
  readonly observed: string;
}

/** A rule with what its findings bear on. */
interface ExplainedRule extends RuleText {
  /** Strongest first. */
  readonly controls: readonly Pick<ControlLink, 'framework' | 'id' | 'title' | 'strength'>[];
  readonly example?: RuleExample;
}

const COUNTS: Readonly<Record<Matters, string>> = {
  always: 'An execution is bound only if this passes or does not apply.',
  never: 'An execution can be bound without an answer to this.',
  'token.cnf.jkt': 'An execution whose token is bound to a DPoP key is bound only if this passes or does not apply.',
  'token.cnf.x5t#S256': 'An execution whose token is bound to a certificate is bound only if this passes or does not apply.',
  'policy servers[].binding': 'Where the policy demands sender-constrained tokens, an execution is bound only if this passes.',
  'policy tools.exact_scopes': 'Where the policy demands exact scopes, an execution is bound only if this passes.',
  'policy tools.delegation': 'Where the policy demands delegation, an execution is bound only if this passes.',
  'policy tools.max_auth_age': 'Where the policy limits the age of the login, an execution is bound only if this passes.',
  'policy tools.acr': 'Where the policy demands a kind of login, an execution is bound only if this passes.',
  'policy tools.approval': 'Where the policy demands an approval, an execution is bound only if this passes.',
  'policy tools.purpose': 'Where the policy limits the purpose, an execution is bound only if this passes.',
};

const bindingText = ({ breaksBinding, matters }: RuleText): string =>
  `${breaksBinding ? 'A fail makes the execution unbound.' : 'A fail does not make the execution unbound.'} ${COUNTS[matters]}`;

const scopeText = ({ over }: RuleText): string =>
  over === 'invocation' ? 'Judges each invocation by itself.' : `Judges all invocations that share one ${over}, together.`;

const baselineText = ({ baselineable }: RuleText): string =>
  baselineable
    ? 'A known finding may be kept in a baseline or excepted in the policy.'
    : 'Never goes into a baseline; an exception in the policy needs `accept_risk: true`.';

const section = (page: Page, title: string, text: string): string[] => [...heading(page, title), ...paragraph(page, text)];

const controlLines = (controls: ExplainedRule['controls'], page: Page): string[] =>
  controls.length === 0
    ? []
    : [
        ...heading(page, 'Bears on'),
        ...controls.flatMap(({ framework, id, title, strength }) =>
          paragraph(page, `${framework} ${id}  ${title} (${strength})`),
        ),
      ];

const exampleLines = (example: RuleExample | undefined, page: Page): string[] =>
  example
    ? [
        ...section(page, 'For example', example.story),
        ...labelled(page, 'expected', example.expected),
        ...labelled(page, 'observed', example.observed),
      ]
    : [];

/** The page of a rule for `bindcheck explain`, as lines. */
export const renderRule = (rule: ExplainedRule, options: TextOptions): string[] => {
  const page = pageOf(options);
  return [
    ...paragraph(
      page,
      `${SEVERITY_MARKS[rule.severity]} ${rule.severity.toUpperCase()}  ${rule.id}`,
      0,
      page.paint.severity[rule.severity],
    ),
    ...paragraph(page, rule.title, 0, page.paint.strong),
    ...section(page, 'Why it matters', rule.why),
    ...section(page, 'Fails when', rule.failsWhen),
    ...exampleLines(rule.example, page),
    ...(rule.notEvaluableWhen === '-' ? [] : section(page, 'Cannot be judged when', rule.notEvaluableWhen)),
    ...section(page, 'How to mend it', rule.fix),
    ...section(page, 'What follows from a fail', `${bindingText(rule)} ${scopeText(rule)} ${baselineText(rule)}`),
    ...section(page, 'Specification', rule.spec),
    ...controlLines(rule.controls, page),
  ];
};
