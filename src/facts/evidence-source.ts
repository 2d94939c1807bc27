import type { EvidenceKind, EvidenceStore, TokenNames } from '../model/evidence.ts';
import type { SettledRevocation } from '../model/settled.ts';
import type { ApprovalRecord, RevocationRecord } from './records.ts';

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
  approvalsNamed(approvalId: string): readonly ApprovalRecord[];
  /** All, oldest first. */
  approvals(): readonly ApprovalRecord[];
  revocationsOfToken(names: TokenNames): readonly RevocationRecord[];
  revocationsOfParty(names: PartyNames): readonly RevocationRecord[];
  /** When the token was first seen in a leak, epoch milliseconds; `Infinity` where no report of it says when. */
  leakedAt(names: TokenNames): number | undefined;
  /** Whether a hash is that of a token that was sampled or presented. */
  isTokenHash(sha256: string): boolean;
  /** Whether any such hash may have this mark (`markOf`). */
  mayBeTokenHash(mark: number): boolean;
}

const byTime = (a: RevocationRecord, b: RevocationRecord): number => a.revokedAt - b.revokedAt || (a.what < b.what ? -1 : 1);

const recordOf = ({ revokedAt, knownAt }: SettledRevocation, what: string): RevocationRecord => ({ revokedAt, knownAt, what });

/** A revocation that names an issuer as well is about that issuer's party only. */
const isAboutIssuer = ({ tokenIssuer }: SettledRevocation, issuer: string | undefined): boolean =>
  tokenIssuer === undefined || issuer === undefined || tokenIssuer === issuer;

const remembered = <T>(work: () => T): (() => T) => {
  const values: T[] = [];
  return () => {
    if (values.length === 0) values.push(work());
    return values[0] as T;
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
  return {
    has: (kind) => has[kind](),
    namesOf: (kind) => names[kind](),
    approvals: remembered(store.approvals),
    approvalsNamed: store.approvalsNamed,
    isTokenHash: store.isTokenHash,
    mayBeTokenHash: store.mayBeTokenHash,
    revocationsOfToken: (names) =>
      store
        .revocationsOfToken(names)
        .map((record) => recordOf(record, 'the token'))
        .sort(byTime),
    revocationsOfParty: ({ sessions, subject, client, issuer }) =>
      [
        ...sessions.flatMap((session) =>
          store.revocationsOfSession(session).map((record) => recordOf(record, `session ${session.slice(0, 12)}`)),
        ),
        ...(subject === undefined
          ? []
          : store.revocationsOfSubject(subject).filter((record) => isAboutIssuer(record, issuer))
        ).map((record) => recordOf(record, `subject ${subject}`)),
        ...(client === undefined ? [] : store.revocationsOfClient(client).filter((record) => isAboutIssuer(record, issuer))).map(
          (record) => recordOf(record, `client ${client}`),
        ),
      ].sort(byTime),
    leakedAt: (names) => {
      const seen = store.leaksOfToken(names).map(({ seenAt }) => seenAt ?? Number.POSITIVE_INFINITY);
      // No spread: a hostile log holds more leaks than a stack does.
      return seen.length === 0 ? undefined : seen.reduce((first, time) => Math.min(first, time));
    },
  };
};
