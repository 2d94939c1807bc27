import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** A tool is told what to do, and never handed the credential to do it with. */
export default invocationRule({
  id: 'exposure/token-in-arguments',
  title: 'An argument of the tool held a token',
  class: 'token-leaked',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'an argument of the tool holds a token that is known by its hash, or a JWS of a configured issuer that had not ' + 'expired',
  notEvaluableWhen: 'arguments not logged',
  why:
    'What is among the arguments passes through the model, its history and every log on the way. The tool, and ' +
    'whoever reads those, can act as the owner of the token.',
  fix:
    'Let the server obtain a token of its own for what lies behind it (token exchange, RFC 8693), refuse arguments ' +
    'that hold tokens, and revoke this one.',
  spec: '-',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  needs: ['tokensInArguments'],
  evaluate({ tokensInArguments }) {
    const { length } = tokensInArguments;
    if (length === 0) return passOnRecord;
    return fail('arguments without tokens', length === 1 ? 'the arguments hold a token' : `the arguments hold ${length} tokens`);
  },
});
