import type { ServerPolicy, ToolPolicy } from '../model/policy.ts';
import type { CallFields } from '../model/record-fields.ts';
import type { RecordClass, StoredIntrospection, StoredToken } from '../model/stored.ts';
import type { Fact } from './fact.ts';
import type { PolicyIndex } from './policy-index.ts';
import { TOOL_FIELDS } from './record-view.ts';
import type { FactName } from './values.ts';

/** Where what is known of a credential is read. */
export interface CredentialSource {
  token(id: number): StoredToken;
  tokenNamed(issuer: string, jti: string): StoredToken | undefined;
  introspections(tokenSha256: string): readonly StoredIntrospection[];
}

/** A fact, and what was looked at for it. */
export interface Seen {
  readonly fact: Fact<unknown>;
  readonly saw: number;
}

/** Facts that hold for all classes that have something in common. */
export type SharedFacts = Map<FactName, Seen>;

/** What is alike for all classes in which the same credential was presented. */
export interface Presented {
  readonly token: StoredToken | undefined;
  readonly introspections: readonly StoredIntrospection[];
  readonly facts: SharedFacts;
}

/** What is alike for all classes of the same call. */
export interface Called {
  readonly serverId: string | undefined;
  readonly server: ServerPolicy | undefined;
  readonly tool: ToolPolicy | undefined;
  /** The same number for calls that differ in nothing but the tool. */
  readonly manner: number;
  readonly facts: SharedFacts;
}

/** What is alike for all classes of the same use of a credential. */
export interface Use {
  readonly id: number;
  readonly facts: SharedFacts;
}

const tokenOf = ({ tokenId, presented }: RecordClass, source: CredentialSource): StoredToken | undefined => {
  const token = tokenId === undefined ? undefined : source.token(tokenId);
  if (token?.sample || token?.stated) return token;
  const { issuer, idSpace, jti } = presented.statedToken ?? {};
  const giver = issuer ?? idSpace;
  const named = giver !== undefined && jti !== undefined ? source.tokenNamed(giver, jti) : undefined;
  return named ?? token;
};

export const openPresented = (recordClass: RecordClass, source: CredentialSource): Presented => {
  const token = tokenOf(recordClass, source);
  const hash = token?.sha256 ?? recordClass.presented.tokenSha256;
  return { token, introspections: hash === undefined ? [] : source.introspections(hash), facts: new Map() };
};

/** Tells calls apart that differ in more than the tool. */
export const mannerOf = (call: CallFields): string =>
  JSON.stringify(Object.entries(call).filter(([name]) => !TOOL_FIELDS.has(name)));

export const openCalled = (call: CallFields, index: PolicyIndex, manner: number): Called => {
  const serverId = index.serverOf(call);
  const server = serverId === undefined ? undefined : index.server(serverId);
  const tool = server && call.toolName !== undefined ? index.tool(server, call.toolName) : undefined;
  return { serverId, server, tool, manner, facts: new Map() };
};
