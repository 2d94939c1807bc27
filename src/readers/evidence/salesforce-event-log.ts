import type { Coverage } from '../../model/coverage.ts';

/** It has no setting that would log more of a token: hand in the log of the gateway in front too. */
const coverage: Coverage = {
  level: 'principal',
  alone: ['logging'],
  withEvidence: ['identity', 'approval', 'revocation'],
};

export default coverage;
