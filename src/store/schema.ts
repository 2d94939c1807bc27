/** "bind": marks a file as a database of bindcheck. */
export const APPLICATION_ID = 0x62696e64;

/** Raised whenever the tables change: a database is scratch, so an old one is refused politely instead of being migrated. */
export const SCHEMA_NUMBER = 1;

/**
 * One script makes a database. Facts that invocations are grouped or looked up by are columns, everything else is one JSON
 * column. No column holds a credential or a signature: hashes are base64url SHA-256.
 */
export const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT, format TEXT, bytes INTEGER NOT NULL, records INTEGER NOT NULL,
  invocations INTEGER NOT NULL, duplicates INTEGER NOT NULL, rejected INTEGER NOT NULL, ignored INTEGER NOT NULL,
  named INTEGER NOT NULL, status TEXT NOT NULL
);
CREATE INDEX source_content ON sources (sha256);
CREATE TABLE diagnostics (
  id INTEGER PRIMARY KEY, source_id INTEGER, code TEXT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL, hint TEXT,
  source TEXT, line INTEGER, count INTEGER NOT NULL
);
CREATE TABLE rings (id INTEGER PRIMARY KEY, thumbprints TEXT NOT NULL UNIQUE);
CREATE TABLE keys (
  thumbprint TEXT NOT NULL, issuer TEXT NOT NULL, facts TEXT NOT NULL, UNIQUE (thumbprint, issuer, facts)
);
CREATE TABLE tokens (
  id INTEGER PRIMARY KEY, sha256 TEXT UNIQUE, content TEXT, issuer TEXT, jti TEXT, client_id TEXT, subject TEXT, txn TEXT, sid TEXT,
  verified INTEGER NOT NULL DEFAULT 0,
  ring_id INTEGER, sample TEXT, stated TEXT, identity INTEGER
);
CREATE INDEX token_content ON tokens (content) WHERE content IS NOT NULL;
CREATE INDEX token_name ON tokens (issuer, jti) WHERE jti IS NOT NULL;
CREATE TABLE proofs (
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, content TEXT NOT NULL, jkt TEXT, jti TEXT, issued_at REAL, facts TEXT NOT NULL
);
CREATE INDEX proof_content ON proofs (content);
CREATE TABLE invocations (
  id INTEGER PRIMARY KEY, content TEXT NOT NULL UNIQUE, name TEXT NOT NULL, record_id TEXT, event_time REAL, outcome TEXT,
  vantage TEXT NOT NULL, server_name TEXT, server_key TEXT, tool_name TEXT, arguments_sha256 TEXT, session_id TEXT, rpc_id TEXT,
  approval_id TEXT, transaction_id TEXT, binding_key TEXT, sender TEXT, token_id INTEGER, proof_id INTEGER, request_id TEXT, trace_id TEXT, span_id TEXT,
  source_id INTEGER NOT NULL, line INTEGER NOT NULL, record_sha256 TEXT NOT NULL, deliveries INTEGER NOT NULL DEFAULT 1,
  folded_into INTEGER, fields TEXT NOT NULL
);
CREATE TABLE verbatim_tokens (source_id INTEGER NOT NULL, token_id INTEGER NOT NULL, PRIMARY KEY (source_id, token_id)) WITHOUT ROWID;
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at REAL NOT NULL, token_sha256 TEXT, issuer TEXT,
  jti TEXT, session_id TEXT, subject TEXT, client_id TEXT, approval_id TEXT, source_id INTEGER NOT NULL, line INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX evidence_token ON evidence (kind, token_sha256) WHERE token_sha256 IS NOT NULL;
CREATE INDEX evidence_name ON evidence (kind, issuer, jti) WHERE jti IS NOT NULL;
CREATE INDEX evidence_session ON evidence (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX evidence_subject ON evidence (subject) WHERE subject IS NOT NULL;
CREATE INDEX evidence_client ON evidence (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX evidence_approval ON evidence (approval_id) WHERE approval_id IS NOT NULL;
CREATE TABLE hints (id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, line INTEGER NOT NULL, body TEXT NOT NULL);
`;

/** Made after the first ingest, when the rows are there: cheaper than keeping them while rows arrive. */
export const INDEXES = `
CREATE INDEX IF NOT EXISTS invocation_token ON invocations (token_id) WHERE token_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS invocation_proof ON invocations (proof_id) WHERE proof_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS invocation_record ON invocations (record_id) WHERE record_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS invocation_request ON invocations (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS invocation_trace ON invocations (trace_id, span_id) WHERE trace_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS token_identity ON tokens (identity);
CREATE INDEX IF NOT EXISTS invocation_session ON invocations (session_id, token_id, rpc_id) WHERE session_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS invocation_approval ON invocations (approval_id) WHERE approval_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS invocation_key ON invocations (binding_key) WHERE binding_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS proof_name ON proofs (jkt, jti) WHERE jti IS NOT NULL;
CREATE INDEX IF NOT EXISTS token_party ON tokens (client_id, subject) WHERE client_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS token_transaction ON tokens (txn) WHERE txn IS NOT NULL;
CREATE INDEX IF NOT EXISTS invocation_transaction ON invocations (transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS invocation_time ON invocations (event_time, content);
`;
