import type { Profile } from '../../model/policy.ts';
import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

const SUBJECT_OF_ISSUER = ['iss', 'sub'];

/** What each issuer documents for all of its access tokens; RFC 7519 alone requires nothing, and rules need the issuer. */
const REQUIRED: Readonly<Record<Profile, readonly string[]>> = {
  rfc9068: ['iss', 'sub', 'client_id', 'iat', 'jti'],
  jwt: ['iss'],
  entra: SUBJECT_OF_ISSUER,
  okta: SUBJECT_OF_ISSUER,
  auth0: SUBJECT_OF_ISSUER,
  cognito: SUBJECT_OF_ISSUER,
  k8s: SUBJECT_OF_ISSUER,
  'github-actions': SUBJECT_OF_ISSUER,
};

/** RFC 9068 §2.2: the claims that every access token of the profile carries. exp and aud have rules of their own. */
export default invocationRule({
  id: 'token/missing-claims',
  title: 'The token lacks claims that its profile requires',
  class: 'token-unbound',
  severity: 'medium',
  over: 'invocation',
  failsWhen:
    'a claim that the profile of the issuer requires is absent (rfc9068: iss, exp, aud, sub, client_id, iat, jti). ' +
    'Absence of exp and aud has rules of its own and is not repeated here',
  notEvaluableWhen: 'claims not known',
  why:
    'Without sub, client_id or jti a call can be attributed to nobody, and a token can be neither told from another ' +
    'nor revoked by its id. It may also not be an access token at all.',
  fix:
    'Let the issuer emit the claims of its profile, and refuse tokens without them at the server; if the issuer ' +
    'follows another profile, name it under `issuers[].profile`.',
  spec: 'RFC 9068 §2.2',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['claimNames', 'issuerProfile'],
  evaluate({ claimNames, issuerProfile }) {
    const required = REQUIRED[issuerProfile ?? 'jwt'];
    const absent = required.filter((name) => !claimNames.includes(name));
    return absent.length === 0 ? pass : fail(`the claims ${required.join(', ')}`, `the token has no ${absent.join(', ')}`);
  },
});
