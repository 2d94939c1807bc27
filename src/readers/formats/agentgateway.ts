import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { Format, Mapped } from '../../model/format.ts';
import { callOf } from '../agentgateway/access.ts';
import { isTextLine, readTextLine } from '../agentgateway/text-line.ts';
import coverage from '../evidence/agentgateway.ts';
import { isRecord, reject } from '../native/read-fields.ts';
import { textAt } from '../record/members.ts';

const mapLine = (line: string): Mapped => {
  const read = readTextLine(line);
  if (!read) return reject('expected a time, a level and a request with its keys, found another line');
  return callOf((key) => read.values.get(key), readRfc3339(read.time));
};

const mapRecord = (value: Readonly<Record<string, unknown>>): Mapped => {
  const time = readRfc3339(textAt(value, 'time') ?? '');
  if (!time) return reject('time: expected an RFC 3339 time, found none');
  return callOf((key) => (Object.hasOwn(value, key) ? value[key] : undefined), time);
};

const map = (value: unknown): Mapped => (isRecord(value) ? mapRecord(value) : mapLine(value as string));

const isRecordOfAccess = (value: Readonly<Record<string, unknown>>): boolean =>
  value['scope'] === 'request' &&
  typeof value['level'] === 'string' &&
  typeof value['time'] === 'string' &&
  (Object.hasOwn(value, 'gateway') || Object.hasOwn(value, 'http.status'));

const format: Format = {
  id: 'agentgateway',
  title: 'Access logs of agentgateway (text, JSON)',
  frames: ['json', 'text'],
  yields: ['invocation'],
  evidence:
    'the subject of the token; issuer, id, audience, scopes and times where accessLog.add logs them as token.iss and so on',
  coverage,
  detect: (value) => (typeof value === 'string' ? isTextLine(value) : isRecord(value) && isRecordOfAccess(value)),
  mapper: () => map,
};

export default format;
