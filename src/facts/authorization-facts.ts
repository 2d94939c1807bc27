import type { ToolPolicy } from '../model/policy.ts';
import { type Fact, known, unknown } from './fact.ts';
import type { Subject } from './subject.ts';
import type { FactValues } from './values.ts';

/** Whether the policy makes a demand of the tool: a tool that it does not list is demanded nothing; without a policy nobody knows. */
const demands =
  (pick: (tool: ToolPolicy) => boolean) =>
  (subject: Subject): Fact<boolean> => {
    if (subject.tool) return known(pick(subject.tool));
    return subject.server ? known(false) : unknown('no-policy');
  };

const demanded =
  <T>(pick: (tool: ToolPolicy) => T | undefined) =>
  (subject: Subject): Fact<T> => {
    const value = subject.tool && pick(subject.tool);
    return value === undefined ? unknown('no-policy') : known(value);
  };

const maxDelegationDepth = (subject: Subject): Fact<number> => {
  const { maxDelegationDepth: depth } = subject.index.policy;
  return depth === undefined ? unknown('no-policy') : known(depth);
};

const isSingleUse = (subject: Subject): Fact<boolean> => {
  const declared = subject.index.policy.singleUse;
  if (declared.length === 0) return known(false);
  const issuer = subject.fact('issuer');
  const header = subject.fact('tokenHeader');
  if (!issuer.known) return issuer;
  const typ = header.known ? header.value.typ?.toLowerCase().replace(/^application\//, '') : undefined;
  const matches = declared.some(
    (each) =>
      (each.issuer === undefined || each.issuer === issuer.value) && (each.type === undefined || each.type.toLowerCase() === typ),
  );
  return !matches && !header.known && declared.some(({ type }) => type !== undefined) ? header : known(matches);
};

const toolsListed = (subject: Subject): Fact<boolean> =>
  subject.server ? known(subject.server.tools.length > 0) : unknown('no-policy');

const calledServer = (subject: Subject): Fact<string> =>
  subject.serverId === undefined ? unknown('no-request-uri') : known(subject.serverId);

const allowedActors = (subject: Subject): Fact<FactValues['allowedActors']> => known(subject.index.policy.actors ?? null);

/** Facts about what the policy demands of the tool beside scopes. */
export const authorizationFacts = {
  delegationRequired: demands(({ delegationRequired }) => delegationRequired),
  maxDelegationDepth,
  allowedActors,
  maxAgeDemanded: demands(({ maxAuthAge }) => maxAuthAge !== undefined),
  classDemanded: demands(({ acr }) => acr !== undefined),
  purposeDemanded: demands(({ purpose }) => purpose !== undefined),
  approvalDemanded: demands(({ approval }) => approval?.required === true),
  maxAuthenticationAge: demanded(({ maxAuthAge }) => maxAuthAge),
  demandedClasses: demanded(({ acr }) => acr),
  demandedPurposes: demanded(({ purpose }) => purpose),
  maxApprovalAge: (subject: Subject) => (subject.server ? known(subject.tool?.approval?.maxAge ?? null) : unknown('no-policy')),
  singleUse: isSingleUse,
  toolsListed,
  toolListed: (subject: Subject) => known(subject.tool !== undefined),
  broadScopes: (subject: Subject) => known(subject.index.policy.broadScopes),
  revocationGrace: (subject: Subject) => known(subject.index.policy.revocationGrace),
  calledServer,
};
