import { fail, notApplicable, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** MCP authorization: every request carries its access token; a session is no credential. */
export default invocationRule({
  id: 'session/token-absent',
  title: 'A call was executed without an access token',
  class: 'token-unbound',
  severity: 'critical',
  over: 'invocation',
  failsWhen:
    'the call was executed, the log states that no token was presented, and the policy does not say that the server ' +
    'or tool takes none',
  notEvaluableWhen: 'the log does not record credentials',
  why:
    'A session id, a network address or nothing at all was enough. Whoever learns the id, or reaches the port, calls ' +
    'the tool as if he were somebody.',
  fix:
    'Demand and validate an access token on each request, also within an established session; if the server is meant ' +
    'to be open, say `token: none` for it in the policy.',
  spec: 'MCP authorization: every request',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  needs: [],
  uses: ['tokenPresented', 'tokenDemand', 'tokenScheme', 'tokenCount', 'tokenHash', 'statedToken'],
  evaluate({ tokenPresented, tokenDemand, tokenScheme, tokenCount, tokenHash, statedToken }) {
    if (tokenPresented === false) {
      const demanded = tokenDemand !== 'none' && tokenDemand !== 'optional';
      return demanded ? fail('an access token with each request', 'the log states that none was presented') : notApplicable;
    }
    const came = tokenScheme !== undefined || tokenHash !== undefined || statedToken !== undefined || (tokenCount ?? 0) > 0;
    return came ? passOnRecord : notEvaluable('no-token-sample');
  },
});
