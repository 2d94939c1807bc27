import type { RequestTime, RevocationRecord } from '../../facts/records.ts';
import type { RevocationSet } from '../../facts/revocation-set.ts';
import { describeDuration, describeTime } from '../../lib/describe-time.ts';
import type { Severity } from '../../model/severity.ts';
import { type Fail, fail, notEvaluable, type Verdict } from '../../model/verdict.ts';

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

/**
 * The gravest answer over all: a fail that is certain, else the oldest decides, since what it does not refute no later one does;
 * `held` where none was over before the request.
 */
export const judgeUse = (revocations: RevocationSet, request: RequestTime, grace: number, held: Verdict): Verdict => {
  const gravest = revocations.firstKnown((known) => known + grace < request.earliest) ?? revocations.first;
  return gravest ? judge(gravest, request, grace, held) : held;
};
