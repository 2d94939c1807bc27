import type { SettledApproval, SettledLeak, SettledRevocation } from './settled.ts';

export type EvidenceKind = 'approval' | 'revocation' | 'leak';

/** What names a token in evidence. Hashes are base64url. */
export interface TokenNames {
  readonly sha256: string | undefined;
  readonly issuer: string | undefined;
  readonly jti: string | undefined;
}

/**
 * The evidence of a database besides invocations and introspection, oldest first. Long lists are read once and the same list from
 * then on: as many records may ask for them as there are.
 */
export interface EvidenceStore {
  has(kind: EvidenceKind): boolean;
  /** Whether records of the kind name tokens by hash, and by issuer and id. */
  namesOf(kind: EvidenceKind): { readonly hashes: boolean; readonly ids: boolean };
  approvals(): readonly SettledApproval[];
  approvalsNamed(approvalId: string): readonly SettledApproval[];
  /** By hash, and by issuer and id. */
  revocationsOfToken(names: TokenNames): readonly (readonly SettledRevocation[])[];
  revocationsOfSession(session: string): readonly SettledRevocation[];
  revocationsOfSubject(subject: string): readonly SettledRevocation[];
  revocationsOfClient(client: string): readonly SettledRevocation[];
  /** By hash, and by issuer and id. */
  leaksOfToken(names: TokenNames): readonly (readonly SettledLeak[])[];
  isTokenHash(sha256: string): boolean;
  /** Whether any token known may have a hash with this mark (`markOf`): says no for almost all others, and is fast. */
  mayBeTokenHash(mark: number): boolean;
}
