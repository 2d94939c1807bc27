import { divide } from '../lib/divide.ts';
import type { EvidenceKind, EvidenceStore, TokenNames } from '../model/evidence.ts';
import type { SettledApproval, SettledLeak, SettledRevocation } from '../model/settled.ts';
import { type ApprovalSet, approvalSet } from './approval-set.ts';
import type { IdentityComparison } from './records.ts';
import { RevocationLine, type RevocationPart, type RevocationSet, revocationSet, wholeLine } from './revocation-set.ts';

/** Who a token was for. Sessions are digests. */
export interface PartyNames {
  readonly sessions: readonly string[];
  readonly subject: string | undefined;
  readonly client: string | undefined;
  readonly issuer: string | undefined;
}

/** The evidence on file: approvals, revocations, leaks. */
export interface EvidenceSource {
  /** Whether any record of the kind was handed in at all. */
  has(kind: EvidenceKind): boolean;
  /** Whether records of the kind name tokens by hash, and by issuer and id. */
  namesOf(kind: 'revocation' | 'leak'): { readonly hashes: boolean; readonly ids: boolean };
  approvalsNamed(approvalId: string, identities: IdentityComparison): ApprovalSet;
  /** All. */
  approvals(identities: IdentityComparison): ApprovalSet;
  revocationsOfToken(names: TokenNames): RevocationSet;
  revocationsOfParty(names: PartyNames): RevocationSet;
  /** When the token was first seen in a leak, epoch milliseconds; `Infinity` where no report of it says when. */
  leakedAt(names: TokenNames): number | undefined;
  /** Whether a hash is that of a token that was sampled or presented. */
  isTokenHash(sha256: string): boolean;
  /** Whether any such hash may have this mark (`markOf`). */
  mayBeTokenHash(mark: number): boolean;
}

/** The revocations of one name, and those of them that are about the tokens of one issuer, or of any. */
interface Lines {
  readonly all: RevocationLine;
  readonly byIssuer: ReadonlyMap<string | undefined, RevocationLine>;
}

const linesOf = (revocations: readonly SettledRevocation[]): Lines => {
  const timed = revocations.map(({ revokedAt, knownAt }, place) => ({ revokedAt, knownAt, place }));
  const byIssuer = divide(timed, ({ place }) => revocations[place]?.tokenIssuer);
  return {
    all: new RevocationLine(timed),
    byIssuer: new Map([...byIssuer].map(([issuer, own]) => [issuer, new RevocationLine(own)] as const)),
  };
};

/** A revocation that names an issuer as well is about that issuer's party only. */
const partsAbout = ({ all, byIssuer }: Lines, issuer: string | undefined, what: string, list: number): RevocationPart[] => {
  const lines = issuer === undefined ? [all] : [byIssuer.get(undefined), byIssuer.get(issuer)];
  return lines.filter((line) => line !== undefined).map((line) => wholeLine(line, what, list));
};

/** No spread: a hostile log holds more leaks than a stack does. */
const firstSeen = (leaks: readonly SettledLeak[]): number =>
  leaks.reduce((first, { seenAt }) => Math.min(first, seenAt ?? Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY);

const remembered = <T>(work: () => T): (() => T) => {
  const values: T[] = [];
  return () => {
    if (values.length === 0) values.push(work());
    return values[0] as T;
  };
};

/** What is made of a list, for as long as the store keeps it: the longer ones it keeps. */
const madeOnce = <L extends object, T>(make: (list: L) => T): ((list: L) => T) => {
  const made = new WeakMap<L, T>();
  return (list) => {
    const before = made.get(list);
    if (before !== undefined) return before;
    const now = make(list);
    made.set(list, now);
    return now;
  };
};

/** Reads revocations in the terms of the facts. */
const revocationReader = (store: EvidenceStore): Pick<EvidenceSource, 'revocationsOfToken' | 'revocationsOfParty'> => {
  const lines = madeOnce(linesOf);
  return {
    revocationsOfToken: (names) =>
      revocationSet(store.revocationsOfToken(names).map((found, list) => wholeLine(lines(found).all, 'the token', list))),
    revocationsOfParty: ({ sessions, subject, client, issuer }) => {
      const ofSessions = sessions.map((session, list) =>
        wholeLine(lines(store.revocationsOfSession(session)).all, `session ${session.slice(0, 12)}`, list),
      );
      const ofSubject =
        subject === undefined
          ? []
          : partsAbout(lines(store.revocationsOfSubject(subject)), issuer, `subject ${subject}`, sessions.length);
      const ofClient =
        client === undefined
          ? []
          : partsAbout(lines(store.revocationsOfClient(client)), issuer, `client ${client}`, sessions.length + 1);
      return revocationSet([...ofSessions, ...ofSubject, ...ofClient]);
    },
  };
};

/** Reads approvals in the terms of the facts. */
const approvalReader = (store: EvidenceStore): Pick<EvidenceSource, 'approvals' | 'approvalsNamed'> => {
  const comparedBy = madeOnce((identities: IdentityComparison) => ({
    all: remembered(() => approvalSet(store.approvals(), identities)),
    named: madeOnce((named: readonly SettledApproval[]) => approvalSet(named, identities)),
  }));
  return {
    approvals: (identities) => comparedBy(identities).all(),
    approvalsNamed: (id, identities) => comparedBy(identities).named(store.approvalsNamed(id)),
  };
};

/** Reads evidence from a store, in the terms of the facts. What was handed in is asked for once. */
export const evidenceSource = (store: EvidenceStore): EvidenceSource => {
  const has = {
    approval: remembered(() => store.has('approval')),
    revocation: remembered(() => store.has('revocation')),
    leak: remembered(() => store.has('leak')),
  };
  const names = {
    revocation: remembered(() => store.namesOf('revocation')),
    leak: remembered(() => store.namesOf('leak')),
  };
  const seen = madeOnce(firstSeen);
  return {
    has: (kind) => has[kind](),
    namesOf: (kind) => names[kind](),
    ...approvalReader(store),
    ...revocationReader(store),
    isTokenHash: store.isTokenHash,
    mayBeTokenHash: store.mayBeTokenHash,
    leakedAt: (names) => {
      const leaks = store.leaksOfToken(names).filter(({ length }) => length > 0);
      return leaks.length === 0 ? undefined : Math.min(...leaks.map(seen));
    },
  };
};
