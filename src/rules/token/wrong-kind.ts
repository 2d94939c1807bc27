import { describeValue } from '../../lib/describe-values.ts';
import { foldMediaType } from '../../lib/media-type.ts';
import type { TokenScheme } from '../../model/invocation.ts';
import type { Profile } from '../../model/policy.ts';
import { fail, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** Registered types of objects that are never access tokens, folded. */
const OTHER_KINDS: ReadonlySet<string> = new Set([
  'client-authentication+jwt',
  'dpop+jwt',
  'entity-statement+jwt',
  'kb+jwt',
  'logout+jwt',
  'oauth-authz-req+jwt',
  'oauth-client-attestation+jwt',
  'oauth-client-attestation-pop+jwt',
  'oauth-id-jag+jwt',
  'openid4vci-proof+jwt',
  'pra+jwt',
  'secevent+jwt',
  'statuslist+jwt',
  'token-introspection+jwt',
  'wit+jwt',
  'wpt+jwt',
]);

/** A transaction token travels in a header of its own; in these schemes it stands in for an access token. */
const SCHEMES_OF_ACCESS_TOKENS: ReadonlySet<TokenScheme> = new Set<TokenScheme>(['bearer', 'dpop', 'mtls']);

const EXPECTED = 'an access token';

/** OIDC Core §2 and §3.1.3.6. Entra puts a nonce into access tokens too. */
const marksOfIdToken = (names: readonly string[], profile: Profile | null | undefined): readonly string[] =>
  ['nonce', 'at_hash', 'c_hash'].filter((name) => names.includes(name) && !(name === 'nonce' && profile === 'entra'));

/** RFC 9068 §4 and §5, RFC 8725 §3.11-12: other signed objects of an issuer are not access tokens. */
export default invocationRule({
  id: 'token/wrong-kind',
  title: 'Another kind of token was taken for an access token',
  class: 'token-substituted',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'typ names another kind of object (dpop+jwt, logout+jwt, secevent+jwt, wit+jwt, txntoken+jwt as bearer, ' +
    'oauth-id-jag+jwt, ...) or the token has the marks of an ID token (nonce, at_hash, c_hash) yet was presented as ' +
    'access token',
  notEvaluableWhen: 'no raw token and no logged type',
  why:
    'An issuer signs many objects with the same keys: ID tokens, logout tokens, security events, proofs. Whoever gets ' +
    'hold of one that was never meant to open anything uses it as a key.',
  fix:
    'Accept only typ at+jwt, or what the issuer is documented to set for access tokens, and refuse tokens with nonce, ' +
    'at_hash or c_hash. Ask the issuer to emit RFC 9068 tokens.',
  spec: 'RFC 9068 §4, §5; RFC 8725 §3.11-12',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['tokenHeader'],
  uses: ['claimNames', 'issuerProfile', 'tokenScheme'],
  evaluate({ tokenHeader, claimNames, issuerProfile, tokenScheme }) {
    const typ = tokenHeader.typ === undefined ? undefined : foldMediaType(tokenHeader.typ);
    if (typ === 'at+jwt') return claimNames ? pass : missing('claimNames');
    if (typ !== undefined && OTHER_KINDS.has(typ)) return fail(EXPECTED, `typ is ${typ}`);
    if (typ === 'txntoken+jwt') {
      if (tokenScheme === undefined) return missing('tokenScheme');
      if (SCHEMES_OF_ACCESS_TOKENS.has(tokenScheme)) return fail(EXPECTED, `typ is ${typ}, presented as ${tokenScheme}`);
    } else if (typ !== undefined && issuerProfile === 'rfc9068') {
      return fail('typ at+jwt, as the profile of the issuer demands', `typ is ${describeValue(typ)}`);
    }
    if (!claimNames) return missing('claimNames');
    const marks = marksOfIdToken(claimNames, issuerProfile);
    return marks.length === 0 ? pass : fail(EXPECTED, `the marks of an ID token: ${marks.join(', ')}`);
  },
});
