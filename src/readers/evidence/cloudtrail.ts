import type { Coverage } from '../../model/coverage.ts';

/** Access keys are known by their id, and by their end where STS gave them out in the same log. */
const coverage: Coverage = {
  level: 'identifier',
  alone: ['token', 'replay', 'session', 'exposure', 'logging'],
  withEvidence: ['identity', 'revocation'],
  toDecideMore: {
    families: ['issuer', 'audience', 'scope', 'hygiene'],
    where:
      'calls of AgentCore gateways, which name the claims of the token, are data events: a trail logs them only where its event selectors say so',
    configuration: `[{ "Name": "AgentCore gateways",
   "FieldSelectors": [
     { "Field": "eventCategory", "Equals": ["Data"] },
     { "Field": "resources.type", "Equals": ["AWS::BedrockAgentCore::Gateway"] }
   ] }]`,
  },
};

export default coverage;
