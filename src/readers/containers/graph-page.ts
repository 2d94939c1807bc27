import type { Container } from './container.ts';

const container: Container = {
  id: 'graph-page',
  title: 'Microsoft Graph (pages of a list)',
  streams: [{ path: 'value', fits: (head) => Object.keys(head).every((name) => name === 'value' || name.startsWith('@odata.')) }],
};

export default container;
