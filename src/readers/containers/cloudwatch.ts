import type { Members } from '../frames/streams.ts';
import { type Container, innerOf, type Opened, standsAlone } from './container.ts';
import { writtenAtEpoch } from './written-at.ts';

const BESIDE = ['id', 'eventId', 'ingestionTime', 'logStreamName'];

const openEvent = (record: Members): Opened | undefined => {
  const { message, timestamp } = record;
  if (typeof message !== 'string' || typeof timestamp !== 'number') return undefined;
  const inner = BESIDE.some((name) => name in record) ? innerOf(message) : undefined;
  return inner && { ...inner, ...writtenAtEpoch(timestamp, 1) };
};

const container: Container = {
  id: 'cloudwatch',
  title: 'Amazon CloudWatch Logs (subscriptions, aws logs, Insights)',
  streams: [{ path: 'logEvents', fits: (head) => 'messageType' in head || 'logGroup' in head || standsAlone(head) }],
  columns: ['@message'],
  open: (record) => openEvent(record) ?? innerOf(record['@message']),
};

export default container;
