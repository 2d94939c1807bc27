import type { FindingClass } from '../../model/framework.ts';
import { approvalStale } from './approval-stale.ts';
import { audienceMismatch } from './audience-mismatch.ts';
import { delegationBroken } from './delegation-broken.ts';
import { evidenceMissing } from './evidence-missing.ts';
import { issuerMismatch } from './issuer-mismatch.ts';
import type { MappedLink } from './link.ts';
import { purposeMismatch } from './purpose-mismatch.ts';
import { scopeExcess } from './scope-excess.ts';
import { sessionStale } from './session-stale.ts';
import { tokenExpired } from './token-expired.ts';
import { tokenLeaked } from './token-leaked.ts';
import { tokenLongLived } from './token-long-lived.ts';
import { tokenReplayed } from './token-replayed.ts';
import { tokenRevoked } from './token-revoked.ts';
import { tokenSubstituted } from './token-substituted.ts';
import { tokenUnbound } from './token-unbound.ts';
import { weakAlgorithm } from './weak-algorithm.ts';

/** Class of a finding to the controls that it bears on, each with its reason. */
export const MAPPING: Readonly<Record<FindingClass, readonly MappedLink[]>> = {
  'token-unbound': tokenUnbound,
  'token-replayed': tokenReplayed,
  'token-substituted': tokenSubstituted,
  'scope-excess': scopeExcess,
  'token-expired': tokenExpired,
  'audience-mismatch': audienceMismatch,
  'issuer-mismatch': issuerMismatch,
  'delegation-broken': delegationBroken,
  'session-stale': sessionStale,
  'approval-stale': approvalStale,
  'purpose-mismatch': purposeMismatch,
  'token-leaked': tokenLeaked,
  'token-revoked': tokenRevoked,
  'token-long-lived': tokenLongLived,
  'weak-algorithm': weakAlgorithm,
  'evidence-missing': evidenceMissing,
};
