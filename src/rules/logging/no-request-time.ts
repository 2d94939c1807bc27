import { fail, passOnRecord } from '../../model/verdict.ts';
import { aggregateRule } from '../define.ts';

/** Standards §0.6: expiry, proofs and approvals are judged at the time the server received the request. */
export default aggregateRule({
  id: 'logging/no-request-time',
  title: 'A log does not say when the server received the requests',
  class: 'evidence-missing',
  severity: 'medium',
  over: 'source',
  failsWhen: 'records carry no request time, or one without a zone',
  notEvaluableWhen: '-',
  why:
    'Whether a token had expired, a proof was fresh or a revocation came first depends on that moment. The time of ' +
    'writing is later by an unknown delay, and a time without a zone may be off by half a day.',
  fix:
    'Log the time at which the server received the request as event_time, in RFC 3339 with its zone ' +
    '(2026-03-01T10:00:00.000Z), beside the time of writing.',
  spec: '-',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  uses: ['requestTimed'],
  begin: () => ({ records: 0, untimed: 0, zoneless: 0 }),
  add(counts, { requestTimed }, { fields }, times) {
    counts.records += times;
    if (requestTimed !== false) return;
    counts.untimed += times;
    if (fields.eventTimeWithoutZone) counts.zoneless += times;
  },
  verdict({ records, untimed, zoneless }) {
    if (untimed === 0) return passOnRecord;
    return fail(
      'the time of the request with its zone (event_time) in each record',
      `${untimed - zoneless} of ${records} records without a request time, ${zoneless} with one that has no zone`,
    );
  },
});
