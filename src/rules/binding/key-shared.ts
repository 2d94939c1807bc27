import type { IdentityComparison } from '../../facts/records.ts';
import type { Member } from '../../facts/values.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { groupRule, missing } from '../define.ts';

/** The odd ones out that are named. */
const MOST_NAMED = 3;

interface Clients {
  /** Every execution shows its proof; its certificate. */
  proofLogged: boolean;
  certificateLogged: boolean;
  /** The client of some execution is not known. */
  unknown: boolean;
  first?: { readonly client: string; readonly member: Member };
  /** The first executions of another client than the earliest one, described. */
  readonly odd: string[];
}

const describeClient = (client: string, { name }: Member): string => `${describeValue(client)} (${describeValue(name)})`;

/** Goes through executions in order of time, once, in constant memory. */
const lookAtClients = (members: Iterable<Member>, identities: IdentityComparison): Clients => {
  const clients: Clients = { proofLogged: true, certificateLogged: true, unknown: false, odd: [] };
  for (const member of members) {
    const { client } = member;
    clients.proofLogged &&= member.proofLogged ?? member.proofContent !== undefined;
    clients.certificateLogged &&= member.fields.clientCertSha256 !== undefined;
    clients.unknown ||= client === undefined;
    if (client === undefined) continue;
    clients.first ??= { client, member };
    const isOdd = !identities.same(client, clients.first.client) && clients.odd.length < MOST_NAMED;
    if (isOdd) clients.odd.push(describeClient(client, member));
  }
  return clients;
};

/** RFC 9449 §6, WIMSE: a key belongs to one client. That client may serve many users with it. */
export default groupRule({
  id: 'binding/key-shared',
  title: 'One proof key or certificate was used by several clients',
  class: 'token-substituted',
  severity: 'high',
  over: 'binding key',
  failsWhen: 'one proof key or certificate was used by two or more clients',
  notEvaluableWhen: 'client not known',
  why:
    'Tokens are bound to a key so that nobody else can use them. Who shares the key can use the tokens of all others ' +
    'who have it, and the proof says nothing about who called.',
  fix:
    'Give each client a key of its own, made where it is used and never copied; replace this one, and revoke the tokens ' +
    'that are bound to it.',
  spec: 'RFC 9449 §6; WIMSE',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  groupBy: 'binding key',
  when: ['tokenPresented'],
  needs: ['identities'],
  uses: ['confirmation'],
  evaluate({ identities, confirmation }, members) {
    const { first, odd, proofLogged, certificateLogged, unknown } = lookAtClients(members, identities);
    if (first && odd.length > 0) {
      return fail('one client for a key', `first ${describeClient(first.client, first.member)}, then ${odd.join(', ')}`);
    }
    if (confirmation === undefined) return missing('confirmation');
    if (confirmation === null) return notApplicable;
    if (confirmation.jkt !== undefined && !proofLogged) return notEvaluable('no-proof-sample');
    if (confirmation.jkt === undefined && !certificateLogged) return notEvaluable('no-tls-evidence');
    return unknown ? notEvaluable('no-presenter-identity') : pass;
  },
});
