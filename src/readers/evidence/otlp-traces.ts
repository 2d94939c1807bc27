import type { Coverage } from '../../model/coverage.ts';

const coverage: Coverage = {
  level: 'principal',
  alone: ['session', 'exposure', 'logging'],
  withEvidence: ['approval'],
  toDecideMore: {
    families: [
      'token',
      'signature',
      'issuer',
      'audience',
      'scope',
      'binding',
      'replay',
      'delegation',
      'identity',
      'purpose',
      'revocation',
      'hygiene',
    ],
    where:
      'the conventions for MCP name no token; let the instrumentation of the server set attributes of these names from the token that it has verified',
    configuration: `token.iss token.jti token.aud token.scope token.client_id token.iat token.exp token.sha256 cnf.jkt`,
  },
};

export default coverage;
