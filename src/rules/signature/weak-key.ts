import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

const LEAST_BITS = 2048;

/** RFC 7518 §3.3: RSA keys have 2048 bits or more. */
export default invocationRule({
  id: 'signature/weak-key',
  title: 'The issuer signs with an RSA key that is too short',
  class: 'weak-algorithm',
  severity: 'medium',
  over: 'invocation',
  failsWhen: 'the verifying key is RSA below 2048 bits',
  notEvaluableWhen: 'no key snapshot',
  why: 'Short RSA keys can be factored. Whoever does so signs tokens as the issuer, and nothing in them tells.',
  fix: 'Replace the key at the issuer by ES256, EdDSA or RSA with 2048 bits or more, and take the old one out of its key set.',
  spec: 'RFC 7518 §3.3',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented', 'formJudged'],
  needs: ['signature'],
  evaluate({ signature }) {
    if (signature.status === 'invalid') return notApplicable;
    if (signature.status === 'not-evaluable') return notEvaluable(signature.reason ?? 'no-key-snapshot');
    const { bits, kid, thumbprint } = signature.key ?? {};
    if (bits === undefined || bits >= LEAST_BITS) return passOnRecord;
    return fail(
      `an RSA key of at least ${LEAST_BITS} bits`,
      `the key ${describeValue(kid ?? thumbprint ?? '')} has ${bits} bits`,
    );
  },
});
