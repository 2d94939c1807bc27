import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 6750 §2.3, MCP authorization: access tokens do not go into the query of a URL. */
export default invocationRule({
  id: 'exposure/token-in-url',
  title: 'The URL of the request carried a token in its query',
  class: 'token-leaked',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'the URL carries a token in its query',
  notEvaluableWhen: 'URL not logged with its query',
  why:
    'URLs are written down everywhere: in access logs, proxies, histories and Referer headers. A token in a URL is a ' +
    'token in all of them.',
  fix:
    'Send the token in the Authorization header, let the server refuse those in the query, and take the query out of ' +
    'the logs that are there.',
  spec: 'RFC 6750 §2.3; MCP authorization',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  needs: ['urlQuery'],
  evaluate({ urlQuery }) {
    return urlQuery.token ? fail('a query without tokens', 'the query carried a token') : passOnRecord;
  },
});
