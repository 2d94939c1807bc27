import { describe, expect, it } from 'vitest';
import { levelOf } from '../../src/evaluate/ladder.ts';
import { approvalSet } from '../../src/facts/approval-set.ts';
import { indexPolicy } from '../../src/facts/policy-index.ts';
import type { ApprovalRecord } from '../../src/facts/records.ts';
import type { Subject } from '../../src/facts/subject.ts';
import { NO_POLICY } from '../../src/model/policy.ts';
import { fail, notApplicable, notEvaluable, pass, type Verdict } from '../../src/model/verdict.ts';

const RULES = [
  'token/malformed',
  'token/parser-differential',
  'token/wrong-kind',
  'token/expired',
  'token/no-expiry',
  'token/not-yet-valid',
  'signature/unsecured',
  'signature/alg-not-allowed',
  'signature/invalid',
  'issuer/untrusted',
  'audience/missing',
  'audience/mismatch',
  'scope/insufficient',
];

const DPOP = ['key', 'signature', 'malformed', 'type', 'alg', 'private-key', 'method', 'uri', 'time', 'token-hash'].map(
  (name) => `binding/dpop-${name}`,
);

const subject = (facts: Record<string, unknown> = {}): Subject =>
  ({
    invocation: { fields: { toolName: 'repo.write' } },
    fact: (name: string) => (name in facts ? { known: true, value: facts[name], verified: true } : { known: false, reasons: [] }),
  }) as unknown as Subject;

const level = (more: Record<string, Verdict>, facts?: Record<string, unknown>): string => {
  const verdicts: Record<string, Verdict> = { ...Object.fromEntries(RULES.map((id) => [id, pass])), ...more };
  return levelOf((id) => verdicts[id], subject(facts));
};

const proven = Object.fromEntries(DPOP.map((id) => [id, pass]));

describe('the binding ladder', () => {
  it.each([
    ['L0', 'the signature is not known', { 'signature/invalid': notEvaluable('no-key-snapshot') }],
    ['L0', 'the token had expired', { 'token/expired': fail('', '') }],
    ['L0', 'nothing says who issued it', { 'issuer/untrusted': notApplicable }],
    ['L1', 'it was meant for another server', { 'audience/mismatch': fail('', '') }],
    ['L1', 'the scopes of the tool are not known', { 'scope/insufficient': notEvaluable('no-tool-scope-map') }],
    ['L2', 'it is a bearer token', {}],
    ['L2', 'the proof is for another URL', { ...proven, 'binding/dpop-uri': fail('', '') }],
    ['L2', 'two proofs came', { ...proven, 'binding/dpop-multiple-proofs': fail('', '') }],
    ['L3', 'the proof holds', proven],
    ['L3', 'the log does not count the proofs', { ...proven, 'binding/dpop-multiple-proofs': notEvaluable('no-proof-sample') }],
    [
      'L3',
      'the certificate is the one it is bound to',
      { 'binding/certificate-mismatch': pass, 'binding/certificate-missing': pass },
    ],
    [
      'L2',
      'the certificate holds and the proof it needs too does not',
      { 'binding/certificate-mismatch': pass, 'binding/dpop-key': fail('', '') },
    ],
  ])('is %s where %s', (expected, _, verdicts) => {
    expect(level(verdicts as Record<string, Verdict>)).toBe(expected);
  });

  const setOf = (...approvals: ApprovalRecord[]) => approvalSet(approvals, indexPolicy(NO_POLICY, []).identities);
  const approval = { approvedAt: 0, maxUses: 1, toolName: 'repo.write', argumentsSha256: 'h' };

  it('is L4 where the token carries the digest of the arguments', () => {
    expect(level({ ...proven, 'purpose/context-mismatch': pass }, { tokenArgumentsHash: 'h', argumentsHash: 'h' })).toBe('L4');
  });

  it('is L4 where a single-use approval names the arguments', () => {
    expect(level({ ...proven, 'approval/reused': pass }, { approvals: setOf(approval), argumentsHash: 'h' })).toBe('L4');
  });

  it.each([
    ['is standing', { ...approval, maxUses: 0 }],
    ['names other arguments', { ...approval, argumentsSha256: 'other' }],
    ['is for another tool', { ...approval, toolName: 'repo.read' }],
  ])('is L3 where the approval %s', (_, other) => {
    expect(level({ ...proven, 'approval/reused': pass }, { approvals: setOf(other), argumentsHash: 'h' })).toBe('L3');
  });
});
