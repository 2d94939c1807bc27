import type { Coverage } from '../../model/coverage.ts';

/** Messages carry no token: hand in the log of the server or gateway too. */
const coverage: Coverage = {
  level: 'none',
  alone: ['exposure', 'logging'],
  withEvidence: ['approval'],
};

export default coverage;
