import { dataWithoutCredentials } from '../lib/credential-text.ts';
import { sha256Base64url } from '../lib/digest.ts';
import { readLoggedUrl } from '../lib/request-url.ts';
import type { ProofFacts } from '../model/token.ts';
import { algorithmOf, isUnsecured } from './algorithms.ts';
import { MAXIMUM_LENGTH } from './compact.ts';
import { type JsonObject, member, present, stringMember } from './json-object.ts';
import { type ProofHeader, readProofHeader } from './proof-header.ts';
import { isRedacted } from './redaction.ts';
import { type Decoded, type DecodedObject, decodeObject, decodeSegment } from './segment.ts';
import { verifySignature } from './signature.ts';

type SignatureFacts = Pick<ProofFacts, 'signature' | 'signatureReason'>;

const notEvaluable = (signatureReason: NonNullable<ProofFacts['signatureReason']>): SignatureFacts => ({
  signature: 'not-evaluable',
  signatureReason,
});

/** Claims that a proof must have, with `ath` since an access token comes with it (RFC 9449 §4.2). */
const CLAIMS = Object.entries({ jti: 'string', htm: 'string', htu: 'string', iat: 'number', ath: 'string' });

/** Check 3: claims that are absent or of a wrong type. */
const claimDefects = (payload: JsonObject): string[] =>
  CLAIMS.flatMap(([name, type]) => {
    if (!Object.hasOwn(payload, name)) return [`missing:${name}`];
    return typeof member(payload, name) === type ? [] : [`claim-type:${name}`];
  });

/** Check 2: what keeps the proof from being a well-formed JWT, and where parsers differ. */
const formDefects = (count: number, header: ProofHeader, payload: DecodedObject, signature: Decoded): string[] => {
  const payloadDefects = payload.utf8 ? 'payload-not-json-object' : 'payload-not-utf8';
  return [
    ...(count === 3 ? [] : ['segment-count']),
    ...header.codes,
    ...payload.codes,
    ...(payload.utf8 && payload.object ? [] : [payloadDefects]),
    ...signature.codes,
    ...header.differential,
    ...payload.differential,
    ...signature.differential,
  ];
};

/** Check 6, the key being the one of the proof itself. */
const judgeSignature = (header: ProofHeader, signingInput: string, segment: string, signature: Buffer): SignatureFacts => {
  const alg = header.alg ?? '';
  const algorithm = algorithmOf(alg);
  if (isUnsecured(alg) || algorithm?.kty === 'oct' || (header.alg !== undefined && !algorithm))
    return notEvaluable('unsupported-alg');
  if (isRedacted(segment)) return notEvaluable('signature-stripped');
  const valid = header.key !== undefined && verifySignature(alg, header.key.key, signingInput, signature);
  return { signature: valid ? 'valid' : 'invalid' };
};

const claimFacts = (payload: JsonObject): Pick<ProofFacts, 'jti' | 'htm' | 'htu' | 'issuedAt' | 'nonce' | 'ath'> => {
  const [htu, nonce, iat] = [stringMember(payload, 'htu'), stringMember(payload, 'nonce'), member(payload, 'iat')];
  const milliseconds = typeof iat === 'number' ? iat * 1000 : undefined;
  return present({
    jti: stringMember(payload, 'jti'),
    htm: stringMember(payload, 'htm'),
    htu: htu === undefined ? undefined : readLoggedUrl(htu).url,
    issuedAt: milliseconds === undefined || Number.isFinite(milliseconds) ? milliseconds : Number.POSITIVE_INFINITY,
    nonce: nonce === undefined ? undefined : sha256Base64url(nonce),
    ath: stringMember(payload, 'ath'),
  });
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
  const signingInput = `${headerSegment}.${payloadSegment}`;
  const claims = payload.object ?? {};
  return {
    sha256: sha256Base64url(raw),
    signingInputSha256: sha256Base64url(signingInput),
    defects: [
      ...new Set([
        ...formDefects(segments.length, header, payload, signature),
        ...header.missing,
        ...header.keyDefects,
        ...claimDefects(claims),
      ]),
    ],
    ...present<Pick<ProofFacts, 'typ' | 'alg' | 'jkt' | 'shortKeyBits'>>({
      typ: header.typ,
      alg: header.alg,
      jkt: header.key?.thumbprint,
      shortKeyBits: header.shortKeyBits,
    }),
    privateMembers: header.privateMembers,
    ...claimFacts(claims),
    ...judgeSignature(header, signingInput, signatureSegment, signature.bytes),
  };
};

/**
 * Reads a DPoP proof as facts (RFC 9449 §4.3): its form and what it lacks (checks 2 and 3), `typ` (4), `alg` (5), the signature (6),
 * private members of its key (7), `htm` (8), `htu` (9), the digest of `nonce` (10), `iat` (11), `ath` and the thumbprint of the key
 * (12). Check 1, the count, is a fact of the request. Never throws.
 */
export const readProof = (raw: string): ProofFacts =>
  raw.length > MAXIMUM_LENGTH ? tooLarge(raw) : dataWithoutCredentials(readSegments(raw, raw.split('.')));
