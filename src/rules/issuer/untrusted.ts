import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { fail, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9068 §4, RFC 8725 §3.8: iss is, byte for byte, an issuer that the server trusts. */
export default invocationRule({
  id: 'issuer/untrusted',
  title: 'The token comes from an issuer that the server does not trust',
  class: 'issuer-mismatch',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'iss is not, byte for byte, one of the issuers that the policy trusts for the server',
  notEvaluableWhen: 'no policy for the server; iss not known',
  why:
    'Another issuer, perhaps one that anybody may sign up with, decides who may call this tool. Names that differ by ' +
    'a slash or by a letter belong to others.',
  fix:
    'Compare iss as a string, without any normalisation, with the issuers configured for this server, before its keys ' +
    'are looked up; answer 401 otherwise.',
  spec: 'RFC 9068 §4; RFC 8725 §3.8',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['issuer', 'trustedIssuers'],
  evaluate({ issuer, trustedIssuers }) {
    // A policy that names no issuer demands nothing of them.
    if (trustedIssuers.length === 0) return notEvaluable('no-policy');
    if (issuer !== null && trustedIssuers.includes(issuer)) return pass;
    return fail(
      `one of ${describeValues(trustedIssuers)}`,
      issuer === null ? 'the token names no issuer' : `iss is ${describeValue(issuer)}`,
    );
  },
});
