import type { Coverage } from '../../model/coverage.ts';

const coverage: Coverage = {
  level: 'identifier',
  alone: ['replay', 'session', 'exposure', 'logging'],
  withEvidence: ['token', 'issuer', 'audience', 'scope', 'delegation', 'identity', 'approval', 'purpose', 'revocation'],
};

export default coverage;
