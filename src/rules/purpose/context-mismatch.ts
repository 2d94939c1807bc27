import { describeValues } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

type Digests = Readonly<Record<string, string>>;

/** Members of the context whose argument of the same name has another value; an argument that is not there is not compared. */
const differing = (context: Digests, digests: Digests): readonly string[] =>
  Object.keys(context).filter((name) => Object.hasOwn(digests, name) && digests[name] !== context[name]);

/** OAuth transaction tokens: what `tctx` says of the transaction, and the digest of the arguments, hold for the call. */
export default invocationRule({
  id: 'purpose/context-mismatch',
  title: 'The call has other arguments than the token was given for',
  class: 'purpose-mismatch',
  severity: 'critical',
  over: 'invocation',
  failsWhen: 'a value in tctx of the token, or the argument digest it carries, is not that of the invocation',
  notEvaluableWhen: 'arguments and digest not logged',
  why:
    'The amount, the account or the object was changed on the way from the one who agreed to the tool that ran. The ' +
    'token says what was agreed to, and nobody looked.',
  fix:
    'Compare each member of tctx with the argument of the same name, and the digest in the token with that of the ' +
    'canonical arguments (RFC 8785), before the tool runs.',
  spec: 'OAuth transaction tokens',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: [],
  uses: ['transactionContext', 'tokenArgumentsHash', 'argumentDigests', 'argumentsHash'],
  evaluate(given) {
    const { transactionContext, tokenArgumentsHash } = given;
    const isHashed = typeof tokenArgumentsHash === 'string';
    if (isHashed && given.argumentsHash !== undefined && given.argumentsHash !== tokenArgumentsHash) {
      return fail(`arguments with the SHA-256 ${tokenArgumentsHash}`, `the arguments have ${given.argumentsHash}`);
    }
    const changed = transactionContext ? differing(transactionContext, given.argumentDigests ?? {}) : [];
    if (changed.length > 0) return fail('arguments as in tctx of the token', `other values of ${describeValues(changed)}`);
    if (transactionContext === undefined || tokenArgumentsHash === undefined)
      return missing('transactionContext', 'tokenArgumentsHash');
    const hasContext = Object.keys(transactionContext ?? {}).length > 0;
    if (!isHashed && !hasContext) return notApplicable;
    // The digest speaks for all arguments, so that with it those of the context need not be there one by one.
    return (isHashed ? given.argumentsHash : given.argumentDigests) === undefined ? notEvaluable('no-args-digest') : pass;
  },
});
