import type { Subject } from '../facts/subject.ts';
import { claimText } from './claim-text.ts';

/** What an exception of the policy may be matched against, under the names that its schema lists (contract §3.3). */
export const matchColumns = (subject: Subject): Readonly<Record<string, string | undefined>> => {
  const { fields, name, location } = subject.invocation;
  const hash = fields.tokenSha256 ?? subject.token?.sha256;
  return {
    record_id: name,
    server_name: subject.serverId,
    tool_name: fields.toolName,
    resource: fields.resource,
    agent_id: fields.agentId,
    client_id: fields.clientId,
    principal_id: fields.principalId,
    session_id: fields.sessionId,
    token_sha256: hash === undefined ? undefined : Buffer.from(hash, 'base64url').toString('hex'),
    token_issuer: claimText(subject, 'issuer'),
    token_jti: claimText(subject, 'tokenId'),
    token_subject: claimText(subject, 'subject'),
    token_client_id: claimText(subject, 'clientId'),
    workload_id: fields.workloadId,
    device_id: fields.deviceId,
    pod_uid: fields.podUid,
    run_id: fields.runId,
    stage: fields.stage,
    source_ip: fields.sourceIp,
    user_agent: fields.userAgent,
    approval_id: fields.approvalId,
    transaction_id: fields.transactionId,
    source_file: location.source,
  };
};
