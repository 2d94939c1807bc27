import { fail, passOnRecord } from '../../model/verdict.ts';
import { aggregateRule } from '../define.ts';
import { isMajority } from './family.ts';

/** A log that says "verified" and shows nothing asks to be believed; an audit replays. */
export default aggregateRule({
  id: 'logging/asserted-only',
  title: 'A log says that tokens were verified and gives nothing to replay',
  class: 'evidence-missing',
  severity: 'medium',
  over: 'source',
  failsWhen: 'a source says that tokens were verified and gives nothing to replay',
  notEvaluableWhen: '-',
  why:
    'The component that may have failed is the only witness. A server that skips a check writes the same line as one ' +
    'that makes it.',
  fix:
    'Log beside token_verified what the verdict was about: token_sha256, the claims read (token_issuer, token_jti, ' +
    'token_audience, token_scopes, token_expires_at), and the proof or certificate that came.',
  spec: '-',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  uses: ['tokenIdentified', 'tokenPresented', 'assertedVerified', 'tokenTruncated'],
  begin: () => ({ withToken: 0, asserted: 0 }),
  add(counts, { tokenIdentified, tokenPresented, assertedVerified, tokenTruncated }, _record, times) {
    if (tokenPresented === false) return;
    counts.withToken += times;
    if (assertedVerified === true && tokenIdentified === false && tokenTruncated !== true) counts.asserted += times;
  },
  verdict({ withToken, asserted }) {
    if (!isMajority(asserted, withToken)) return passOnRecord;
    return fail(
      'the hash or the claims of each token that is called verified',
      `${asserted} of the ${withToken} invocations that may have had a token say that it was verified and nothing else about it`,
    );
  },
});
