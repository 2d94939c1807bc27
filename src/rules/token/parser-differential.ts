import { describeValues } from '../../lib/describe-values.ts';
import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 7515 §4, RFC 7519 §4, RFC 8725 §3.14: a token must mean the same to every parser. */
export default invocationRule({
  id: 'token/parser-differential',
  title: 'Parsers read this token differently',
  class: 'token-substituted',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'strict and lenient parsers read the token differently: duplicate member (after unescaping), non-canonical ' +
    'base64url bits, white space or padding, BOM, non-finite exp such as 1e999',
  notEvaluableWhen: 'no raw token',
  why:
    'Where a gateway and a server read different claims from one token, the one checks what the other does not use. ' +
    'An attacker who can shape a token picks which reading each of them gets, and lists of revoked or used tokens ' +
    'miss its other spellings.',
  fix:
    'Refuse duplicate members, padding, white space, a byte order mark and base64url that does not encode back to ' +
    'itself before the token reaches the JOSE library; identify tokens by issuer and jti.',
  spec: 'RFC 7515 §4; RFC 7519 §4; RFC 8725 §3.14',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['tokenForm'],
  evaluate({ tokenForm }) {
    if (tokenForm.differential.length === 0) return passOnRecord;
    return fail('one reading for every parser', describeValues(tokenForm.differential));
  },
});
