import { type Container, innerOf } from './container.ts';
import { writtenAt } from './written-at.ts';

const container: Container = {
  id: 'log-shipper',
  title: 'Beats, Logstash, Vector (the line in message)',
  open: (record) => {
    const message = record['message'];
    const time = record['@timestamp'] ?? record['timestamp'];
    if (typeof message !== 'string' || typeof time !== 'string') return undefined;
    const inner = innerOf(message);
    return inner && { ...inner, ...writtenAt(time) };
  },
};

export default container;
