import { readLogTime } from '../../lib/log-time.ts';
import { present } from '../../lib/present.ts';
import { type ReadTime, readRfc3339 } from '../../lib/rfc3339.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { Dismissal, Format, Mapped } from '../../model/format.ts';
import type { InvocationFields } from '../../model/invocation.ts';
import coverage from '../evidence/salesforce-event-log.ts';
import { outcomeOfStatus } from '../http/json-rpc.ts';
import { inCapitals } from '../http/method.ts';
import { nameRoute } from '../http/route.ts';
import { addressOf } from '../record/address.ts';
import { invocationDraft } from '../record/invocation-draft.ts';
import { numberAt, textAt } from '../record/members.ts';

const NO_CALL: Dismissal = {
  kind: 'dismissal',
  reason: 'events of Salesforce that are no calls of its REST API',
  hint: 'hand in the event types RestApi or ApiTotalUsage: they are the calls',
};

/** Columns that say what was called, by type of event. */
const CALLS: Readonly<Record<string, readonly [method: string, path: string]>> = {
  RestApi: ['METHOD', 'URI'],
  ApiTotalUsage: ['HTTP_METHOD', 'API_RESOURCE'],
};

/** Ids of records: 15 characters, or 18 with their check; the sixth is reserved. */
const RECORD_ID = /(?<=\/)[A-Za-z0-9]{5}0[A-Za-z0-9]{9}(?:[A-Za-z0-9]{3})?(?=[/?]|$)/g;

const timeOf = (record: unknown): ReadTime | undefined => {
  const derived = readRfc3339(textAt(record, 'TIMESTAMP_DERIVED') ?? '');
  return derived?.zoned ? derived : (readLogTime(textAt(record, 'TIMESTAMP'), 'compact') ?? derived);
};

/** A number in place of an id is as good as any to name a route by. */
const toolOf = (method: string, path: string): string => nameRoute(method, path.replace(RECORD_ID, '0'));

/** Ids of users, applications and the organization are those of Salesforce, which its tokens name otherwise. */
const callOf = (record: unknown, method: string, path: string): InvocationDraft => {
  const time = timeOf(record);
  const status = numberAt(record, 'STATUS_CODE');
  const fields = present<InvocationFields>({
    recordId: textAt(record, 'REQUEST_ID'),
    requestId: textAt(record, 'REQUEST_ID'),
    eventTime: time?.milliseconds,
    eventTimeWithoutZone: time && !time.zoned ? true : undefined,
    serverName: textAt(record, 'ORGANIZATION_ID'),
    toolName: toolOf(method, path),
    httpMethod: method,
    httpStatus: status,
    outcome: outcomeOfStatus(status),
    clientName: textAt(record, 'CONNECTED_APP_ID') ?? textAt(record, 'CONNECTED_APP_NAME') ?? textAt(record, 'CLIENT_NAME'),
    principalName: textAt(record, 'USER_NAME') ?? textAt(record, 'USER_ID_DERIVED') ?? textAt(record, 'USER_ID'),
    sourceIp: addressOf(textAt(record, 'CLIENT_IP') ?? textAt(record, 'SOURCE_IP')),
    userAgent: textAt(record, 'USER_AGENT'),
  });
  return invocationDraft(fields, record as Readonly<Record<string, unknown>>, { sessionId: textAt(record, 'SESSION_KEY') });
};

const map = (value: unknown): Mapped => {
  const type = textAt(value, 'EVENT_TYPE') ?? '';
  const [methodAt, pathAt] = Object.hasOwn(CALLS, type) ? (CALLS[type] as readonly [string, string]) : [];
  const method = methodAt && textAt(value, methodAt);
  const path = pathAt && textAt(value, pathAt);
  return method && path ? [callOf(value, inCapitals(method), path)] : NO_CALL;
};

const format: Format = {
  id: 'salesforce-event-log',
  title: 'Event log files of Salesforce (CSV, JSON)',
  frames: ['json', 'csv'],
  yields: ['invocation'],
  evidence: 'who called which resource in which session, through which connected application; nothing of the token',
  coverage,
  columns: ['EVENT_TYPE', 'TIMESTAMP_DERIVED'],
  detect: (value) => textAt(value, 'EVENT_TYPE') !== undefined && textAt(value, 'TIMESTAMP_DERIVED') !== undefined,
  mapper: () => map,
};

export default format;
