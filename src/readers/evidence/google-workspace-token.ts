import type { Coverage } from '../../model/coverage.ts';

/** It has no setting that would log more of a token: hand in the log of the gateway or server too. */
const coverage: Coverage = {
  level: 'principal',
  alone: ['logging'],
  withEvidence: ['identity', 'approval'],
};

export default coverage;
