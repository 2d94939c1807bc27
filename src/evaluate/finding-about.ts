import type { Subject } from '../facts/subject.ts';
import type { About } from '../model/report.ts';
import type { RuleText } from '../model/rule-text.ts';
import { claimText } from './claim-text.ts';
import { tokenReference } from './token-reference.ts';

const present = (members: Readonly<Record<string, string | undefined>>): About =>
  Object.fromEntries(Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined));

const aboutInvocation = (subject: Subject): About => {
  const { toolName, clientId, agentId } = subject.invocation.fields;
  return present({
    server_name: subject.serverId,
    tool_name: toolName,
    ...(clientId === undefined ? { agent_id: agentId } : { client_id: clientId }),
    token_issuer: claimText(subject, 'issuer'),
  });
};

/** What names the group, without a secret; for each scope of a rule. */
const GROUP_ABOUT: Readonly<
  Partial<Record<RuleText['over'], (subject: Subject) => Readonly<Record<string, string | undefined>>>>
> = {
  token: (subject) => ({ token_ref: tokenReference(subject), token_issuer: claimText(subject, 'issuer') }),
  proof: ({ proof }) => ({ proof_ref: proof?.signingInputSha256.slice(0, 12), proof_key: proof?.jkt }),
  'binding key': ({ proof, invocation }) => ({ binding_key: proof?.jkt ?? invocation.fields.clientCertSha256 }),
  session: ({ invocation, serverId }) => ({ server_name: serverId, session_id: invocation.fields.sessionId?.slice(0, 12) }),
  identity: (subject) => ({
    server_name: subject.serverId,
    client_id: claimText(subject, 'clientId') ?? subject.invocation.fields.clientId,
    subject: claimText(subject, 'subject'),
  }),
  source: ({ invocation }) => ({ source_file: invocation.location.source }),
  issuer: (subject) => ({ token_issuer: claimText(subject, 'issuer') }),
  server: ({ serverId }) => ({ server_name: serverId }),
  approval: ({ invocation }) => ({ approval_id: invocation.fields.approvalId }),
  transaction: ({ invocation, token, serverId }) => ({
    server_name: serverId,
    tool_name: invocation.fields.toolName,
    transaction_id: invocation.fields.transactionId ?? token?.sample?.claims?.transactionId,
  }),
};

/** What a finding is about: its group, else server, tool, client (else agent) and issuer (contract §4). */
export const aboutOf = (rule: RuleText, subject: Subject): About => {
  const ofGroup = GROUP_ABOUT[rule.over];
  return ofGroup ? present(ofGroup(subject)) : aboutInvocation(subject);
};
