import type { Coverage } from '../../model/coverage.ts';

/** Of calls of the Management API; tokens for other audiences are in this log where they are issued only. */
const coverage: Coverage = {
  level: 'identifier',
  alone: ['scope', 'replay', 'session', 'logging'],
  withEvidence: ['issuer', 'audience', 'identity', 'revocation'],
};

export default coverage;
