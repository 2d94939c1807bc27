import { present } from '../../lib/present.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { InvocationFields, Outcome } from '../../model/invocation.ts';
import { addCall } from '../http/invocation-fields.ts';
import { isMessage, type Message, outcomeOfCall, readToolCall, type ToolCall } from '../http/json-rpc.ts';
import { at, elementsOf, numberAt, recordOf, textAt } from '../record/members.ts';
import { statedClaims } from '../record/stated-claims.ts';
import { accessKey } from './access-key.ts';
import { outcomeOfError, requestOf } from './api-call.ts';

const EVENTS = new Set(['InvokeGateway', 'InvokeMcp']);

/** A data event of AgentCore Gateway; its name in the preview was `InvokeMcp`. */
export const isGatewayCall = (event: unknown): boolean =>
  textAt(event, 'eventSource') === 'bedrock-agentcore.amazonaws.com' && EVENTS.has(textAt(event, 'eventName') ?? '');

const messagesOf = (part: unknown): readonly Message[] => {
  const body = at(part, 'body');
  return (Array.isArray(body) ? body : [recordOf(body)]).filter(isMessage);
};

const GATEWAY = /:gateway\/([^/]{1,256})$/;

const gatewayOf = (event: Readonly<Record<string, unknown>>): string | undefined => {
  const [resource] = elementsOf(event['resources']);
  return GATEWAY.exec(textAt(resource, 'ARN') ?? '')?.[1] ?? textAt(event, 'tlsDetails', 'clientProvidedHostHeader');
};

/** HTML entities in claims are rewritten on their way into the log: such a value is not what the token says. */
const ENTITY = /&(?:[a-z]{1,8}|#\d{1,6}|#x[0-9a-f]{1,6});/i;

const claimsOf = (event: unknown): InvocationFields['statedToken'] => {
  const claims = recordOf(at(event, 'additionalEventData', 'jwt', 'claims'));
  if (!claims) return undefined;
  return statedClaims((name) => {
    const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
    return typeof value === 'string' && ENTITY.test(value) ? undefined : value;
  });
};

/** JSON-RPC error that the gateway answers with where the token does not hold. */
const INVALID_TOKEN = -32001;

const outcomeOf = (call: ToolCall, event: Readonly<Record<string, unknown>>, answers: readonly Message[]): Outcome => {
  const error = textAt(event, 'errorCode');
  if (error !== undefined) return outcomeOfError(error);
  if (answers.some((answer) => numberAt(answer, 'error', 'code') === INVALID_TOKEN)) return 'denied';
  return outcomeOfCall(call.id, numberAt(event, 'responseElements', 'statusCode'), answers);
};

const fieldsOf = (event: Readonly<Record<string, unknown>>): InvocationFields => {
  const claims = claimsOf(event);
  const key = accessKey(textAt(event, 'userIdentity', 'accessKeyId'));
  return present<InvocationFields>({
    ...requestOf(event),
    vantage: 'gateway',
    serverName: gatewayOf(event),
    httpStatus: numberAt(event, 'responseElements', 'statusCode'),
    tokenScheme: claims ? 'bearer' : key && 'other',
    statedToken: claims ?? key,
  });
};

/** The tool calls of a request to a gateway; other methods of JSON-RPC are none. Arguments stand in the log as `REDACTED`. */
export const gatewayCallsOf = (event: Readonly<Record<string, unknown>>): InvocationDraft[] => {
  const answers = messagesOf(event['responseElements']);
  const calls = messagesOf(event['requestParameters']).flatMap((message) => readToolCall(message) ?? []);
  return calls.map((call, index) => {
    const fields = fieldsOf(event);
    addCall(fields, call);
    fields.outcome = outcomeOf(call, event, answers);
    if (fields.recordId !== undefined && calls.length > 1) fields.recordId += `#${index}`;
    return { kind: 'invocation', fields, ...(call.arguments && { arguments: call.arguments }) };
  });
};
