import type { IdentityComparison } from '../../facts/records.ts';
import type { FactValues } from '../../facts/values.ts';
import { describeValue, describeValues } from '../../lib/describe-values.ts';
import type { Actor } from '../../model/token.ts';
import { fail, notApplicable, notEvaluable, pass, type Verdict } from '../../model/verdict.ts';
import { invocationRule, type Missing, missing } from '../define.ts';
import { currentOf, describeActor, isCalled, namesOf } from './family.ts';

const differ = (a: string | undefined, b: string | undefined, identities: IdentityComparison): boolean =>
  a !== undefined && b !== undefined && !identities.same(a, b);

/** `may_act` and the actor share a name, and nothing that both say differs (RFC 8693 §4.4). */
const isAllowedBy = (mayAct: Actor, actor: Actor, identities: IdentityComparison): boolean =>
  namesOf(mayAct).some((name) => isCalled(actor, name, identities)) &&
  (mayAct.issuer === undefined || actor.issuer === undefined || mayAct.issuer === actor.issuer) &&
  !differ(mayAct.subject, actor.subject, identities) &&
  !differ(mayAct.clientId, actor.clientId, identities);

type Entries = NonNullable<FactValues['allowedActors']>;

/** What the entries of the policy for the actor say of the subject; `undefined`: nothing against it. */
const objectionTo = (
  actor: Actor,
  subject: string | null | undefined,
  allowed: Entries,
  identities: IdentityComparison,
): Verdict | Missing | undefined => {
  const entries = allowed.filter((entry) => isCalled(actor, entry.actor, identities));
  if (entries.length === 0) {
    return fail(
      `an actor that the policy lists: ${describeValues(allowed.map((entry) => entry.actor))}`,
      `the actor is ${describeActor(actor)}`,
    );
  }
  if (entries.some(({ subjects }) => subjects === undefined)) return undefined;
  if (subject === undefined) return missing('subject');
  const subjects = entries.flatMap((entry) => entry.subjects ?? []);
  if (subject !== null && subjects.some((each) => identities.same(each, subject))) return undefined;
  return fail(
    `${describeActor(actor)} acts for one of ${describeValues(subjects)}`,
    `acts for ${subject === null ? 'nobody' : describeValue(subject)}`,
  );
};

/** RFC 8693 §4.4: who may act for whom is said by `may_act` and by the policy; where both are there, both must allow it. */
export default invocationRule({
  id: 'delegation/actor-not-allowed',
  title: 'The actor may not act for the subject of the token',
  class: 'delegation-broken',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the outermost actor is not one that may_act or the policy allows for the subject',
  notEvaluableWhen: 'no policy for delegation',
  why:
    'An agent acts for somebody who never gave it that right. The authorization server exchanges tokens for whoever ' +
    'asks, and the server takes its word for it.',
  fix:
    'Let the authorization server check may_act, or its own list, when it exchanges a token, and let the server refuse ' +
    'actors that it does not know for the subject.',
  spec: 'RFC 8693 §4.4',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['actors', 'identities'],
  uses: ['mayAct', 'allowedActors', 'subject'],
  evaluate({ actors, identities, mayAct, allowedActors, subject }) {
    if (actors === null) return notApplicable;
    const actor = currentOf(actors);
    if (!mayAct && !allowedActors) return notEvaluable('no-policy');
    if (namesOf(actor).length === 0) return notEvaluable('identifier-namespace-unknown');
    const isMeantFor = mayAct && namesOf(mayAct).length > 0 ? isAllowedBy(mayAct, actor, identities) : undefined;
    if (mayAct && isMeantFor === false) {
      return fail(`the actor ${describeActor(mayAct)} (may_act)`, `the actor is ${describeActor(actor)}`);
    }
    const objection = allowedActors && objectionTo(actor, subject, allowedActors, identities);
    if (objection) return objection;
    if (mayAct === undefined) return missing('mayAct');
    return mayAct === null || isMeantFor ? pass : notEvaluable('identifier-namespace-unknown');
  },
});
