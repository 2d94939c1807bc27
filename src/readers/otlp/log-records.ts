import { present } from '../../lib/present.ts';
import type { Draft } from '../../model/draft.ts';
import type { InvocationFields } from '../../model/invocation.ts';
import { callOf } from '../agentgateway/access.ts';
import { at, elementsOf, textAt, textOf } from '../record/members.ts';
import type { Recent } from '../record/recent.ts';
import { type Attributes, readAttributes, readId, readNanoseconds, readValue } from './attributes.ts';
import { codingAgentDrafts, isCodingAgent } from './coding-agent.ts';
import { isToolCall, type Telemetry, toolCallOf } from './tool-call.ts';

const AGENTGATEWAY = 'agentgateway.access';

const timeOf = (record: unknown): number | undefined =>
  readNanoseconds(at(record, 'timeUnixNano')) ?? readNanoseconds(at(record, 'observedTimeUnixNano'));

/** The time at which a collector observed it is no time of the request. */
const requestTime = (record: unknown): InvocationFields => {
  const eventTime = readNanoseconds(at(record, 'timeUnixNano'));
  const logTime = readNanoseconds(at(record, 'observedTimeUnixNano'));
  return present<InvocationFields>({ eventTime, logTime: eventTime === undefined ? logTime : undefined });
};

const linksOf = (record: unknown): InvocationFields =>
  present<InvocationFields>({ traceId: readId(at(record, 'traceId')), spanId: readId(at(record, 'spanId')) });

const gatewayDrafts = (record: unknown, attributes: Attributes): Draft[] => {
  const time = timeOf(record);
  const drafts = callOf((key) => attributes.get(key), time === undefined ? undefined : { milliseconds: time, zoned: true });
  return drafts.map((draft) => ({ ...draft, fields: { ...linksOf(record), ...draft.fields } }));
};

const draftsOf = (record: unknown, scope: string, resource: Attributes, approved: Recent): Draft[] => {
  const attributes = readAttributes(at(record, 'attributes'));
  const body = textOf(readValue(at(record, 'body'))) ?? '';
  if (scope === AGENTGATEWAY) return gatewayDrafts(record, attributes);
  if (isCodingAgent(scope)) return codingAgentDrafts(attributes, body, timeOf(record), approved);
  const telemetry: Telemetry = { attributes, resource, scope, name: body, kind: 'server', failed: false };
  if (!isToolCall(telemetry)) return [];
  const draft = toolCallOf(telemetry);
  return [{ ...draft, fields: { ...draft.fields, outcome: 'unknown', ...requestTime(record), ...linksOf(record) } }];
};

/** What the log records of one `ResourceLogs` tell of tool calls. */
export const logDraftsOf = (resourceLogs: unknown, approved: Recent): Draft[] => {
  const resource = readAttributes(at(resourceLogs, 'resource', 'attributes'));
  return elementsOf(at(resourceLogs, 'scopeLogs')).flatMap((scoped) => {
    const scope = textAt(scoped, 'scope', 'name') ?? '';
    return elementsOf(at(scoped, 'logRecords')).flatMap((record) => draftsOf(record, scope, resource, approved));
  });
};
