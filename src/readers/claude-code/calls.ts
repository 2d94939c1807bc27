import { present } from '../../lib/present.ts';
import type { ApprovalDraft, Draft, InvocationDraft } from '../../model/draft.ts';
import type { RecordMapper } from '../../model/format.ts';
import type { InvocationFields, Outcome } from '../../model/invocation.ts';
import { invocationDraft } from '../record/invocation-draft.ts';
import { readMcpToolName } from '../record/mcp-tool-name.ts';
import { numberOf, recordOf, textAt, textOf, zonedTimeOf } from '../record/members.ts';
import { createRecent } from '../record/recent.ts';
import { type CodeEvent, codeEventOf } from './records.ts';

/** Decisions of a person; `config` and `hook` decide by themselves. */
const BY_PERSON = /^user_(?:permanent|temporary)$/;

interface Tool {
  readonly server: string | undefined;
  readonly name: string;
}

/** A tool of an MCP server; others run within the agent, with no token. The names come with OTEL_LOG_TOOL_DETAILS=1 only. */
const toolOf = ({ attributes }: CodeEvent): Tool | undefined => {
  const logged = textAt(attributes, 'tool_name');
  const details = recordOf(attributes['tool_parameters']);
  const server = textAt(details, 'mcp_server_name') ?? textAt(attributes, 'mcp_server_name');
  const name = textAt(details, 'mcp_tool_name') ?? textAt(attributes, 'mcp_tool_name');
  const parts = readMcpToolName(logged ?? '');
  if (parts) return { server: server ?? parts.server, name: name ?? parts.tool };
  return logged === 'mcp_tool' || server !== undefined ? { server, name: name ?? 'mcp_tool' } : undefined;
};

const timeOf = ({ attributes, nanoseconds }: CodeEvent): number | undefined => {
  const stated = zonedTimeOf(attributes['event.timestamp']);
  const text = typeof nanoseconds === 'string' ? nanoseconds.slice(0, -6) : undefined;
  return stated ?? numberOf(text);
};

const approverOf = ({ attributes }: CodeEvent): string | undefined =>
  textAt(attributes, 'user.account_uuid') ?? textAt(attributes, 'user.email') ?? textAt(attributes, 'user.id');

const decisionOf = ({ attributes }: CodeEvent): { accepted: boolean; byPerson: boolean } => ({
  accepted: (textAt(attributes, 'decision') ?? textAt(attributes, 'decision_type')) === 'accept',
  byPerson: BY_PERSON.test(textAt(attributes, 'source') ?? textAt(attributes, 'decision_source') ?? ''),
});

const toInvocation = (event: CodeEvent, tool: Tool, outcome: Outcome, approvalId: string | undefined): InvocationDraft => {
  const { attributes } = event;
  const fields = present<InvocationFields>({
    recordId: textAt(attributes, 'tool_use_id'),
    vantage: 'client',
    eventTime: timeOf(event),
    serverName: tool.server,
    toolName: tool.name,
    outcome,
    agentName: 'claude-code',
    principalName: textAt(attributes, 'user.email') ?? textAt(attributes, 'user.account_uuid'),
    approvalId,
  });
  return invocationDraft(fields, attributes, { sessionId: textOf(attributes['session.id']) });
};

const toApproval = (event: CodeEvent, tool: Tool, approvalId: string, approvedAt: number): ApprovalDraft =>
  present<ApprovalDraft>({
    kind: 'approval',
    approvalId,
    approvedAt,
    expiresAt: undefined,
    approvedBy: approverOf(event),
    serverName: tool.server,
    toolName: tool.name === 'mcp_tool' ? undefined : tool.name,
    principalId: undefined,
    argumentsSha256: undefined,
    maxUses: 1,
  });

/**
 * Maps the events of one log in order: a call of a tool of an MCP server, and the word of the person who let it. What was refused did
 * not run. That a call failed does not say whether the tool ran.
 */
export const createCodeMapper = (): RecordMapper => {
  const approved = createRecent();

  const decide = (event: CodeEvent, tool: Tool): Draft[] => {
    const { accepted, byPerson } = decisionOf(event);
    const id = textAt(event.attributes, 'tool_use_id');
    if (!accepted) return [toInvocation(event, tool, 'failed', undefined)];
    const time = timeOf(event);
    if (!byPerson || id === undefined || time === undefined) return [];
    approved.add(id);
    return [toApproval(event, tool, id, time)];
  };

  const finish = (event: CodeEvent, tool: Tool): Draft[] => {
    const id = textAt(event.attributes, 'tool_use_id');
    const approvalId = id !== undefined && approved.take(id) ? id : undefined;
    const succeeded = String(event.attributes['success']) === 'true';
    return [toInvocation(event, tool, succeeded ? 'executed' : 'unknown', approvalId)];
  };

  return (value) => {
    const event = codeEventOf(value);
    const tool = event && toolOf(event);
    if (!event || !tool) return [];
    if (event.name === 'tool_decision') return decide(event, tool);
    return event.name === 'tool_result' ? finish(event, tool) : [];
  };
};
