import { type Container, innerOf, standsAlone } from './container.ts';

const container: Container = {
  id: 'cloudtrail-records',
  title: 'AWS CloudTrail (log files, lookup-events)',
  streams: [
    { path: 'Records', fits: standsAlone },
    { path: 'Events', fits: standsAlone },
  ],
  open: (record) => (typeof record['EventId'] === 'string' ? innerOf(record['CloudTrailEvent']) : undefined),
};

export default container;
