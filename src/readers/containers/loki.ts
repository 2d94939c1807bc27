import { type Container, innerOf } from './container.ts';
import { writtenAt } from './written-at.ts';

const container: Container = {
  id: 'loki',
  title: 'Grafana Loki (logcli --output=jsonl)',
  open: ({ line, labels, timestamp }) => {
    if (typeof line !== 'string' || typeof labels !== 'object' || labels === null) return undefined;
    const inner = innerOf(line);
    return inner && { ...inner, ...writtenAt(timestamp) };
  },
};

export default container;
