import type { Members } from '../frames/streams.ts';
import type { Container } from './container.ts';

const isList = ({ kind, apiVersion }: Members): boolean =>
  typeof apiVersion === 'string' && (kind === undefined || (typeof kind === 'string' && kind.endsWith('List')));

const kindOf = ({ kind }: Members): string => (typeof kind === 'string' ? kind.slice(0, -'List'.length) : 'Event');

/** Items of a list leave out what the list says once: their version and kind. */
const inherit = (element: Members, head: Members): Members => ({
  apiVersion: head['apiVersion'],
  kind: kindOf(head),
  ...element,
});

const container: Container = {
  id: 'kubernetes-list',
  title: 'Kubernetes lists (EventList of an audit webhook)',
  streams: [{ path: 'items', fits: isList, inherit }],
};

export default container;
