import { serverKey } from '../lib/server-key.ts';
import type { ServerPolicy, ToolPolicy } from '../model/policy.ts';
import type { StoredIntrospection, StoredInvocation, StoredToken } from '../model/stored.ts';
import type { ProofFacts } from '../model/token.ts';
import type { EvidenceSource } from './evidence-source.ts';
import type { PolicyIndex } from './policy-index.ts';
import type { Fact, FactName, FactValues } from './values.ts';

export type ServerClock = FactValues['serverClock'];

/** One invocation with everything that facts about it are drawn from. */
export interface Subject {
  readonly invocation: StoredInvocation;
  readonly index: PolicyIndex;
  /** Id of the server, by the policy where the log does not name it. */
  readonly serverId: string | undefined;
  readonly server: ServerPolicy | undefined;
  readonly tool: ToolPolicy | undefined;
  readonly token: StoredToken | undefined;
  /** Answers on file for the token, oldest first. */
  readonly introspections: readonly StoredIntrospection[];
  readonly proof: ProofFacts | undefined;
  /** See `FactValues.serverClock`. */
  readonly serverClock: ServerClock;
  readonly evidence: EvidenceSource;
  /** Whether sessions of the log are those of the tokens of this issuer: `Reader.sharedSessions`. */
  sharesSessions(issuer: string): boolean;
  /** Epoch milliseconds at which the audit is made. */
  readonly asOf: number;
  /** A fact by name, worked out once. */
  fact<N extends FactName>(name: N): Fact<FactValues[N]>;
}

/** What a subject is made from, besides the invocation: the store's and the policy's part. */
export interface SubjectSource {
  readonly index: PolicyIndex;
  token(id: number): StoredToken;
  tokenNamed(issuer: string, jti: string): StoredToken | undefined;
  introspections(tokenSha256: string): readonly StoredIntrospection[];
  proof(id: number): ProofFacts;
  serverClock(serverId: string | undefined): ServerClock;
  readonly evidence: EvidenceSource;
  /** `server` as `serverKey` has it. */
  sharesSessions(server: string | null, issuer: string): boolean;
  readonly asOf: number;
}

const tokenOf = (invocation: StoredInvocation, source: SubjectSource): StoredToken | undefined => {
  const token = invocation.tokenId === undefined ? undefined : source.token(invocation.tokenId);
  if (token?.sample || token?.stated) return token;
  const { issuer, idSpace, jti } = invocation.fields.statedToken ?? {};
  const giver = issuer ?? idSpace;
  const named = giver !== undefined && jti !== undefined ? source.tokenNamed(giver, jti) : undefined;
  return named ?? token;
};

type FactFinder = <N extends FactName>(name: N, subject: Subject) => Fact<FactValues[N]>;

/** Works out a value at its first use, since most of what could be asked of a record is not. */
const lazy = <T>(work: () => T): (() => T) => {
  let done = false;
  let value: T;
  return () => {
    if (!done) value = work();
    done = true;
    return value;
  };
};

/** Brings together what is known of an invocation. Token, proof and answers are fetched when they are asked for, facts worked out once. */
export const createSubject = (invocation: StoredInvocation, source: SubjectSource, find: FactFinder): Subject => {
  const { fields, proofId } = invocation;
  const { index } = source;
  const serverId = index.serverOf(fields);
  const server = serverId === undefined ? undefined : index.server(serverId);
  const token = lazy(() => tokenOf(invocation, source));
  const proof = lazy(() => (proofId === undefined ? undefined : source.proof(proofId)));
  const introspections = lazy(() => {
    const hash = token()?.sha256 ?? fields.tokenSha256;
    return hash === undefined ? [] : source.introspections(hash);
  });
  const known = new Map<FactName, Fact<unknown>>();
  const subject: Subject = {
    invocation,
    index,
    serverId,
    server,
    tool: server && fields.toolName !== undefined ? index.tool(server, fields.toolName) : undefined,
    get token() {
      return token();
    },
    get proof() {
      return proof();
    },
    get introspections() {
      return introspections();
    },
    get serverClock() {
      return source.serverClock(serverId);
    },
    evidence: source.evidence,
    sharesSessions: (issuer) => source.sharesSessions(serverKey(fields), issuer),
    asOf: source.asOf,
    fact: <N extends FactName>(name: N) => {
      const found = (known.get(name) as Fact<FactValues[N]> | undefined) ?? find(name, subject);
      known.set(name, found);
      return found;
    },
  };
  return subject;
};
