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
      'the name of the subject is all that is logged of a token; claims and the proof are added in the configuration of the gateway',
    configuration: `frontendPolicies:
  accessLog:
    add:
      token.iss: jwt.iss
      token.jti: jwt.jti
      token.aud: toJson(jwt.aud)
      token.scope: jwt.scope
      token.client_id: jwt.azp
      token.iat: jwt.iat
      token.exp: jwt.exp
      token.act: toJson(jwt.act)
      token.cnf: toJson(jwt.cnf)
      dpop: request.headers["dpop"]`,
  },
};

export default coverage;
