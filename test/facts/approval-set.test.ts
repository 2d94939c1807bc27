import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRule } from '../../src/evaluate/judge.ts';
import { type ApprovalSet, approvalSet } from '../../src/facts/approval-set.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { indexPolicy } from '../../src/facts/policy-index.ts';
import type { ApprovalRecord } from '../../src/facts/records.ts';
import { present } from '../../src/lib/present.ts';
import { NO_POLICY } from '../../src/model/policy.ts';
import { notEvaluable, type Verdict } from '../../src/model/verdict.ts';
import { ruleById } from '../../src/rules/index.ts';

const { identities } = indexPolicy({ ...NO_POLICY, identities: [{ id: 'a', also: ['b'] }] }, []);

const name = fc.constantFrom('a', 'b', 'c');
const stated = fc.option(name, { nil: undefined });
const time = fc.integer({ min: 0, max: 9 });
const approval = fc
  .record({
    approvedAt: time,
    expiresAt: fc.option(time, { nil: undefined }),
    approvedBy: stated,
    serverName: stated,
    toolName: stated,
    principalId: stated,
    argumentsSha256: stated,
    maxUses: fc.integer({ min: 0, max: 2 }),
  })
  .map((record) => present(record) as ApprovalRecord);

/** Numbered by their ids, in the order of their times. More than are looked at one by one. */
const approvals = fc
  .array(approval, { maxLength: 60 })
  .map((all) => all.sort((a, b) => a.approvedAt - b.approvedAt).map((each, place) => ({ ...each, approvalId: `${place}` })));

const isNamed = (own: string | undefined, names: readonly (string | undefined)[]): boolean =>
  names.some((each) => own === each || (own !== undefined && each !== undefined && identities.same(own, each)));

const isOpen = ({ approvedAt, expiresAt = 99 }: ApprovalRecord, at: number | undefined): boolean =>
  at === undefined || (approvedAt <= at && expiresAt >= at);

const endOf = ({ approvedAt, expiresAt = 99 }: ApprovalRecord, maxAge: number | null): number =>
  Math.min(expiresAt, approvedAt + (maxAge ?? 99));

const question = fc.record({
  at: fc.option(time, { nil: undefined }),
  server: stated,
  principal: stated,
  tool: stated,
  moment: time,
  maxAge: fc.option(time, { nil: null }),
});

describe('a set of approvals', () => {
  it('says what a look at each of them says', () => {
    fc.assert(
      fc.property(approvals, question, (all, { at, server, principal, tool, moment, maxAge }) => {
        const set = approvalSet(all, identities)
          .openAt(at)
          .those('server', undefined, server)
          .those('principal', principal, undefined)
          .those('tool', tool, 'c');
        const each = all.filter(
          (one) =>
            isOpen(one, at) &&
            (one.serverName === undefined || one.serverName === server) &&
            isNamed(one.principalId, [principal, undefined]) &&
            (one.toolName === tool || one.toolName === 'c'),
        );
        expect(set.size).toBe(each.length);
        expect(set.first).toEqual(each[0]);
        expect(set.anyEndsBefore(moment, maxAge)).toBe(each.some((one) => endOf(one, maxAge) < moment));
        expect(set.anyHoldsAt(moment, maxAge)).toBe(each.some((one) => endOf(one, maxAge) >= moment));
      }),
      { seed: 7, numRuns: 3_000 },
    );
  });

  it('takes few looks at many, once it was asked', () => {
    let looks = 0;
    const watched = (record: ApprovalRecord): ApprovalRecord =>
      new Proxy(record, {
        get: (target, member) => {
          looks++;
          return Reflect.get(target, member);
        },
      });
    const many = Array.from({ length: 20_000 }, (_, place) =>
      watched({ approvedAt: place, expiresAt: place + 10_000, argumentsSha256: `${place}`, approvedBy: `${place}`, maxUses: 1 }),
    );
    const all = approvalSet(many, identities);
    const ask = (at: number): number => {
      const open = all.openAt(at).those('tool', undefined, 't');
      const first = open.those('arguments', undefined, `${at - 1}`).first?.approvedAt ?? -1;
      return first + open.those('approver', 'a').size + open.size + Number(open.anyHoldsAt(at, 5));
    };
    expect(ask(100)).toBe(99 + 0 + 101 + 1);
    looks = 0;
    for (let at = 1; at <= 1_000; at++) ask(at);
    expect(looks).toBeLessThan(10_000);
  });
});

type Call = Readonly<Record<string, unknown>>;

const verdictOn = (id: string, set: ApprovalSet, call: Call): Verdict => {
  const rule = ruleById(id);
  if (!rule || 'begin' in rule) throw new Error(`no rule ${id} over invocations`);
  const given: Call = { ...call, approvals: set, approvalNamed: false, approvalDemanded: true, identities };
  const factOf = (fact: string): Fact<unknown> =>
    given[fact] === undefined
      ? { known: false, reasons: ['no-args-digest'] }
      : { known: true, value: given[fact], verified: true };
  return judgeRule(rule, factOf as Parameters<typeof judgeRule>[1], [], (_, error) => {
    throw error;
  });
};

/** What the rule says of each approval alone, where it says anything. */
const oneByOne = (id: string, all: readonly ApprovalRecord[], call: Call): readonly Verdict[] =>
  all.map((one) => verdictOn(id, approvalSet([one], identities), call)).filter(({ is }) => is !== 'not-applicable');

const agreed = (verdicts: readonly Verdict[]): Verdict => {
  const [first] = verdicts;
  if (first === undefined) return { is: 'not-applicable' };
  return verdicts.every(({ is }) => is === first.is) ? first : notEvaluable('no-approval-record');
};

const fittingOne = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.find(({ is }) => is === 'pass') ??
  verdicts.find(({ is }) => is === 'not-evaluable') ??
  (verdicts.length > 1 ? notEvaluable('no-approval-record') : (verdicts[0] ?? { is: 'not-applicable' }));

describe('a rule that is handed several approvals of which any may be meant', () => {
  const parties = fc.record({ presenter: name, loggedClient: name, clientId: name, actors: fc.constant([]) });
  const request = fc.record({ earliest: time, length: fc.oneof(fc.constant(0), time, fc.constant(Number.POSITIVE_INFINITY)) });
  const call = fc
    .record({
      toolName: stated,
      calledServer: stated,
      loggedPrincipal: stated,
      argumentsHash: stated,
      maxApprovalAge: fc.option(time, { nil: null }),
      request,
      parties,
    })
    .map(({ request: { earliest, length }, parties: names, ...rest }) => ({
      ...rest,
      ...names,
      requestTime: {
        earliest: earliest - (length === Number.POSITIVE_INFINITY ? length : 0),
        latest: earliest + (length > 9 ? 0 : length),
      },
    }));

  it.each([
    ['approval/stale', agreed],
    ['approval/self-issued', agreed],
    ['approval/mismatch', fittingOne],
  ])('%s says of all what follows from what it says of each', (id, combine) => {
    fc.assert(
      fc.property(fc.array(approval, { maxLength: 6 }), call, (some, asked) => {
        const all = some.sort((a, b) => a.approvedAt - b.approvedAt);
        expect(verdictOn(id, approvalSet(all, identities), asked)).toEqual(combine(oneByOne(id, all, asked)));
      }),
      { seed: 7, numRuns: 3_000 },
    );
  });
});
