/** "bind": marks a file as a database of bindcheck. */
export const APPLICATION_ID = 0x62696e64;

/** Raised whenever the tables change: a database is scratch, so an old one is refused politely instead of being migrated. */
export const SCHEMA_NUMBER = 4;

/**
 * One script makes a database. Invocations lie in blocks of columns, since a row and its indexes for each would cost more than all
 * else (`RecordBlock`); what many have in common is defined once and referred to: call, sender, presented credential, form of the
 * proof, and their combinations (`classes`). The id of a record is that of its block times 65,536 plus its place. No column holds a
 * credential or a signature: hashes are SHA-256. `token_name` ends in the hash, so that a token without one is found among those of its
 * name: by the index over hashes it would be looked for among all that have none.
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
  certificate TEXT, verified INTEGER NOT NULL DEFAULT 0, ring_id INTEGER, sample TEXT, stated TEXT, identity INTEGER
);
CREATE INDEX token_content ON tokens (content) WHERE content IS NOT NULL;
CREATE INDEX token_name ON tokens (issuer, jti, sha256) WHERE jti IS NOT NULL;
CREATE INDEX token_id ON tokens (jti) WHERE jti IS NOT NULL;
CREATE TABLE calls (
  id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE, vantage TEXT NOT NULL, server_key TEXT, tool_name TEXT
);
CREATE TABLE senders (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE, sender_key TEXT NOT NULL, session_id TEXT, certificate TEXT);
CREATE TABLE presented (id INTEGER PRIMARY KEY, token_id INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (token_id, body));
CREATE TABLE proof_shapes (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE, jkt TEXT);
CREATE TABLE classes (
  id INTEGER PRIMARY KEY, call_id INTEGER NOT NULL, sender_id INTEGER NOT NULL, presented_id INTEGER NOT NULL, token_id INTEGER NOT NULL,
  proof_shape_id INTEGER NOT NULL
);
CREATE TABLE blocks (
  id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, records INTEGER NOT NULL, classes BLOB NOT NULL, times BLOB NOT NULL,
  outcomes BLOB NOT NULL, proof_times BLOB, marks BLOB
);
CREATE TABLE block_records (
  block_id INTEGER PRIMARY KEY, lines BLOB NOT NULL, own_ends BLOB NOT NULL, digests BLOB NOT NULL, own BLOB NOT NULL
);
CREATE TABLE block_keys (block_id INTEGER NOT NULL, kind TEXT NOT NULL, keys BLOB NOT NULL, PRIMARY KEY (kind, block_id)) WITHOUT ROWID;
CREATE TABLE amendments (
  record_id INTEGER PRIMARY KEY, duplicate_of INTEGER, name TEXT, ambiguous INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE foldings (record_id INTEGER PRIMARY KEY, folded_into INTEGER NOT NULL, class_id INTEGER, own TEXT, also_seen_as TEXT);
CREATE TABLE shared_names (name TEXT PRIMARY KEY, contents INTEGER NOT NULL) WITHOUT ROWID;
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
