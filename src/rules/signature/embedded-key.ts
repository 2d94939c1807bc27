import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 7515 §4.1.2-6, RFC 8725 §3.10: a key that comes with a token proves nothing about who made it. */
export default invocationRule({
  id: 'signature/embedded-key',
  title: 'The token was verified with a key that it brought itself',
  class: 'issuer-mismatch',
  severity: 'critical',
  over: 'invocation',
  failsWhen:
    'the signature verifies with the key that the token itself carries (jwk, x5c) and with none of the keys of the ' +
    'issuer, where those are at hand. Nothing is ever fetched',
  notEvaluableWhen: 'no raw token',
  why:
    'Anybody can make a key pair, put the public half into the header and sign any claims with the other half. A ' +
    'server that uses the key in the header accepts all of them.',
  fix: 'Ignore jwk, jku, x5c and x5u of access tokens; take keys only from the configured key set of the issuer.',
  spec: 'RFC 7515 §4.1.2-6; RFC 8725 §3.10',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['signature', 'tokenHeader'],
  evaluate({ signature, tokenHeader }) {
    if (signature.status === 'valid') return passOnRecord;
    if (!signature.embedded) {
      const untried = tokenHeader.embeddedKey === true && signature.reason === 'signature-stripped';
      return untried ? notEvaluable('signature-stripped') : passOnRecord;
    }
    if (signature.coverage === 'no-keys') return notEvaluable('no-key-snapshot');
    return fail('a signature with a key of the issuer', 'only the key in the header of the token verifies it');
  },
});
