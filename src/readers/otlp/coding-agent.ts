import { present } from '../../lib/present.ts';
import type { ApprovalDraft, Draft } from '../../model/draft.ts';
import type { InvocationFields } from '../../model/invocation.ts';
import { readMcpToolName } from '../record/mcp-tool-name.ts';
import { numberOf, recordOf, textAt, textOf } from '../record/members.ts';
import type { Recent } from '../record/recent.ts';
import type { Attributes } from './attributes.ts';

const SCOPE = 'com.anthropic.claude_code.events';

/** Events of Claude Code: what became of a tool call, and who decided on it. */
export const isCodingAgent = (scope: string): boolean => scope === SCOPE;

/** Tool and server of an MCP tool: in the parameters where they are logged, else in the name `mcp__server__tool`. */
const calledOf = (attributes: Attributes): { readonly server?: string; readonly tool: string } | undefined => {
  const name = textOf(attributes.get('tool_name')) ?? '';
  const parameters = recordOf(attributes.get('tool_parameters'));
  const tool = textAt(parameters, 'mcp_tool_name');
  const server = textAt(parameters, 'mcp_server_name');
  if (tool !== undefined) return { tool, ...(server !== undefined && { server }) };
  return readMcpToolName(name) ?? (name === 'mcp_tool' ? { tool: name } : undefined);
};

/** What a person allowed for this once; a standing permission says nothing of when it was given. */
const approvalOf = (attributes: Attributes, time: number): ApprovalDraft | undefined => {
  const approvalId = textOf(attributes.get('tool_use_id'));
  const called = calledOf(attributes);
  const decision = attributes.get('decision') ?? attributes.get('decision_type');
  const source = attributes.get('source') ?? attributes.get('decision_source');
  if (decision !== 'accept' || source !== 'user_temporary' || !approvalId || !called?.server) return undefined;
  return { kind: 'approval', approvalId, approvedAt: time, serverName: called.server, toolName: called.tool, maxUses: 1 };
};

const callOf = (attributes: Attributes, time: number | undefined, approved: Recent): Draft | undefined => {
  const called = calledOf(attributes);
  if (!called) return undefined;
  const id = textOf(attributes.get('tool_use_id'));
  const duration = numberOf(attributes.get('duration_ms')) ?? 0;
  const fields = present<InvocationFields>({
    recordId: id,
    vantage: 'client',
    eventTime: time === undefined ? undefined : time - duration,
    serverName: called.server,
    toolName: called.tool,
    outcome: String(attributes.get('success')) === 'true' ? 'executed' : 'unknown',
    principalName: textOf(attributes.get('user.email')) ?? textOf(attributes.get('user.id')),
    approvalId: id !== undefined && approved.has(id) ? id : undefined,
  });
  const sessionId = textOf(attributes.get('session.id'));
  return { kind: 'invocation', fields, ...(sessionId !== undefined && { sessionId }) };
};

/** The MCP calls and the approvals of them that an event tells of; other tools run on the machine of the agent itself. */
export const codingAgentDrafts = (attributes: Attributes, body: string, time: number | undefined, approved: Recent): Draft[] => {
  const event = textOf(attributes.get('event.name')) ?? body.replace(/^claude_code\./, '');
  const approval = event === 'tool_decision' && time !== undefined ? approvalOf(attributes, time) : undefined;
  if (approval?.approvalId !== undefined) approved.add(approval.approvalId);
  const call = event === 'tool_result' ? callOf(attributes, time, approved) : undefined;
  return [approval, call].filter((draft) => draft !== undefined);
};
