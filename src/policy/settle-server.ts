import { readDuration } from '../lib/duration.ts';
import { isGlob, literalPrefix } from '../lib/glob-pattern.ts';
import type { ApprovalDemand, ServerPolicy, ToolPolicy } from '../model/policy.ts';
import type { RawServer, RawTool } from './raw.ts';

/** Milliseconds of a duration that has been found in order. */
export const milliseconds = (duration: string | number): number => readDuration(duration) ?? 0;

const settleApproval = (approval: NonNullable<RawTool['approval']>): ApprovalDemand => {
  if (approval === 'required') return { required: true };
  const { required = true, max_age } = approval;
  return { required, ...(max_age !== undefined && { maxAge: milliseconds(max_age) }) };
};

const settleTool = ([pattern, tool]: readonly [string, RawTool]): ToolPolicy => ({
  pattern,
  ...(tool.scopes && { scopes: tool.scopes }),
  exactScopes: tool.exact_scopes ?? false,
  delegationRequired: tool.delegation === 'required',
  ...(tool.max_auth_age !== undefined && { maxAuthAge: milliseconds(tool.max_auth_age) }),
  ...(tool.acr && { acr: tool.acr }),
  ...(tool.approval && { approval: settleApproval(tool.approval) }),
  ...(tool.purpose && { purpose: tool.purpose }),
  ...(tool.token && { token: tool.token }),
});

const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** Exact names, then globs with the longest literal beginning, then by text. */
const mostSpecificFirst = ({ pattern: one }: ToolPolicy, { pattern: other }: ToolPolicy): number =>
  Number(isGlob(one)) - Number(isGlob(other)) || literalPrefix(other).length - literalPrefix(one).length || byText(one, other);

/** A server of the policy with its defaults (contract §3.3). */
export const settleServer = (server: RawServer): ServerPolicy => ({
  id: server.id,
  resource: server.resource ?? [],
  urls: server.urls ?? [],
  token: server.token ?? 'required',
  ...(server.proof_algorithms && { proofAlgorithms: server.proof_algorithms }),
  ...(server.issuers && { issuers: server.issuers }),
  binding: server.binding ?? 'none',
  tools: Object.entries(server.tools ?? {})
    .map(settleTool)
    .sort(mostSpecificFirst),
});
