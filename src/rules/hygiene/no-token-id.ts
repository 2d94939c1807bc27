import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { aggregateRule } from '../define.ts';

/** RFC 9068 §2.2: an access token carries a `jti`; Entra calls it `uti`. */
export default aggregateRule({
  id: 'hygiene/no-token-id',
  title: 'Tokens of an issuer carry no id',
  class: 'token-long-lived',
  severity: 'low',
  over: 'issuer',
  failsWhen: 'tokens of an issuer carry no jti (or uti), so replay can only be keyed on a hash',
  notEvaluableWhen: 'claims not known',
  why:
    'Without an id a token can be known only by its hash: the log of the issuer, a revocation and the log of a server ' +
    'cannot be joined unless all of them kept the very same bytes.',
  fix: 'Let the issuer put a unique jti into each access token, and log it (token_jti) beside the hash.',
  spec: 'RFC 9068 §2.2',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  uses: ['tokenId', 'claimNames'],
  begin: () => ({ known: 0, nameless: 0 }),
  add(counts, { tokenId, claimNames }, _record, times) {
    if (tokenId === undefined) return;
    counts.known += times;
    const carriesOne = claimNames?.some((name) => name === 'jti' || name === 'uti') ?? false;
    if (tokenId === null && !carriesOne) counts.nameless += times;
  },
  verdict({ known, nameless }) {
    if (known === 0) return notEvaluable('no-token-sample');
    if (nameless * 2 <= known) return passOnRecord;
    return fail('a jti (or uti) in each token', `${nameless} of ${known} invocations came with a token that has neither`);
  },
});
