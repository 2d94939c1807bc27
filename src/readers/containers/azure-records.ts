import { type Container, innerOf, standsAlone } from './container.ts';
import { writtenAt } from './written-at.ts';

/** Event hubs and storage accounts get `records`; AKS puts an audit event into `properties.log`, as text. */
const container: Container = {
  id: 'azure-records',
  title: 'Azure Monitor (Event Hubs, storage accounts, AKS)',
  streams: [{ path: 'records', fits: standsAlone }],
  open: ({ category, properties, time }) => {
    if (typeof category !== 'string' || typeof properties !== 'object' || properties === null) return undefined;
    const log = 'log' in properties ? properties.log : undefined;
    const inner = typeof log === 'string' ? innerOf(log) : undefined;
    return inner && { ...inner, ...writtenAt(time) };
  },
};

export default container;
