import type { RequestTime, RevocationRecord } from '../../facts/records.ts';
import { describeDuration, describeTime } from '../../lib/describe-time.ts';
import type { Severity } from '../../model/severity.ts';
import { type Fail, fail, notEvaluable, type Verdict } from '../../model/verdict.ts';

/** In the order in which they decide: a fail that is certain, one within the window, what is not known, what holds. */
const rank = (verdict: Verdict): number => {
  if (verdict.is === 'fail') return verdict.severity === 'medium' ? 1 : 0;
  return verdict.is === 'not-evaluable' ? 2 : 3;
};

const describeUse = ({ what, revokedAt, knownAt }: RevocationRecord, { earliest }: RequestTime, severity?: Severity): Fail => {
  const since = `received at ${describeTime(earliest)}, ${describeDuration(earliest - revokedAt)} after ${what} was revoked`;
  const window = `, and before servers could know (${describeTime(knownAt)})`;
  const observed = severity === undefined ? since : `${since}${window}`;
  return fail(`no use after ${describeTime(revokedAt)}`, observed, severity);
};

/**
 * Whether a request came after what one record tells of. Between the revocation and the moment at which servers could know
 * of it, the exposure window, severity is medium. The grace of the policy moves both ends.
 */
const judge = (record: RevocationRecord, request: RequestTime, grace: number, held: Verdict): Verdict => {
  const begin = record.revokedAt + grace;
  const end = Math.max(record.revokedAt, record.knownAt) + grace;
  if (request.latest <= begin) return held;
  if (request.earliest <= begin) return notEvaluable('no-request-time');
  return describeUse(record, request, request.earliest > end ? undefined : 'medium');
};

/** The gravest answer over all records; `held` where none was over before the request. */
export const judgeUse = (records: readonly RevocationRecord[], request: RequestTime, grace: number, held: Verdict): Verdict => {
  const verdicts = records.map((record) => judge(record, request, grace, held));
  return verdicts.reduce((worst, verdict) => (rank(verdict) < rank(worst) ? verdict : worst), held);
};
