import { describeValues } from '../../lib/describe-values.ts';
import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 7515 §5.2, §7.1; RFC 7519 §7.2; RFC 7797 §7: a string that is no well-formed compact JWS is no token. */
export default invocationRule({
  id: 'token/malformed',
  title: 'The token presented is not a well-formed JWT',
  class: 'token-unbound',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'the presented token is not a well-formed compact JWS: wrong segment count, illegal characters, base64url that ' +
    'does not decode, header or payload not a UTF-8 JSON object, JSON serialization, unknown or malformed crit, ' +
    'b64:false, a claim of the wrong type (iss, sub, jti, client_id no string; aud neither string nor strings; cnf, ' +
    'act no object; a date no number). The evidence carries the exact code',
  notEvaluableWhen:
    'no raw token in log or samples; opaque token; encrypted token (five segments with enc); over 64 KiB or nested ' +
    'deeper than 32 (limit-exceeded)',
  why:
    'A server that executes a call on such a token has not validated it, or reads it with a parser that repairs ' +
    'input. Whatever that parser makes of it was not what an issuer signed.',
  fix:
    'Hand the raw value of the Authorization header to a JOSE library that refuses anything but a compact JWS with an ' +
    'object as payload, and answer 401 when it throws.',
  spec: 'RFC 7515 §5.2, §7.1; RFC 7519 §7.2; RFC 7797',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['tokenForm'],
  evaluate({ tokenForm }) {
    if (tokenForm.codes.length === 0) return passOnRecord;
    return fail('a well-formed compact JWS with claims of the right types', describeValues(tokenForm.codes));
  },
});
