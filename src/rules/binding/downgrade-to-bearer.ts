import { fail, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9449 §7.2: a DPoP-bound token that comes as a bearer token is refused. */
export default invocationRule({
  id: 'binding/downgrade-to-bearer',
  title: 'A DPoP-bound token was accepted as a bearer token',
  class: 'token-unbound',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the token has cnf.jkt and was presented with the Bearer scheme',
  notEvaluableWhen: 'scheme or cnf not known',
  why:
    'The token is bound to a key so that a copy is worthless. A server that takes it as a bearer token throws that ' +
    'away: the thief just leaves the proof out.',
  fix:
    'Look at cnf of every token, whatever the scheme; where it holds jkt, require the DPoP scheme and a valid proof, ' +
    'and answer 401 otherwise.',
  spec: 'RFC 9449 §7.2',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['tokenPresented', 'boundToKey'],
  needs: ['confirmation', 'tokenScheme'],
  evaluate({ tokenScheme }) {
    if (tokenScheme === 'dpop') return pass;
    if (tokenScheme !== 'bearer' && tokenScheme !== 'mtls') return notEvaluable('binding-mode-unknown');
    return fail('the DPoP scheme with a proof, as cnf.jkt demands', `presented with the scheme ${tokenScheme}`);
  },
});
