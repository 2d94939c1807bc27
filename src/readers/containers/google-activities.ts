import type { Container } from './container.ts';

const container: Container = {
  id: 'google-activities',
  title: 'Google Workspace (pages of activities)',
  streams: [{ path: 'items', fits: ({ kind }) => typeof kind === 'string' && kind.startsWith('admin#') }],
};

export default container;
