import type { InvocationFields } from '../model/invocation.ts';
import type { Reason } from '../model/reasons.ts';
import { authorizationFacts } from './authorization-facts.ts';
import { type Fact, known, knownLater, unknown } from './fact.ts';
import type { Subject } from './subject.ts';

/**
 * A party as the log authenticated it, in the terms of the token. A name, an address or an id of another namespace is compared only
 * through the identities of the policy (contract §3.1).
 */
const party =
  (id: (fields: InvocationFields) => string | undefined, name: (fields: InvocationFields) => string | undefined) =>
  (subject: Subject): Fact<string> => {
    const { fields } = subject.invocation;
    const stated = id(fields);
    if (stated !== undefined) return known(stated);
    const named = name(fields);
    if (named === undefined) return unknown('no-presenter-identity');
    return subject.index.knowsIdentity(named) ? known(named) : unknown('identifier-namespace-unknown');
  };

const logged =
  <T>(pick: (fields: InvocationFields) => T | undefined, reason: Reason) =>
  (subject: Subject): Fact<T> => {
    const value = pick(subject.invocation.fields);
    return value === undefined ? unknown(reason) : known(value);
  };

/** A field of the record's own: whether it is there is known for its class. */
const recorded =
  <N extends keyof InvocationFields>(name: N, reason: Reason) =>
  (subject: Subject): Fact<NonNullable<InvocationFields[N]>> =>
    subject.invocation.states(name)
      ? knownLater(() => subject.invocation.fields[name] as NonNullable<InvocationFields[N]>)
      : unknown(reason);

/** The session of the log, where it is of the namespace of `sid`; a session that a server made for itself is no contradiction. */
const comparableSession = (subject: Subject): Fact<string> => {
  const { sessionId } = subject.invocation.fields;
  if (sessionId === undefined) return unknown('no-protocol-version');
  const issuer = subject.fact('issuer');
  const shared = issuer.known && issuer.value !== null && subject.sharesSessions(issuer.value);
  return shared ? known(sessionId) : unknown('identifier-namespace-unknown');
};

/** Facts about who called, in which session, run and pod, as the log tells it. */
export const PARTY_FACTS = {
  ...authorizationFacts,
  // The presenter is agent_id where logged, else client_id (contract §1).
  presenter: party(
    ({ agentId, clientId }) => agentId ?? clientId,
    ({ agentName, clientName }) => agentName ?? clientName,
  ),
  loggedClient: party(
    ({ clientId }) => clientId,
    ({ clientName }) => clientName,
  ),
  loggedPrincipal: party(
    ({ principalId }) => principalId,
    ({ principalName }) => principalName,
  ),
  identities: (subject: Subject) => known(subject.index.identities),
  comparableSession,
  loggedSession: logged(({ sessionId }) => sessionId, 'no-protocol-version'),
  loggedRun: logged(({ runId }) => runId, 'no-presenter-identity'),
  loggedStage: logged(({ stage }) => stage, 'no-presenter-identity'),
  loggedPod: logged(({ podUid }) => podUid, 'no-presenter-identity'),
  loggedPurpose: logged(({ purpose }) => purpose, 'no-policy'),
  invokedResource: recorded('resource', 'rar-type-unknown'),
  usedScopes: logged<readonly string[]>(({ scopesUsed }) => scopesUsed, 'no-tool-scope-map'),
  argumentsHash: recorded('argumentsSha256', 'no-args-digest'),
  argumentDigests: recorded('argumentDigests', 'no-args-digest'),
};
