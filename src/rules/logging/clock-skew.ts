import { describeDuration } from '../../lib/describe-time.ts';
import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { aggregateRule } from '../define.ts';

/** Fewer say nothing about a clock (standards §0.6, contract catalogue). */
const FEWEST_PROOFS = 10;

/** RFC 9449 §11.1: a server whose clock is off accepts old proofs and expired tokens, or refuses fresh ones. */
export default aggregateRule({
  id: 'logging/clock-skew',
  title: 'The clock of a server is off',
  class: 'evidence-missing',
  severity: 'medium',
  over: 'server',
  failsWhen: 'the clock of a server is off by more than the skew, by the median of proof iat against request time',
  notEvaluableWhen: 'fewer than 10 proofs',
  why:
    'A clock that is behind accepts tokens and proofs after their end; one that is ahead refuses honest ones, and ' +
    'people widen the limits until nothing is refused. The times in its log mislead every audit.',
  fix:
    'Synchronise the clock of the server (NTP, or the clock of its host), and watch its offset; do not widen the ' +
    'acceptance window of proofs in its place.',
  spec: 'RFC 9449 §11.1',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  uses: ['serverClock'],
  begin: () => ({ proofs: 0, offset: 0 }),
  add(counts, { serverClock }) {
    counts.proofs = serverClock?.proofs ?? counts.proofs;
    counts.offset = serverClock?.offset ?? counts.offset;
  },
  // Each record of a server says the same.
  merge: Object.assign,
  verdict({ proofs, offset }) {
    if (proofs < FEWEST_PROOFS) return notEvaluable('clock-uncertainty');
    if (offset === 0) return passOnRecord;
    const direction = offset > 0 ? 'ahead of' : 'behind';
    return fail(
      'a clock that agrees with those of its clients within the clock skew',
      `it runs ${describeDuration(Math.abs(offset))} ${direction} those of its clients, by the median of ${proofs} proofs`,
    );
  },
});
