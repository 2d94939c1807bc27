import type { Coverage } from '../../model/coverage.ts';

/** Of a record with every field; what is left out is not evaluable. */
const coverage: Coverage = {
  level: 'crypto',
  alone: [
    'token',
    'signature',
    'issuer',
    'audience',
    'scope',
    'binding',
    'replay',
    'delegation',
    'identity',
    'session',
    'purpose',
    'exposure',
    'workload',
    'hygiene',
    'logging',
  ],
  withEvidence: ['approval', 'revocation'],
};

export default coverage;
