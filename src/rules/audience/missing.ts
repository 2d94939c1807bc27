import { fail, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9068 §2.2, RFC 8725 §3.9: a token says whom it is meant for. */
export default invocationRule({
  id: 'audience/missing',
  title: 'The token names no audience',
  class: 'audience-mismatch',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'the token names no audience',
  notEvaluableWhen: 'claims not known',
  why:
    'A token for nobody in particular works everywhere. Each server that receives it can turn round and use it at all ' +
    'the others.',
  fix:
    'Let clients ask for a token with the `resource` parameter (RFC 8707), let the issuer set aud, and refuse tokens ' +
    'without it.',
  spec: 'RFC 9068 §2.2; RFC 8725 §3.9',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['audience'],
  evaluate({ audience }) {
    return audience === null || audience.length === 0 ? fail('an audience (aud)', 'the token has no aud') : pass;
  },
});
