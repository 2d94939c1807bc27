import type { Evidence, Finding } from '../../model/report.ts';
import type { RuleScope } from '../../model/rule-text.ts';
import { messageOf } from './message.ts';
import { placeOf } from './place.ts';

/** What travels from use to use; of a rule over one invocation, a source, an issuer or a server nothing does. */
const TRAVELLING: Readonly<Partial<Record<RuleScope, string>>> = {
  token: 'token',
  proof: 'proof',
  'binding key': 'key',
  session: 'session',
  identity: 'identity',
  approval: 'approval',
  transaction: 'transaction',
};

/** Those without a time come last. */
const byTime = (evidence: readonly Evidence[]): Evidence[] =>
  evidence
    .map((each) => ({ each, time: each.time ?? '\uffff' }))
    .sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)))
    .map(({ each }) => each);

const step = (evidence: Evidence): object => ({
  location: placeOf(evidence),
  ...(evidence.time === null ? {} : { executionTimeUtc: evidence.time }),
});

/** The way of what is shared from use to use, as far as the report holds the uses (codeFlow, SARIF 2.1.0 §3.36). */
export const codeFlowsOf = ({ evidence, occurrences }: Finding, over: RuleScope | undefined): object[] => {
  const what = over && TRAVELLING[over];
  if (what === undefined || evidence.length < 2) return [];
  const shown = occurrences > evidence.length ? `, ${evidence.length} of ${occurrences}` : '';
  return [
    { message: messageOf(`The ${what} from use to use${shown}`), threadFlows: [{ locations: byTime(evidence).map(step) }] },
  ];
};
