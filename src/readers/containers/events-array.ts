import { type Container, standsAlone } from './container.ts';

const container: Container = {
  id: 'events-array',
  title: 'an array of events in one object (aws logs filter-log-events)',
  streams: [{ path: 'events', fits: standsAlone }],
};

export default container;
