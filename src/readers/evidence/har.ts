import type { Coverage } from '../../model/coverage.ts';

const FAMILIES = [
  'token',
  'signature',
  'issuer',
  'audience',
  'scope',
  'binding',
  'replay',
  'delegation',
  'session',
  'purpose',
  'exposure',
  'hygiene',
  'logging',
] as const;

/** Of a capture with its Authorization headers. */
const coverage: Coverage = {
  level: 'crypto',
  alone: FAMILIES,
  withEvidence: ['approval', 'revocation'],
  toDecideMore: {
    families: FAMILIES,
    where: 'Chrome and Edge leave Authorization out of a HAR, unless DevTools > Settings > Preferences > Network says otherwise',
    configuration: '[x] Allow to generate HAR with sensitive data\nthen: Network > Export HAR (with sensitive data)',
  },
};

export default coverage;
