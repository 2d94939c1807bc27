import { sha256Notation } from '../lib/digest.ts';
import type { TokenNames } from '../model/evidence.ts';
import type { ArgumentToken } from '../model/invocation.ts';
import type { ApprovalSet } from './approval-set.ts';
import { whyNoClaims } from './claims.ts';
import { type Fact, known, knownLater, unknown } from './fact.ts';
import { NO_REVOCATIONS, type RevocationSet } from './revocation-set.ts';
import type { Subject } from './subject.ts';

/** Given before the call, and not ended then, for what both the approval and the call state. */
const openFor = (subject: Subject): ApprovalSet => {
  const { eventTime, principalId } = subject.invocation.fields;
  const open = subject.evidence.approvals(subject.index.identities).openAt(eventTime);
  const forServer = open.those('server', undefined, subject.serverId);
  return principalId === undefined ? forServer : forServer.those('principal', undefined, principalId);
};

/** The one that the call names, else all that were open for its principal and server. */
const approvals = (subject: Subject): Fact<ApprovalSet> => {
  if (!subject.evidence.has('approval')) return unknown('no-approval-record');
  const { approvalId } = subject.invocation.fields;
  return known(
    approvalId === undefined ? openFor(subject) : subject.evidence.approvalsNamed(approvalId, subject.index.identities),
  );
};

/** Whose id the token is known by, where no record names its issuer. */
const idSpaceOf = ({ token, invocation }: Subject): string | undefined =>
  token?.stated?.idSpace ?? invocation.fields.statedToken?.idSpace;

/** What names the token: its hash, and issuer with id. */
const tokenNames = (subject: Subject): TokenNames => {
  const hash = subject.fact('tokenHash');
  const issuer = subject.fact('issuer');
  const jti = subject.fact('tokenId');
  return {
    sha256: hash.known ? hash.value : undefined,
    issuer: issuer.known && issuer.value !== null ? issuer.value : idSpaceOf(subject),
    jti: jti.known && jti.value !== null ? jti.value : undefined,
  };
};

/** Records on file name tokens in a way in which this one is not known: one of them may well be meant. */
const mayBeNamedOtherwise = (names: TokenNames, kind: 'revocation' | 'leak', { evidence }: Subject): boolean => {
  const { hashes, ids } = evidence.namesOf(kind);
  return (hashes && names.sha256 === undefined) || (ids && (names.issuer === undefined || names.jti === undefined));
};

/**
 * The hash of the token that the proof names (`ath`), where neither the token nor its hash is logged. Nobody has compared it with the
 * token here, so that it leads to what it names, and never proves that there is nothing.
 */
const hashInProof = (names: TokenNames, { proof }: Subject): TokenNames | undefined => {
  const sha256 = names.sha256 === undefined && proof?.ath !== undefined ? sha256Notation(proof.ath) : undefined;
  return sha256 === undefined ? undefined : { sha256, issuer: undefined, jti: undefined };
};

/** What is on file of the token by its names, else by the hash in the proof. */
const foundFor = <T>(subject: Subject, kind: 'revocation' | 'leak', find: (names: TokenNames) => T | undefined) => {
  const names = tokenNames(subject);
  const found = find(names);
  if (found !== undefined) return { names, found, byProof: false };
  const hash = subject.evidence.namesOf(kind).hashes ? hashInProof(names, subject) : undefined;
  return { names, found: hash && find(hash), byProof: true };
};

/** Those that refute a call, of the token that its proof names: what comes later would pass it, and a proof vouches for no token. */
const revokedByProof = (found: RevocationSet, subject: Subject): RevocationSet => {
  const { eventTime } = subject.invocation.fields;
  const grace = subject.fact('revocationGrace');
  const until = (eventTime ?? Number.NEGATIVE_INFINITY) - (grace.known ? grace.value : 0);
  return found.before(until).noted(' (by the hash in the proof, ath)');
};

const tokenRevocations = (subject: Subject): Fact<RevocationSet> => {
  if (!subject.evidence.has('revocation')) return unknown('no-revocation-feed');
  const { names, found, byProof } = foundFor(subject, 'revocation', (by) => {
    const revocations = subject.evidence.revocationsOfToken(by);
    return revocations.first && revocations;
  });
  const revocations = found && byProof ? revokedByProof(found, subject) : (found ?? NO_REVOCATIONS);
  const nothing = revocations.first === undefined && mayBeNamedOtherwise(names, 'revocation', subject);
  return nothing ? whyNoClaims(subject) : known(revocations);
};

/** Whichever of session claim and logged session is known joins (contract §6). */
const partyRevocations = (subject: Subject): Fact<RevocationSet> => {
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
  const { names, found } = foundFor(subject, 'leak', subject.evidence.leakedAt);
  return found === undefined && mayBeNamedOtherwise(names, 'leak', subject) ? whyNoClaims(subject) : known(found ?? null);
};

const leakedByProof = (subject: Subject): Fact<boolean> => {
  if (subject.proof === undefined || !subject.evidence.has('leak')) return known(false);
  const { found, byProof } = foundFor(subject, 'leak', subject.evidence.leakedAt);
  return known(byProof && found !== undefined);
};

const urlQuery = ({ invocation }: Subject): Fact<{ readonly token: boolean }> => {
  const { urlQueryLogged, tokenInUrl } = invocation.fields;
  return urlQueryLogged === undefined ? unknown('no-request-uri') : known({ token: tokenInUrl === true });
};

/** A token that was sampled or presented, or one of a configured issuer that had not expired at the request. */
const isToken = ({ sha256, issuer, expiresAt }: ArgumentToken, { index, evidence, invocation }: Subject): boolean => {
  const time = invocation.fields.eventTime ?? invocation.fields.logTime;
  const alive = expiresAt === undefined || time === undefined || expiresAt > time;
  return evidence.isTokenHash(sha256) || (issuer !== undefined && index.issuer(issuer) !== undefined && alive);
};

const NO_TOKENS: readonly string[] = [];

const tokensInArguments = (subject: Subject): Fact<readonly string[]> => {
  if (!subject.invocation.states('argumentDigests')) return unknown('no-args-digest');
  if (!subject.invocation.states('tokensInArguments')) return known([]);
  return knownLater(() => {
    if (!subject.invocation.mayHoldToken(subject.evidence.mayBeTokenHash)) return NO_TOKENS;
    const { tokensInArguments: tokens = [] } = subject.invocation.fields;
    return tokens.filter((token) => isToken(token, subject)).map(({ sha256 }) => sha256);
  });
};

/** Facts from the evidence besides invocations. */
export const EVIDENCE_FACTS = {
  approvals,
  approvalNamed: (subject: Subject) => known(subject.invocation.states('approvalId')),
  tokenRevocations,
  partyRevocations,
  leakedAt,
  leakedByProof,
  urlQuery,
  tokensInArguments,
};
