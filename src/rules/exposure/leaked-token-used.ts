import { describeDuration, describeTime } from '../../lib/describe-time.ts';
import { fail, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9700 §4.9: a token that has leaked is nobody's any more. */
export default invocationRule({
  id: 'exposure/leaked-token-used',
  title: 'A token that is known to have leaked was used',
  class: 'token-leaked',
  severity: 'critical',
  over: 'invocation',
  failsWhen:
    'the token, by hash or (iss, jti), is in a leak record and was executed after the leak was seen; before it, severity ' +
    'medium. Never baselined',
  notEvaluableWhen: 'no leak records on file',
  why:
    'The token lay open to whoever found it, and it worked. From the log nobody can tell the owner from the finder, ' +
    'so that every such call has to be taken for a stranger’s.',
  fix:
    'Revoke the token and everything issued with it, look through what was done with it since it was issued, and bind ' +
    'tokens to a key (DPoP, RFC 9449; mutual TLS, RFC 8705), so that a copy alone opens nothing.',
  spec: 'RFC 9700 §4.9',
  breaksBinding: true,
  matters: 'never',
  baselineable: false,

  when: ['tokenPresented'],
  needs: ['leakedAt'],
  uses: ['requestTime', 'leakedByProof'],
  evaluate({ leakedAt, requestTime, leakedByProof }) {
    if (leakedAt === null) return passOnRecord;
    const expected = 'no use of a token that has leaked';
    const named = leakedByProof ? ' (by the hash in the proof, ath)' : '';
    if (leakedAt === Number.POSITIVE_INFINITY)
      return fail(expected, `it is in a report of leaks that does not say since when${named}`, 'medium');
    const seen = `the leak was seen at ${describeTime(leakedAt)}${named}`;
    if (requestTime === undefined) return fail(expected, `${seen}; when it was used is not known`, 'medium');
    const { earliest, latest } = requestTime;
    if (earliest >= leakedAt) {
      return fail(expected, `${seen}; used at ${describeTime(earliest)}, ${describeDuration(earliest - leakedAt)} later`);
    }
    const before = `used at ${describeTime(latest)}, ${describeDuration(leakedAt - latest)} earlier`;
    return fail(expected, `${seen}; ${latest < leakedAt ? before : `used by ${describeTime(latest)}`}`, 'medium');
  },
});
