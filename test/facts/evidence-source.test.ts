import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceSource, type PartyNames } from '../../src/facts/evidence-source.ts';
import type { RevocationSet } from '../../src/facts/revocation-set.ts';
import { present } from '../../src/lib/present.ts';
import type { EvidenceStore } from '../../src/model/evidence.ts';
import type { SettledRevocation } from '../../src/model/settled.ts';

const time = fc.integer({ min: 0, max: 9 });
const issuer = fc.constantFrom(undefined, 'i', 'j');
const revocation = fc
  .record({ revokedAt: time, knownAt: time, tokenIssuer: issuer })
  .map((record) => present({ kind: 'revocation', ...record }) as SettledRevocation);
const list = fc.array(revocation, { maxLength: 30 }).map((all) => all.sort((a, b) => a.revokedAt - b.revokedAt));

interface Filed {
  readonly sessions: readonly SettledRevocation[];
  readonly subjects: readonly SettledRevocation[];
  readonly clients: readonly SettledRevocation[];
}

const storeOf = ({ sessions, subjects, clients }: Filed): EvidenceStore =>
  ({
    revocationsOfSession: () => sessions,
    revocationsOfSubject: () => subjects,
    revocationsOfClient: () => clients,
    revocationsOfToken: () => [subjects, clients],
  }) as unknown as EvidenceStore;

interface Told {
  readonly revokedAt: number;
  readonly knownAt: number;
  readonly what: string;
}

/** The list that the set stands for. */
const told = ({ sessions, subjects, clients }: Filed, asked: string | undefined): readonly Told[] => {
  const isAbout = ({ tokenIssuer }: SettledRevocation): boolean =>
    tokenIssuer === undefined || asked === undefined || tokenIssuer === asked;
  const named = (all: readonly SettledRevocation[], what: string): Told[] =>
    all.map(({ revokedAt, knownAt }) => ({ revokedAt, knownAt, what }));
  const all = [
    ...named(sessions, 'session s'),
    ...named(subjects.filter(isAbout), 'subject u'),
    ...named(clients.filter(isAbout), 'client c'),
  ];
  return all.sort((a, b) => a.revokedAt - b.revokedAt || (a.what === b.what ? 0 : a.what < b.what ? -1 : 1));
};

const filed = fc.record({ sessions: list, subjects: list, clients: list });
const party = (asked: string | undefined): PartyNames => ({ sessions: ['s'], subject: 'u', client: 'c', issuer: asked });
const isKnownBefore = (moment: number) => (known: number) => known < moment;

describe('revocations of whoever a token was for', () => {
  it('are, however they are asked for, what a look at each of them says', () => {
    fc.assert(
      fc.property(filed, issuer, time, time, (all, asked, from, moment) => {
        const set = evidenceSource(storeOf(all)).revocationsOfParty(party(asked));
        const each = told(all, asked);
        const since = each.filter(({ revokedAt }) => revokedAt >= from);
        const before = each.filter(({ revokedAt }) => revokedAt < from);
        const known = (some: readonly Told[]) => some.find(({ revokedAt, knownAt }) => Math.max(revokedAt, knownAt) < moment);
        const answers = (of: RevocationSet) => [of.first, of.firstKnown(isKnownBefore(moment))];
        expect(answers(set)).toEqual([each[0], known(each)]);
        expect(answers(set.since(from))).toEqual([since[0], known(since)]);
        expect(answers(set.before(from))).toEqual([before[0], known(before)]);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  it('are looked through once, however many tokens ask for them', () => {
    let looks = 0;
    const many = new Proxy(
      Array.from({ length: 5_000 }, (_, at): SettledRevocation => ({ kind: 'revocation', revokedAt: at, knownAt: 9_999 })),
      {
        get: (target, member) => {
          looks++;
          return Reflect.get(target, member);
        },
      },
    );
    const source = evidenceSource(storeOf({ sessions: [], subjects: many, clients: [] }));
    const ask = (index: number): void => {
      const older = source.revocationsOfParty(party(`https://${index}.example`)).since(index);
      expect(older.first?.revokedAt).toBe(index);
      expect(older.firstKnown(isKnownBefore(9_999))).toBeUndefined();
    };
    ask(0);
    looks = 0;
    for (let index = 1; index < 1_000; index++) ask(index);
    expect(looks).toBeLessThan(1_000);
  });
});
