import type { Coverage } from '../../model/coverage.ts';

const coverage: Coverage = {
  level: 'identifier',
  alone: ['scope', 'replay', 'session', 'exposure', 'logging'],
  withEvidence: ['token', 'revocation'],
  toDecideMore: {
    families: ['scope', 'approval'],
    where: 'the tool is named in the audit trail only, which is off by default',
    configuration: `AUDIT_TRAIL_ENABLED=true`,
  },
};

export default coverage;
