import type { Coverage } from '../../model/coverage.ts';

/** An access key of AWS is the one credential that these events name. */
const coverage: Coverage = {
  level: 'principal',
  alone: ['replay', 'session', 'exposure', 'logging'],
  withEvidence: ['token'],
};

export default coverage;
