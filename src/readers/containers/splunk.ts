import type { Members } from '../frames/streams.ts';
import { type Container, innerOf, type Opened } from './container.ts';
import { writtenAt, writtenAtEpoch } from './written-at.ts';

/** All that an event of the HTTP event collector may have. */
const EVENT_MEMBERS = new Set(['event', 'time', 'host', 'source', 'sourcetype', 'index', 'fields']);

const openEvent = (record: Members): Opened | undefined => {
  const inner = innerOf(record['event']);
  if (!inner || !Object.keys(record).every((name) => EVENT_MEMBERS.has(name))) return undefined;
  return { ...inner, ...writtenAtEpoch(record['time'], 1 / 1000) };
};

/** A result of a search, as the REST interface or an export gives it. */
const openResult = (record: Members): Opened | undefined => {
  const raw = record['_raw'];
  return typeof raw === 'string' && innerOf(raw) ? { text: raw, ...writtenAt(record['_time']) } : undefined;
};

const openLine = ({ result, ...rest }: Members): Opened | undefined =>
  typeof result === 'object' && result !== null && ('preview' in rest || 'offset' in rest)
    ? openResult(result as Members)
    : undefined;

const container: Container = {
  id: 'splunk',
  title: 'Splunk (HTTP event collector, search exports)',
  streams: [{ path: 'results', fits: (head) => 'init_offset' in head || 'preview' in head }],
  columns: ['_raw'],
  open: (record) => openEvent(record) ?? openResult(record) ?? openLine(record),
};

export default container;
