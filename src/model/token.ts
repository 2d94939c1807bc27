/** How a string that was presented as token is to be read (contract §6). */
export type TokenKind = 'jws' | 'encrypted' | 'opaque';

/**
 * Why a token is no well-formed compact JWS (RFC 7515 §5.2, §7.1; RFC 7519 §7.2; RFC 7797 §7): the codes of `token/malformed`.
 * `claim-type:NAME` names the claim that has the wrong type.
 */
export type MalformedCode =
  | 'segment-count'
  | 'illegal-character'
  | 'base64url-length'
  | 'empty-segment'
  | 'json-serialization'
  | 'header-not-utf8'
  | 'payload-not-utf8'
  | 'header-not-json-object'
  | 'payload-not-json-object'
  | 'alg-missing'
  | 'crit-malformed'
  | 'crit-unknown'
  | 'b64-false'
  | `claim-type:${string}`;

/** Where strict and lenient parsers read a token differently: the codes of `token/parser-differential`. */
export type DifferentialCode =
  | 'duplicate-member'
  | 'non-canonical-base64url'
  | 'white-space'
  | 'padding'
  | 'byte-order-mark'
  | 'non-finite-number';

/** What the strict reader says of the form of a token. */
export interface TokenForm {
  readonly codes: readonly MalformedCode[];
  readonly differential: readonly DifferentialCode[];
}

/** Of the header only what rules read; never a key. */
export interface TokenHeader {
  readonly alg?: string;
  readonly typ?: string;
  readonly kid?: string;
  /** The header carries a key of its own (`jwk`, `x5c`). */
  readonly embeddedKey?: boolean;
}

/** The certificate or key that a token is bound to (RFC 7800). Thumbprints are base64url. */
export interface Confirmation {
  readonly jkt?: string;
  readonly x5tS256?: string;
}

/** One party of an `act` chain, the current actor first (RFC 8693 §4.1). */
export interface Actor {
  readonly issuer?: string;
  readonly subject?: string;
  readonly clientId?: string;
}

/** One entry of `authorization_details` (RFC 9396 §2). */
export interface AuthorizationDetail {
  readonly type?: string;
  readonly actions?: readonly string[];
  readonly locations?: readonly string[];
  readonly identifier?: string;
}

/**
 * The claims that rules read; of all others only the names (contract §5). A member that is absent is absent in the token.
 * Times are epoch milliseconds; `Infinity` stands for a number that is not finite. Aliases of issuers (`cid`, `azp`,
 * `appid`, `scp`, `uti`) are kept under their own names, since which of them counts is for the profile of the issuer to say.
 */
export interface Claims {
  readonly names: readonly string[];
  readonly issuer?: string;
  readonly subject?: string;
  readonly audience?: readonly string[];
  readonly jti?: string;
  readonly uti?: string;
  readonly clientId?: string;
  readonly cid?: string;
  readonly azp?: string;
  readonly appid?: string;
  /** `scope`, split at spaces. */
  readonly scope?: readonly string[];
  /** `scp`, a list or split at spaces. */
  readonly scp?: readonly string[];
  readonly roles?: readonly string[];
  readonly issuedAt?: number;
  readonly notBefore?: number;
  readonly expiresAt?: number;
  /** Kubernetes: the time after which use is stale, where `exp` was extended. */
  readonly warnAfter?: number;
  readonly authenticatedAt?: number;
  readonly acr?: string;
  readonly confirmation?: Confirmation;
  /** The chain of `act`, outermost first; empty where `act` is there and names nobody. */
  readonly actors?: readonly Actor[];
  readonly mayAct?: Actor;
  readonly authorizationDetails?: readonly AuthorizationDetail[];
  /** Digest of `sid`. */
  readonly sessionId?: string;
  readonly transactionId?: string;
  /** `purpose`, `purp`; of a transaction token its `scope`. */
  readonly purposes?: readonly string[];
  /** Digest of each member of `tctx`, under the random key of the database. */
  readonly transactionContext?: Readonly<Record<string, string>>;
  /** Digest of the arguments that the token carries, itself or in `tctx`. */
  readonly argumentsSha256?: string;
  readonly podUid?: string;
  readonly runId?: string;
  readonly environment?: string;
}

