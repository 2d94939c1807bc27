/**
 * Why a rule could not be evaluated: the closed list of `reference/standards.md` §0.4 and what the contract adds.
 * Each has one sentence that says how to log, or to supply, what is missing.
 */
export const REASONS = {
  'no-token-sample': 'Log the token, or hand in samples of the tokens beside the log; the SHA-256 of each in the log joins them.',
  'token-hash-only':
    'Only the hash of the token is known: hand in the token samples (`token/1`, or one JWT a line) that the hashes name.',
  'signature-stripped': 'The log keeps the token without its signature: hand in the full token as a sample.',
  'unverified-claims':
    'The claims agree, but no signature vouches for them: give the key set of the issuer (`issuers[].jwks`, or --jwks ISSUER=FILE).',
  'opaque-no-introspection':
    'The token is opaque: hand in the introspection answers (`introspection/1`) and set `introspection: trusted`.',
  'encrypted-token':
    'The token is encrypted: hand in the introspection answer for it, or log the claims that the server decrypted.',
  'no-key-snapshot': 'No key of the issuer was at hand: give its key set (`issuers[].jwks`, or --jwks ISSUER=FILE).',
  'key-snapshot-out-of-range':
    'The key sets given do not cover the time of the token: give dated snapshots (`from`, `until`) or declare the set `complete: true`.',
  'key-not-at-ingest':
    'Signatures are judged when a log is ingested, and this key was not at hand then: ingest the log again with the key.',
  'hmac-secret-unavailable':
    'The token is signed with a shared secret, which is never taken: let the issuer sign with an asymmetric key.',
  'unsupported-alg':
    'The algorithm is not one that can be verified offline here: let the issuer use ES256, EdDSA, PS256 or RS256.',
  'limit-exceeded': 'The token is larger, or nested deeper, than is read: tokens end at 64 KiB and 32 levels.',
  'no-request-uri': 'Log the external URL of the request as `http_url`.',
  'no-request-method': 'Log the HTTP method of the request as `http_method`.',
  'uri-rewrite-unknown': 'A proxy seems to rewrite the URL: list the external URLs of the server under `servers[].urls`.',
  'no-proof-sample': 'Log the DPoP header as `dpop_proof`, and `dpop_proof_count` for requests without one.',
  'binding-mode-unknown':
    'Say in the policy whether the server demands sender-constrained tokens (`servers[].binding`), and log the scheme (`token_scheme`).',
  'no-tls-evidence': 'Log the SHA-256 of the client certificate as `client_cert_sha256`, or `client_cert_present: false`.',
  'tls-terminated-upstream': 'TLS ends before this log: forward the certificate hash from the terminating proxy and log it.',
  'no-request-time': 'Log the time at which the server received the request as `event_time`, with its zone.',
  'clock-uncertainty':
    'The clock of the server is not known to agree with those of its clients: synchronise it, log DPoP proofs (ten of them tell), or widen `clock_skew`.',
  'no-policy': 'Say what the server expects in a policy: `bindcheck.policy.yaml` or --policy FILE.',
  'no-expected-audience': 'List the resource identifiers of the server in the policy (`servers[].resource`).',
  'no-tool-scope-map': 'List the scopes that the tool needs in the policy (`servers[].tools.TOOL.scopes`; [] for none).',
  'rar-type-unknown': 'Log the tool and the resource of the call, so that `authorization_details` can be compared.',
  'no-nonce-ledger': 'Log the nonces that the server would accept as `dpop_nonces`.',
  'no-revocation-feed': 'Hand in what was revoked (`revocation/1`, or CAEP events), or leaked (`leak/1`).',
  'status-outside-validity': 'The status list does not cover the time of the request: keep its snapshots.',
  'no-issuance-log': 'Hand in the issuance log of the authorization server.',
  'no-approval-record': 'Hand in the approvals (`approval/1`) and log `approval_id` with the call.',
  'no-args-digest':
    'Log `arguments` (they are digested at the door), or at least `arguments_sha256`, the SHA-256 of their RFC 8785 form.',
  'no-presenter-identity':
    'Log who presented the token as the server authenticated it: `agent_id`, `client_id`, `workload_id` or the certificate.',
  'identifier-namespace-unknown':
    'The log names the party in other terms than the token: log the id, or map the two under `identities` in the policy.',
  'no-protocol-version': 'Log `protocol_version`, `session_id` and `rpc_id` of the call.',
  'coverage-unknown':
    'The log does not show what would have to be excluded: log how many credentials came (`token_count`) and what the server read in the token (`token_*`).',
  'window-truncated': 'The log begins or ends within the time in question: hand in the neighbouring logs.',
  'ambiguous-duplicate': 'Identical lines may be one request or two: log `record_id`, `request_id` or a time finer than seconds.',
  'outcome-unknown': 'Log the outcome of the call (`outcome`).',
  'parse-differential': 'Parsers read this token differently, so its claims are not settled.',
  'rule-error': 'The rule failed on this record; this is a fault of bindcheck, please report it.',
} as const;

export type Reason = keyof typeof REASONS;
