import type { TokenNames } from '../model/evidence.ts';
import { whyNoClaims } from './claims.ts';
import type { Subject } from './subject.ts';
import { type ApprovalRecord, type Fact, known, type RevocationRecord, unknown } from './values.ts';

const approvalsOnFile = ({ evidence }: Subject): Fact<boolean> => known(evidence.has('approval'));

/** Given before the call, and not ended then, for what both the approval and the call state. */
const isOpenFor = (approval: ApprovalRecord, subject: Subject): boolean => {
  const { eventTime, logTime, principalId } = subject.invocation.fields;
  const time = eventTime ?? logTime;
  if (time !== undefined && (approval.approvedAt > time || (approval.expiresAt ?? Number.POSITIVE_INFINITY) < time)) return false;
  if (approval.serverName !== undefined && approval.serverName !== subject.serverId) return false;
  return (
    approval.principalId === undefined ||
    principalId === undefined ||
    subject.index.identities.same(approval.principalId, principalId)
  );
};

/** The one that the call names, else all that were open for its principal and server. */
const approvals = (subject: Subject): Fact<readonly ApprovalRecord[]> => {
  const { approvalId } = subject.invocation.fields;
  if (!subject.evidence.has('approval')) return unknown('no-approval-record');
  if (approvalId !== undefined) return known(subject.evidence.approvalsNamed(approvalId));
  return known(subject.evidence.approvals().filter((approval) => isOpenFor(approval, subject)));
};

/** What names the token: its hash, and issuer with id. */
const tokenNames = (subject: Subject): TokenNames => {
  const hash = subject.fact('tokenHash');
  const issuer = subject.fact('issuer');
  const jti = subject.fact('tokenId');
  return {
    sha256: hash.known ? hash.value : undefined,
    issuer: issuer.known && issuer.value !== null ? issuer.value : undefined,
    jti: jti.known && jti.value !== null ? jti.value : undefined,
  };
};

const isNameless = (names: TokenNames): boolean =>
  names.sha256 === undefined && (names.issuer === undefined || names.jti === undefined);

const tokenRevocations = (subject: Subject): Fact<readonly RevocationRecord[]> => {
  if (!subject.evidence.has('revocation')) return unknown('no-revocation-feed');
  const names = tokenNames(subject);
  return isNameless(names) ? whyNoClaims(subject) : known(subject.evidence.revocationsOfToken(names));
};

/** Whichever of session claim and logged session is known joins (contract §6). */
const partyRevocations = (subject: Subject): Fact<readonly RevocationRecord[]> => {
  if (!subject.evidence.has('revocation')) return unknown('no-revocation-feed');
  const read = (name: 'tokenSession' | 'subject' | 'clientId' | 'issuer'): string | undefined => {
    const fact = subject.fact(name);
    return fact.known && fact.value !== null ? fact.value : undefined;
  };
  const parties = {
    sessions: [
      ...new Set([read('tokenSession'), subject.invocation.fields.sessionId].filter((session) => session !== undefined)),
    ],
    subject: read('subject'),
    client: read('clientId'),
    issuer: read('issuer'),
  };
  const nothing = parties.sessions.length === 0 && parties.subject === undefined && parties.client === undefined;
  return nothing ? whyNoClaims(subject) : known(subject.evidence.revocationsOfParty(parties));
};

const leakedAt = (subject: Subject): Fact<number | null> => {
  if (!subject.evidence.has('leak')) return unknown('no-revocation-feed');
  const names = tokenNames(subject);
  return isNameless(names) ? whyNoClaims(subject) : known(subject.evidence.leakedAt(names) ?? null);
};

const urlQuery = ({ invocation }: Subject): Fact<{ readonly token: boolean }> => {
  const { urlQueryLogged, tokenInUrl } = invocation.fields;
  return urlQueryLogged === undefined ? unknown('no-request-uri') : known({ token: tokenInUrl === true });
};

/** Hashes in the arguments that are those of a token: known by its sample, or presented in some call. */
const tokensInArguments = (subject: Subject): Fact<readonly string[]> => {
  const { tokensInArguments: hashes, argumentDigests } = subject.invocation.fields;
  if (hashes === undefined && argumentDigests === undefined) return unknown('no-args-digest');
  return known((hashes ?? []).filter((hash) => subject.evidence.isTokenHash(hash)));
};

/** Facts from the evidence besides invocations. */
export const EVIDENCE_FACTS = {
  approvalsOnFile,
  approvals,
  approvalNamed: (subject: Subject) => known(subject.invocation.fields.approvalId !== undefined),
  tokenRevocations,
  partyRevocations,
  leakedAt,
  urlQuery,
  tokensInArguments,
};
