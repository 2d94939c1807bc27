import { fillTemplate } from '../lib/fill-template.ts';
import type { IssuerPolicy } from '../model/policy.ts';
import { type Fact, known, unknown } from './fact.ts';
import type { Subject } from './subject.ts';
import type { FactValues } from './values.ts';

/** A demand of the policy on the server called; a server that the policy lacks demands nothing that we know of. */
const ofServer =
  <T>(pick: (server: NonNullable<Subject['server']>, subject: Subject) => T) =>
  (subject: Subject): Fact<T> =>
    subject.server ? known(pick(subject.server, subject)) : unknown('no-policy');

/** The policy for the issuer that the token claims. Whether the claim is verified is for the claim itself to say. */
const issuerOf = (subject: Subject): IssuerPolicy | undefined => {
  const issuer = subject.fact('issuer');
  return issuer.known && issuer.value !== null ? subject.index.issuer(issuer.value) : undefined;
};

const resourceIdentifiers = (subject: Subject): Fact<readonly string[]> => {
  const resource = subject.server?.resource ?? [];
  return resource.length === 0 ? unknown('no-expected-audience') : known(resource);
};

const otherServers = (subject: Subject): Fact<FactValues['otherServers']> =>
  subject.server
    ? known(
        subject.index.policy.servers.filter((server) => server !== subject.server).map(({ id, resource }) => ({ id, resource })),
      )
    : unknown('no-expected-audience');

/** The scopes that the tool needs, with templates filled from the record; a template that cannot be filled is not known. */
const requiredScopes = (subject: Subject): Fact<readonly string[]> => {
  const scopes = subject.tool?.scopes;
  if (!scopes) return unknown(subject.server ? 'no-tool-scope-map' : 'no-policy', 'no-tool-scope-map');
  const filled = scopes.map((scope) => fillTemplate(scope, templateValues(subject)));
  return filled.every((scope) => scope !== undefined) ? known(filled) : unknown('no-tool-scope-map');
};

/** Read where a template asks for them. */
const templateValues = (subject: Subject): Readonly<Record<string, string | undefined>> => ({
  get resource() {
    return subject.invocation.fields.resource;
  },
  get tool_name() {
    return subject.invocation.fields.toolName;
  },
  get server_name() {
    return subject.serverId;
  },
  get stage() {
    return subject.invocation.fields.stage;
  },
});

const allowedAlgorithms = (subject: Subject): Fact<readonly string[] | null> => {
  const issuer = subject.fact('issuer');
  if (!issuer.known) return issuer;
  const policy = issuerOf(subject);
  return policy ? known(policy.algorithms ?? null) : unknown('no-policy');
};

const issuerIsAsymmetric = (subject: Subject): Fact<boolean> => {
  const issuer = subject.fact('issuer');
  if (!issuer.known) return issuer;
  const algorithms = issuerOf(subject)?.algorithms;
  const keys = issuer.value === null ? [] : subject.index.keysOf(issuer.value);
  if (algorithms) return known(algorithms.every((algorithm) => !algorithm.startsWith('HS')));
  return keys.length > 0 ? known(true) : unknown('no-key-snapshot');
};

const tokenDemand = (subject: Subject): Fact<FactValues['tokenDemand']> =>
  known(subject.tool?.token ?? subject.server?.token ?? null);

const maxTokenLifetime = (subject: Subject): Fact<number> => {
  const { maxTokenLifetime: limit } = subject.index.policy;
  return limit === undefined ? unknown('no-policy') : known(limit);
};

/** Facts about what the policy demands of this call. */
export const POLICY_FACTS = {
  clockSkew: (subject: Subject) => known(subject.index.policy.clockSkew),
  proofWindow: (subject: Subject) => known(subject.index.policy.proofWindow),
  maxTokenLifetime,
  tokenDemand,
  trustedIssuers: ofServer((server, subject) => server.issuers ?? subject.index.policy.issuers.map(({ issuer }) => issuer)),
  issuerProfile: (subject: Subject) => known(issuerOf(subject)?.profile ?? null),
  allowedAlgorithms,
  issuerIsAsymmetric,
  resourceIdentifiers,
  otherServers,
  requiredScopes,
  scopeImplications: (subject: Subject) => known(subject.index.policy.scopeImplications),
  exactScopes: (subject: Subject) => (subject.tool ? known(subject.tool.exactScopes) : ofServer(() => false)(subject)),
  bindingMode: ofServer((server) => server.binding),
  proofAlgorithms: (subject: Subject) => known(subject.server?.proofAlgorithms ?? null),
  serverUrls: (subject: Subject) => known(subject.server?.urls ?? []),
  replayContext: (subject: Subject) => known(subject.index.policy.replayContext),
  resourcesByServer: (subject: Subject) => known(subject.index.resourcesByServer),
};
