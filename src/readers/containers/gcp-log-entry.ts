import { type Container, innerOf } from './container.ts';
import { writtenAt } from './written-at.ts';

const container: Container = {
  id: 'gcp-log-entry',
  title: 'Google Cloud Logging (LogEntry)',
  open: (record) => {
    if (typeof record['logName'] !== 'string' && typeof record['insertId'] !== 'string') return undefined;
    const inner = innerOf(record['jsonPayload'] ?? record['protoPayload'] ?? record['textPayload']);
    return inner && { ...inner, ...writtenAt(record['timestamp']) };
  },
};

export default container;
