import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { Format, Mapped } from '../../model/format.ts';
import { issuedKey } from '../cloudtrail/access-key.ts';
import { apiCallOf } from '../cloudtrail/api-call.ts';
import { gatewayCallsOf, isGatewayCall } from '../cloudtrail/gateway-call.ts';
import coverage from '../evidence/cloudtrail.ts';
import { isRecord, reject } from '../native/read-fields.ts';
import { recordOf, textAt } from '../record/members.ts';

/** Types of events that are requests; sign-ins, what services do by themselves and insights are none. */
const REQUESTS = new Set(['AwsApiCall', 'AwsConsoleAction', 'AwsMcpCall']);

/** Parts that stores of events hand on as JSON text. */
const PARTS = ['userIdentity', 'requestParameters', 'responseElements', 'additionalEventData', 'tlsDetails'];

const withParts = (event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const texts = PARTS.filter((name) => typeof event[name] === 'string');
  return texts.length === 0 ? event : { ...event, ...Object.fromEntries(texts.map((name) => [name, recordOf(event[name])])) };
};

const invocationsOf = (event: Readonly<Record<string, unknown>>): InvocationDraft[] =>
  isGatewayCall(event) ? gatewayCallsOf(event) : [{ kind: 'invocation', fields: apiCallOf(event) }];

const map = (value: unknown): Mapped => {
  const event = withParts(value as Readonly<Record<string, unknown>>);
  if (!REQUESTS.has(textAt(event, 'eventType') ?? 'AwsApiCall')) return [];
  const time = readRfc3339(textAt(event, 'eventTime') ?? '');
  if (!time) return reject('eventTime: expected an RFC 3339 time, found another text');
  const invocations = invocationsOf(event);
  for (const { fields } of invocations) {
    fields.eventTime = time.milliseconds;
    if (!time.zoned) fields.eventTimeWithoutZone = true;
  }
  const issued = issuedKey(event, time.milliseconds);
  return issued ? [...invocations, issued] : invocations;
};

const NAMES = ['eventVersion', 'eventSource', 'eventName', 'eventTime'];

const format: Format = {
  id: 'cloudtrail',
  title: 'AWS CloudTrail: API calls, AgentCore Gateway, credentials given out by STS',
  frames: ['json'],
  yields: ['invocation', 'token'],
  evidence: 'of AgentCore Gateway issuer, id, scopes and times of the token; else the id and the end of the access key',
  coverage,
  detect: (value) => isRecord(value) && NAMES.every((name) => typeof value[name] === 'string'),
  mapper: () => map,
};

export default format;
