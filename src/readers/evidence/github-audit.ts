import type { Coverage } from '../../model/coverage.ts';

const coverage: Coverage = {
  level: 'identifier',
  alone: ['scope', 'replay', 'session', 'exposure', 'logging'],
  withEvidence: ['revocation'],
  toDecideMore: {
    families: ['scope', 'replay', 'exposure'],
    where:
      'requests to the API are logged only where an owner of the enterprise says so, and calls of git only in streams and exports',
    configuration: `Enterprise > Settings > Audit log > Settings > Enable API Request Events
Enterprise > Settings > Audit log > Log streaming`,
  },
};

export default coverage;
