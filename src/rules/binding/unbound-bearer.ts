import type { BindingMode } from '../../model/policy.ts';
import type { Confirmation } from '../../model/token.ts';
import { fail, notApplicable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

type Member = keyof Confirmation;

const MEMBERS: readonly Member[] = ['jkt', 'x5tS256'];
const NAMES: Readonly<Record<Member, string>> = { jkt: 'cnf.jkt', x5tS256: 'cnf.x5t#S256' };
const DEMANDED: Readonly<Record<Exclude<BindingMode, 'none'>, readonly Member[]>> = {
  dpop: ['jkt'],
  mtls: ['x5tS256'],
  any: MEMBERS,
};

/** RFC 9700 §2.2.1: where the server demands sender-constrained tokens, a bearer token is not enough. */
export default invocationRule({
  id: 'binding/unbound-bearer',
  title: 'The policy demands a sender-constrained token and this one is not',
  class: 'token-unbound',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'the policy demands a sender-constrained token for the server and the token has no cnf of the kind demanded (any: ' +
    'neither jkt nor x5t#S256)',
  notEvaluableWhen: 'cnf not known (opaque, hash only); binding mode not known',
  why:
    'A bearer token works for whoever holds it: a copy from a log, a prompt, a proxy or a memory dump is as good as ' +
    'the original.',
  fix:
    'Register the client for DPoP-bound or certificate-bound tokens at the issuer, and let the server refuse tokens ' +
    'without cnf.',
  spec: 'RFC 9700 §2.2.1',
  breaksBinding: true,
  matters: 'policy servers[].binding',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['bindingMode'],
  uses: ['confirmation'],
  evaluate({ bindingMode, confirmation }) {
    if (bindingMode === 'none') return notApplicable;
    if (confirmation === undefined) return missing('confirmation');
    const members = MEMBERS.filter((member) => confirmation?.[member] !== undefined);
    if (members.some((member) => DEMANDED[bindingMode].includes(member))) return pass;
    const expected = DEMANDED[bindingMode].map((member) => NAMES[member]).join(' or ');
    return fail(
      `a token with ${expected}`,
      members.length === 0 ? 'the token is not bound' : `the token has only ${members.map((member) => NAMES[member]).join(', ')}`,
    );
  },
});
