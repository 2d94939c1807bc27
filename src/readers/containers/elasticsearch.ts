import { type Container, innerOf } from './container.ts';

const container: Container = {
  id: 'elasticsearch',
  title: 'Elasticsearch and OpenSearch (search answers, dumps)',
  streams: [{ path: 'hits.hits', fits: () => true }],
  open: (record) => (typeof record['_index'] === 'string' ? innerOf(record['_source']) : undefined),
};

export default container;
