import type { Coverage } from '../../model/coverage.ts';

const coverage: Coverage = {
  level: 'identifier',
  alone: ['scope', 'replay', 'session', 'exposure', 'logging'],
  withEvidence: ['identity', 'revocation'],
  toDecideMore: {
    families: ['identity'],
    where:
      'the columns are fixed; export the sign-ins that issued the tokens with the same diagnostic setting of Microsoft Entra',
    configuration: `"logs": [
  { "category": "MicrosoftGraphActivityLogs", "enabled": true },
  { "category": "SignInLogs", "enabled": true },
  { "category": "NonInteractiveUserSignInLogs", "enabled": true },
  { "category": "ServicePrincipalSignInLogs", "enabled": true },
  { "category": "ManagedIdentitySignInLogs", "enabled": true }
]`,
  },
};

export default coverage;
