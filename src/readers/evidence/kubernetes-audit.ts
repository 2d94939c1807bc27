import type { Coverage } from '../../model/coverage.ts';

const coverage: Coverage = {
  level: 'identifier',
  alone: ['identity', 'replay', 'session', 'exposure', 'logging'],
  withEvidence: ['revocation'],
  toDecideMore: {
    families: ['token', 'audience'],
    where:
      'audiences and end of a token are logged where the audit policy keeps the whole of the requests that issue it; the token itself never is',
    configuration: `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: RequestResponse
    resources: [{ group: "", resources: ["serviceaccounts/token"] }]
  - level: Metadata`,
  },
};

export default coverage;
