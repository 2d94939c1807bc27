import { present } from '../../lib/present.ts';
import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { Format, Mapped } from '../../model/format.ts';
import type { InvocationFields, Outcome, StatedToken } from '../../model/invocation.ts';
import type { Actor } from '../../model/token.ts';
import coverage from '../evidence/toolhive-audit.ts';
import { isRecord, reject } from '../native/read-fields.ts';
import { addressOf } from '../record/address.ts';
import { at, elementsOf, numberAt, textAt } from '../record/members.ts';

/** An error of the application is one of JSON-RPC; one of the server may have come before or after the tool ran. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  success: 'executed',
  denied: 'denied',
  failure: 'failed',
  application_error: 'failed',
};

const idOf = (event: unknown): string | undefined => textAt(event, 'audit_id') ?? textAt(event, 'metadata', 'auditId');

/** It is stamped when the answer is there: the request came its duration earlier. */
const timeOf = (event: unknown): InvocationFields => {
  const time = readRfc3339(textAt(event, 'logged_at') ?? textAt(event, 'loggedAt') ?? '');
  if (!time) return {};
  const eventTime = time.milliseconds - (numberAt(event, 'metadata', 'extra', 'duration_ms') ?? 0);
  return { eventTime, ...(!time.zoned && { eventTimeWithoutZone: true }) };
};

/** The `act` claims of the token, outermost first (RFC 8693 §4.1); a chain that could not be read says nothing. */
const actorsOf = (event: unknown): Actor[] | undefined => {
  if (at(event, 'delegation', 'malformed') === true) return undefined;
  const chain = elementsOf(at(event, 'delegation', 'chain')).map((actor) =>
    present<Actor>({ issuer: textAt(actor, 'iss'), subject: textAt(actor, 'sub') }),
  );
  return chain.length === 0 ? undefined : chain;
};

/** Without a configured issuer everybody is `local`, or `anonymous`: no subject of a token. */
const NOBODY = new Set(['local', 'anonymous']);

/** `user_id` is `sub` of the token; `user` is the best of its names. */
const partiesOf = (event: unknown, actors: readonly Actor[] | undefined): InvocationFields => {
  const id = textAt(event, 'subjects', 'user_id');
  return present<InvocationFields>({
    principalId: id === undefined || NOBODY.has(id) ? undefined : id,
    principalName: textAt(event, 'subjects', 'user'),
    clientName: textAt(event, 'subjects', 'client_name'),
    agentId: actors?.[0]?.subject,
  });
};

const map = (value: unknown): Mapped => {
  const type = textAt(value, 'type');
  if (type === undefined) return reject('type: expected the type of the event, found none');
  if (type !== 'mcp_tool_call') return [];
  const actors = actorsOf(value);
  const fields = present<InvocationFields>({
    recordId: idOf(value),
    ...timeOf(value),
    vantage: 'gateway',
    serverName: textAt(value, 'metadata', 'extra', 'backend_name') ?? textAt(value, 'component'),
    toolName: textAt(value, 'target', 'name'),
    outcome: OUTCOMES[textAt(value, 'outcome') ?? ''] ?? 'unknown',
    tokenScheme: actors && 'bearer',
    statedToken: actors && present<StatedToken>({ actors }),
    requestId: textAt(value, 'source', 'extra', 'request_id'),
    sourceIp: addressOf(textAt(value, 'source', 'value')),
    userAgent: textAt(value, 'source', 'extra', 'user_agent'),
    ...partiesOf(value, actors),
  });
  return [{ kind: 'invocation', fields }];
};

const hasForm = (value: unknown): boolean =>
  idOf(value) !== undefined &&
  (textAt(value, 'logged_at') ?? textAt(value, 'loggedAt')) !== undefined &&
  textAt(value, 'outcome') !== undefined &&
  textAt(value, 'type') !== undefined;

const format: Format = {
  id: 'toolhive-audit',
  title: 'Audit events of ToolHive',
  frames: ['json'],
  yields: ['invocation'],
  evidence: 'the subject of the token and its chain of delegation; neither id, scopes, audience nor end',
  coverage,
  detect: (value) => isRecord(value) && hasForm(value),
  mapper: () => map,
};

export default format;