/** Why nothing can be said about a signature before keys are looked at. */
export type SignatureObstacle =
  | 'signature-stripped'
  | 'hmac-secret-unavailable'
  | 'unsupported-alg'
  | 'limit-exceeded'
  | 'unreadable';

/** What trying keys on a token gave, once, at ingest. Which key counts for which issuer is decided at audit time. */
export interface SignatureTrial {
  /** `none` in any letter case, or an empty signature (RFC 8725 §3.2). */
  readonly unsecured: boolean;
  /** Set where no key could be tried. */
  readonly obstacle?: SignatureObstacle;
  /** RFC 7638 thumbprints of keys at hand that verify. */
  readonly verifiedBy: readonly string[];
  /** The key in the header of the token itself verifies. */
  readonly verifiedByEmbedded: boolean;
  /** An HMAC keyed with an encoding of this published key verifies (RFC 8725 §2.1): its thumbprint. */
  readonly confusedWith?: string;
}

/** All that is kept of a raw token. Hashes are base64url SHA-256. */
export interface TokenSample {
  readonly kind: TokenKind;
  /** Of the presented string: equals DPoP `ath`. */
  readonly sha256: string;
  /** Of header and payload as signed; the same for every encoding that verifies alike. Absent for an opaque token. */
  readonly signingInputSha256?: string;
  readonly limitExceeded?: boolean;
  readonly form?: TokenForm;
  readonly header?: TokenHeader;
  readonly claims?: Claims;
  readonly signature?: SignatureTrial;
}

/** What is kept of a DPoP proof: the twelve checks of RFC 9449 §4.3 as facts. */
export interface ProofFacts {
  /** SHA-256 of the whole proof, base64url. */
  readonly sha256: string;
  /** SHA-256 of what is signed, base64url: the identity of the proof. */
  readonly signingInputSha256: string;
  /** Checks 2 and 3: what is not well-formed, or `missing:MEMBER`. */
  readonly defects: readonly string[];
  readonly typ?: string;
  readonly alg?: string;
  /** RFC 7638 thumbprint of `jwk`. */
  readonly jkt?: string;
  /** Size of its modulus, where it is an RSA key that is too short (RFC 7518 §3.3). */
  readonly shortKeyBits?: number;
  /** Check 7: names of private members in `jwk`. */
  readonly privateMembers: readonly string[];
  readonly jti?: string;
  readonly htm?: string;
  /** Without user information, query and fragment. */
  readonly htu?: string;
  /** Epoch milliseconds. */
  readonly issuedAt?: number;
  /** Digest. */
  readonly nonce?: string;
  readonly ath?: string;
  /** Check 6. */
  readonly signature: 'valid' | 'invalid' | 'not-evaluable';
  readonly signatureReason?: 'signature-stripped' | 'unsupported-alg' | 'no-proof-sample' | 'limit-exceeded';
}

/** A public key at hand at ingest. The key itself stays in the token code. */
export interface KeyFacts {
  /** RFC 7638. */
  readonly thumbprint: string;
  readonly issuer: string;
  readonly kid?: string;
  readonly type: string;
  readonly alg?: string;
  /** Size of an RSA modulus. */
  readonly bits?: number;
  /** Dated snapshot, epoch milliseconds: `from` inclusive, `until` exclusive. Both absent: undated. */
  readonly from?: number;
  readonly until?: number;
  /** The set is declared to hold every key of the issuer. */
  readonly complete?: boolean;
  /** No signature may be verified with it: it is for another purpose (RFC 7517 §4.2, §4.3), or anybody can sign with it. */
  readonly unfit?: boolean;
  /** Known by its `kid` alone, as it cannot be read; `thumbprint` is then a name of ours. */
  readonly unreadable?: boolean;
}
