import type { Member } from '../../facts/values.ts';
import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { fail, notEvaluable, pass } from '../../model/verdict.ts';
import { groupRule, missing } from '../define.ts';
import { closureOf } from './family.ts';

/** What one pass over the executions of one client and subject leaves behind: sets of scopes, however many executions there are. */
interface Grants {
  /** Scope → the earliest execution with a token that carries it. */
  readonly carried: Map<string, Member>;
  readonly required: Set<string>;
  scopesKnown: boolean;
  requirementsKnown: boolean;
}

/** Scopes by which a client asks the issuer about the user, or for a renewal (OpenID Connect Core §5.4, §11): of no use at a tool server. */
const FOR_THE_ISSUER = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access']);

const lookAtGrants = (members: Iterable<Member>): Grants => {
  const grants: Grants = { carried: new Map(), required: new Set(), scopesKnown: true, requirementsKnown: true };
  for (const member of members) {
    const { scopes, requiredScopes } = member;
    grants.scopesKnown &&= scopes !== undefined;
    grants.requirementsKnown &&= requiredScopes !== undefined;
    for (const scope of scopes ?? []) if (!grants.carried.has(scope)) grants.carried.set(scope, member);
    for (const scope of requiredScopes ?? []) grants.required.add(scope);
  }
  return grants;
};

const describeCarried = (scopes: readonly string[], carried: ReadonlyMap<string, Member>): string =>
  `tokens carry ${describeValues(scopes)} (first ${describeValue(carried.get(scopes[0] ?? '')?.name ?? '')})`;

/** RFC 9700 §2.3: a client holds no more than what its calls need. */
export default groupRule({
  id: 'scope/over-granted',
  title: 'A client holds scopes that none of its calls needed',
  class: 'scope-excess',
  severity: 'medium',
  over: 'identity',
  failsWhen:
    'over all invocations of one client and subject at one server, the tokens carry scopes that none of the tools ' +
    'invoked requires, or a scope that the policy calls broad',
  notEvaluableWhen: 'no scopes in policy for some tool that was invoked (a broad scope is judged all the same)',
  why:
    'What a client never uses is of use only to whoever steals its token, or talks the agent into a call that nobody ' +
    'meant it to make.',
  fix:
    'Take the scopes that are not used out of the grant of the client, ask for rare ones when they are needed, and ' +
    'replace broad scopes by those of the tools.',
  spec: 'RFC 9700 §2.3',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  groupBy: 'identity',
  mendedByOthers: true,
  when: ['tokenPresented'],
  needs: ['broadScopes', 'scopeImplications'],
  uses: ['scopes', 'clientId', 'subject'],
  evaluate({ broadScopes, scopeImplications, scopes, clientId, subject }, members) {
    const { carried, required, scopesKnown, requirementsKnown } = lookAtGrants(members);
    const broad = [...carried.keys()].filter((scope) => broadScopes.includes(scope));
    if (broad.length > 0) return fail('no scope that the policy calls broad', describeCarried(broad, carried));
    if (!requirementsKnown) return notEvaluable('no-tool-scope-map');
    if (clientId === undefined || subject === undefined) return missing('clientId', 'subject');
    if (clientId === null || subject === null) return notEvaluable('no-presenter-identity');
    const isNeeded = (scope: string): boolean => [...closureOf([scope], scopeImplications)].some((each) => required.has(each));
    const further = [...carried.keys()].filter((scope) => !FOR_THE_ISSUER.has(scope) && !isNeeded(scope));
    if (further.length > 0) {
      return fail(
        `no scopes but what the tools invoked need: ${describeValues([...required])}`,
        describeCarried(further, carried),
      );
    }
    if (scopes === undefined) return missing('scopes');
    return scopesKnown ? pass : notEvaluable('token-hash-only');
  },
});
