import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** RFC 6750 §2, RFC 9449 §7.2: a request carries one access token, by one method. */
export default invocationRule({
  id: 'token/presented-twice',
  title: 'More than one access token came with the request',
  class: 'token-unbound',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'more than one access token came with the request: two Authorization headers, or a header and a query or form ' + 'parameter',
  notEvaluableWhen: 'the log records one credential only and no count',
  why:
    'One component checks the first token and another uses the second, so that an attacker adds a stolen or weaker ' +
    'token to a request that passes the checks with his own.',
  fix:
    'Answer 400 to requests with two Authorization headers, or with a token in the query or form beside the header; ' +
    'switch off token parameters in the URL altogether.',
  spec: 'RFC 6750 §2; RFC 9449 §7.2',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: [],
  uses: ['tokenCount', 'tokenInUrl', 'tokenScheme'],
  evaluate({ tokenCount, tokenInUrl, tokenScheme }) {
    const expected = 'one access token with the request';
    if (tokenCount !== undefined && tokenCount > 1) return fail(expected, `${tokenCount} credentials came with it`);
    const inHeader = tokenScheme !== undefined && tokenScheme !== 'none';
    if (tokenInUrl && inHeader) return fail(expected, `one in the Authorization header (${tokenScheme}) and one in the URL`);
    return tokenCount === undefined ? missing('tokenCount') : passOnRecord;
  },
});
