import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RevocationRecord } from '../../src/facts/records.ts';
import { RevocationLine, revocationSet, wholeLine } from '../../src/facts/revocation-set.ts';
import { pass, type Verdict } from '../../src/model/verdict.ts';
import { judgeUse } from '../../src/rules/revocation/family.ts';

const time = fc.integer({ min: 0, max: 9 });
const records = fc.array(fc.record({ revokedAt: time, knownAt: time, what: fc.constantFrom('the token', 'client c') }), {
  maxLength: 8,
});
const request = fc
  .record({ latest: time, length: fc.constantFrom(0, 2, Number.POSITIVE_INFINITY) })
  .map(({ latest, length }) => ({ earliest: latest - length, latest }));

const setOf = (all: readonly RevocationRecord[]) =>
  revocationSet(all.map((record, list) => wholeLine(new RevocationLine([{ ...record, place: 0 }]), record.what, list)));

const gravity = (verdict: Verdict): number => {
  if (verdict.is === 'fail') return verdict.severity === 'medium' ? 1 : 0;
  return verdict.is === 'not-evaluable' ? 2 : 3;
};

const compare = (a: RevocationRecord, b: RevocationRecord): number =>
  a.revokedAt - b.revokedAt || (a.what === b.what ? 0 : a.what < b.what ? -1 : 1);

it('the use of a token is judged by the gravest of what each revocation says, the oldest first', () => {
  fc.assert(
    fc.property(records, request, fc.constantFrom(0, 1), (all, asked, grace) => {
      const verdicts = [...all].sort(compare).map((record) => judgeUse(setOf([record]), asked, grace, pass));
      const gravest = verdicts.reduce((worst, verdict) => (gravity(verdict) < gravity(worst) ? verdict : worst), pass as Verdict);
      expect(judgeUse(setOf(all), asked, grace, pass)).toEqual(gravest);
    }),
    { seed: 7, numRuns: 2_000 },
  );
});
