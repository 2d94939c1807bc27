import { fail, passOnRecord } from '../../model/verdict.ts';
import { aggregateRule } from '../define.ts';

/** A token cut short is a fault of the log, not of the token (contract §6). */
export default aggregateRule({
  id: 'logging/truncated-token',
  title: 'A log cuts tokens short or masks them',
  class: 'evidence-missing',
  severity: 'medium',
  over: 'source',
  failsWhen: 'tokens in the source are cut short or masked',
  notEvaluableWhen: '-',
  why:
    'What is left of the token neither proves anything nor can be joined to a sample, and yet shows a part of a secret ' +
    'to every reader of the log.',
  fix:
    'Log the SHA-256 of the whole token (token_sha256) in place of its beginning, and raise the limit on the length of ' +
    'a field where it cuts tokens by accident.',
  spec: '-',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  uses: ['tokenTruncated'],
  begin: () => ({ invocations: 0, truncated: 0 }),
  add(counts, { tokenTruncated }, _record, times) {
    counts.invocations += times;
    if (tokenTruncated === true) counts.truncated += times;
  },
  verdict({ invocations, truncated }) {
    if (truncated === 0) return passOnRecord;
    return fail(
      'the SHA-256 of the token, or the whole of it',
      `${truncated} of ${invocations} invocations hold a token that is cut short or masked`,
    );
  },
});
