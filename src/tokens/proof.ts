import { withoutCredentials } from '../lib/credential-text.ts';
import { sha256Base64url } from '../lib/digest.ts';
import { remembering } from '../lib/remembering.ts';
import { readLoggedUrl } from '../lib/request-url.ts';
import type { Writable } from '../lib/writable.ts';
import type { ProofFacts } from '../model/token.ts';
import { algorithmOf, isUnsecured } from './algorithms.ts';
import { MAXIMUM_LENGTH } from './compact.ts';
import { type JsonObject, member, stringMember } from './json-object.ts';
import { type ProofHeader, readProofHeader } from './proof-header.ts';
import { isRedacted } from './redaction.ts';
import { type Decoded, type DecodedObject, decodeObject, decodeSegment } from './segment.ts';
import { verifySignature } from './signature.ts';

type SignatureFacts = Pick<ProofFacts, 'signature' | 'signatureReason'>;

const notEvaluable = (signatureReason: NonNullable<ProofFacts['signatureReason']>): SignatureFacts => ({
  signature: 'not-evaluable',
  signatureReason,
});

/** A proof in its parts. */
interface Segments {
  /** How many there were. */
  readonly count: number;
  readonly header: ProofHeader;
  readonly payload: DecodedObject;
  readonly signature: Decoded;
}

const NO_CLAIMS: JsonObject = {};

/** Claims that a proof must have, with `ath` since an access token comes with it (RFC 9449 §4.2). */
const CLAIMS = Object.entries({ jti: 'string', htm: 'string', htu: 'string', iat: 'number', ath: 'string' });

/** Check 3: adds claims that are absent or of a wrong type. */
const addClaimDefects = (defects: string[], payload: JsonObject): void => {
  for (const [name, type] of CLAIMS) {
    if (!Object.hasOwn(payload, name)) defects.push(`missing:${name}`);
    else if (typeof payload[name] !== type) defects.push(`claim-type:${name}`);
  }
};

/** Check 2: adds what keeps the proof from being a well-formed JWT, and where parsers differ. */
const addFormDefects = (defects: string[], { header, payload, signature, count }: Segments): void => {
  if (count !== 3) defects.push('segment-count');
  defects.push(...header.codes, ...payload.codes);
  if (!payload.utf8) defects.push('payload-not-utf8');
  else if (!payload.object) defects.push('payload-not-json-object');
  defects.push(...signature.codes, ...header.differential, ...payload.differential, ...signature.differential);
};

/** Checks 2 and 3, each defect once. */
const defectsOf = (segments: Segments): string[] => {
  const { header, payload } = segments;
  const defects: string[] = [];
  addFormDefects(defects, segments);
  defects.push(...header.missing, ...header.keyDefects);
  addClaimDefects(defects, payload.object ?? NO_CLAIMS);
  return defects.length < 2 ? defects : [...new Set(defects)];
};

/** Check 6, the key being the one of the proof itself. */
const judgeSignature = (header: ProofHeader, signingInput: Buffer, segment: string, signature: Buffer): SignatureFacts => {
  const alg = header.alg ?? '';
  const algorithm = algorithmOf(alg);
  if (isUnsecured(alg) || algorithm?.kty === 'oct' || (header.alg !== undefined && !algorithm))
    return notEvaluable('unsupported-alg');
  if (isRedacted(segment)) return notEvaluable('signature-stripped');
  const valid = header.key !== undefined && verifySignature(alg, header.key.key, signingInput, signature);
  return { signature: valid ? 'valid' : 'invalid' };
};

/** URLs that proofs are made for: few, as each is that of a server. */
const REMEMBERED_URLS = 500;
const shownUrl = remembering((htu: string) => withoutCredentials(readLoggedUrl(htu).url), REMEMBERED_URLS);

/** `iat` as epoch milliseconds: a number that has no double is later than all others. */
const issuedAtOf = (payload: JsonObject): number | undefined => {
  const iat = member(payload, 'iat');
  if (typeof iat !== 'number') return undefined;
  return Number.isFinite(iat * 1000) ? iat * 1000 : Number.POSITIVE_INFINITY;
};

/** Adds what the header says, in a form that may be kept. What is absent stays absent. */
const addHeader = (facts: Writable<ProofFacts>, { typ, alg, key, shortKeyBits }: ProofHeader): void => {
  if (typ !== undefined) facts.typ = withoutCredentials(typ);
  if (alg !== undefined) facts.alg = withoutCredentials(alg);
  if (key) facts.jkt = key.thumbprint;
  if (shortKeyBits !== undefined) facts.shortKeyBits = shortKeyBits;
};

/** Adds what the claims say in the same way. */
const addClaims = (facts: Writable<ProofFacts>, payload: JsonObject): void => {
  const [jti, htm, ath] = [stringMember(payload, 'jti'), stringMember(payload, 'htm'), stringMember(payload, 'ath')];
  const [htu, nonce] = [stringMember(payload, 'htu'), stringMember(payload, 'nonce')];
  const issuedAt = issuedAtOf(payload);
  if (jti !== undefined) facts.jti = withoutCredentials(jti);
  if (htm !== undefined) facts.htm = withoutCredentials(htm);
  if (htu !== undefined) facts.htu = shownUrl(htu);
  if (issuedAt !== undefined) facts.issuedAt = issuedAt;
  if (nonce !== undefined) facts.nonce = sha256Base64url(nonce);
  if (ath !== undefined) facts.ath = withoutCredentials(ath);
};

/** A proof that is larger, or nested deeper, than is read: known by its hashes alone. */
const tooLarge = (raw: string): ProofFacts => ({
  sha256: sha256Base64url(raw),
  signingInputSha256: sha256Base64url(raw),
  defects: [],
  privateMembers: [],
  ...notEvaluable('limit-exceeded'),
});

const readSegments = (raw: string, segments: readonly string[]): ProofFacts => {
  const [headerSegment = '', payloadSegment = '', signatureSegment = ''] = segments;
  const [header, payload] = [readProofHeader(headerSegment), decodeObject(payloadSegment)];
  if (header.tooDeep || payload.tooDeep) return tooLarge(raw);
  const signature = decodeSegment(isRedacted(signatureSegment) ? '' : signatureSegment);
  const signingInput = Buffer.from(`${headerSegment}.${payloadSegment}`);
  const facts: Writable<ProofFacts> = {
    sha256: sha256Base64url(raw),
    signingInputSha256: sha256Base64url(signingInput),
    defects: defectsOf({ count: segments.length, header, payload, signature }),
    privateMembers: header.privateMembers,
    ...judgeSignature(header, signingInput, signatureSegment, signature.bytes),
  };
  addHeader(facts, header);
  addClaims(facts, payload.object ?? NO_CLAIMS);
  return facts;
};

/**
 * Reads a DPoP proof as facts (RFC 9449 §4.3): its form and what it lacks (checks 2 and 3), `typ` (4), `alg` (5), the signature (6),
 * private members of its key (7), `htm` (8), `htu` (9), the digest of `nonce` (10), `iat` (11), `ath` and the thumbprint of the key
 * (12). Check 1, the count, is a fact of the request. Never throws.
 */
export const readProof = (raw: string): ProofFacts =>
  raw.length > MAXIMUM_LENGTH ? tooLarge(raw) : readSegments(raw, raw.split('.'));
