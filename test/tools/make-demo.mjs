// Makes fixtures/demo, the case that `bindcheck demo` audits. Usage: node test/tools/make-demo.mjs [FOLDER]
// Same bytes on every run: every key comes from a fixed seed, Ed25519 signatures are repeatable, and nothing reads a clock.
// The keys are test keys. Anyone can derive them from this file; they guard nothing.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const DAY = '2026-03-11';
const ISSUER = 'https://as.acme.example';
const SERVERS = { git: 'https://git.acme.example/mcp', docs: 'https://docs.acme.example/mcp' };
const HALF_HOUR = 30 * 60;

// --- keys, tokens, proofs ---------------------------------------------------------------------------------------------

const digest = (text) => createHash('sha256').update(text).digest();
const base64url = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** An Ed25519 key from a fixed seed: RFC 8410 wraps the 32 bytes in a constant prefix. */
function testKey(name) {
  const seed = digest(`bindcheck demo test key, not a secret: ${name}`);
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const secret = createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(secret).export({ format: 'jwk' });
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  // RFC 7638: the required members in the order of the alphabet.
  const thumbprint = digest(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x })).toString('base64url');
  return { secret, jwk, thumbprint };
}

const issuerKey = testKey('as-2026-01');
const keys = {
  assistant: testKey('assistant'),
  release: testKey('release-bot'),
  indexer: testKey('docs-indexer'),
  thief: testKey('thief'),
};

function compact(header, payload, key) {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${sign(null, Buffer.from(input), key.secret).toString('base64url')}`;
}

/** Seconds since the epoch of a time of the day, `HH:MM` or `HH:MM:SS`. */
const at = (time) => Date.parse(`${DAY}T${time.length === 5 ? `${time}:00` : time}Z`) / 1000;
const clock = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '');
const shortId = (text) => digest(text).toString('base64url').slice(0, 12);
const choose = (label, from) => from[digest(label).readUInt32BE(0) % from.length];

const parties = {
  assistant: {
    claims: { sub: 'alice', client_id: 'coding-assistant', act: { sub: 'agent-7' } },
    logged: { client_id: 'coding-assistant', agent_id: 'agent-7', principal_id: 'alice' },
    sender: { workload_id: 'spiffe://acme.example/assistants/agent-7', source_ip: '10.20.7.14' },
  },
  support: {
    claims: { sub: 'bob', client_id: 'support-assistant', act: { sub: 'agent-12' } },
    logged: { client_id: 'support-assistant', agent_id: 'agent-12', principal_id: 'bob' },
    sender: { workload_id: 'spiffe://acme.example/assistants/agent-12', source_ip: '10.20.7.31' },
  },
  release: {
    claims: { sub: 'release-bot', client_id: 'release-bot' },
    logged: { client_id: 'release-bot', principal_id: 'release-bot' },
    sender: { workload_id: 'spiffe://acme.example/ci/release-bot', source_ip: '10.20.9.5' },
  },
  indexer: {
    claims: { sub: 'docs-indexer', client_id: 'docs-indexer' },
    logged: { client_id: 'docs-indexer', principal_id: 'docs-indexer' },
    sender: { workload_id: 'spiffe://acme.example/ci/docs-indexer', source_ip: '10.20.9.8' },
  },
};

/** What the servers saw of whoever held the stolen token: the identity is that of the token, the workload is not. */
const THIEF = { workload_id: 'spiffe://acme.example/ci/runner-31', source_ip: '10.20.9.77' };

const tokens = new Map();

/** The token of a party for a server and scope that is alive at a time: issued on the half hour, or where asked. */
function token(party, server, scope, time, key) {
  const issuedAt = Math.floor(time / HALF_HOUR) * HALF_HOUR - 5;
  const name = [party, server, scope, issuedAt].join(' ');
  if (!tokens.has(name)) {
    const claims = {
      iss: ISSUER,
      aud: SERVERS[server],
      ...parties[party].claims,
      scope,
      iat: issuedAt,
      exp: issuedAt + HALF_HOUR + 5,
    };
    const bound = key ? { ...claims, cnf: { jkt: key.thumbprint } } : claims;
    tokens.set(name, compact({ typ: 'at+jwt', alg: 'EdDSA', kid: 'as-2026-01' }, { ...bound, jti: shortId(name) }, issuerKey));
  }
  return tokens.get(name);
}

const hashOf = (raw) => digest(raw).toString('base64url');

/** A DPoP proof for one request to git-mcp (RFC 9449 §4.2), by a clock that is up to three seconds off. */
function proof(raw, key, time, nonce) {
  const jti = shortId(`proof ${raw.slice(-20)} ${time} ${nonce}`);
  const iat = time + choose(`drift ${jti}`, [-3, -2, -1, 0, 0, 1, 2]);
  const claims = { jti, htm: 'POST', htu: SERVERS.git, iat, ath: hashOf(raw), ...(nonce && { nonce }) };
  return compact({ typ: 'dpop+jwt', alg: 'EdDSA', jwk: key.jwk }, claims, key);
}

// --- the records ------------------------------------------------------------------------------------------------------

const logs = { git: [], docs: [] };
const STATUS = { executed: 200, tool_error: 200, denied: 401, failed: 503 };

/** Adds a record; `note` is a name under which the story can point at it. */
function log(server, time, party, call, presented, more = {}, note = undefined) {
  const { outcome = 'executed', sender = parties[party].sender, ...rest } = more;
  const record = {
    event_time: clock(time),
    server_name: `${server}-mcp`,
    ...call,
    outcome,
    http_method: 'POST',
    http_url: SERVERS[server],
    ...(STATUS[outcome] && { http_status: STATUS[outcome] }),
    ...presented,
    ...parties[party].logged,
    ...sender,
    ...rest,
  };
  logs[server].push({ time, record, note });
}

const asBearer = (raw) => ({ token_scheme: 'Bearer', token_sha256: hashOf(raw), dpop_proof_count: 0 });
const asDpop = (raw, dpop) => ({ token_scheme: 'DPoP', token_sha256: hashOf(raw), dpop_proof_count: 1, dpop_proof: dpop });
const fresh = (raw, key, time, nonce) => asDpop(raw, proof(raw, key, time, nonce));

const FILES = ['src/cart.ts', 'src/checkout.ts', 'src/refund.ts', 'test/refund.test.ts', 'README.md'];
const readCall = (time) => ({
  tool_name: 'repo.read',
  resource: 'acme/payments',
  arguments: { path: choose(`read ${time}`, FILES) },
});
const writeCall = (path, message) => ({ tool_name: 'repo.write', resource: 'acme/payments', arguments: { path, message } });
const mergeCall = (number) => ({ tool_name: 'pr.merge', resource: 'acme/payments', arguments: { number } });
const docsCall = (tool, subject) => ({
  tool_name: tool,
  arguments: tool === 'docs.search' ? { query: subject } : { page: subject },
});

const gitRead = (time) => token('assistant', 'git', 'repo:read', time, keys.assistant);
const gitWrite = (time) => token('assistant', 'git', 'repo:write', time, keys.assistant);
const releaseToken = (time) => token('release', 'git', 'pr:merge repo:read', time, keys.release);
const docsToken = (party, time) => token(party, 'docs', 'docs:read', time);

/** Times from one to another, about so many seconds apart, the same on every run. */
function* between(from, to, pace, label) {
  for (let time = at(from) + (digest(label)[0] % 60); time < at(to); ) {
    yield time;
    time += Math.round(pace * (0.6 + (digest(`${label} ${time}`)[0] / 255) * 0.8));
  }
}

function assistantAtWork(from, to) {
  let edits = 0;
  for (const time of between(from, to, 300, `assistant ${from}`)) {
    const write = ++edits % 4 === 0;
    const raw = write ? gitWrite(time) : gitRead(time);
    const call = write ? writeCall(choose(`write ${time}`, FILES), `refund flow, step ${edits / 4}`) : readCall(time);
    log('git', time, 'assistant', call, fresh(raw, keys.assistant, time));
  }
}

function releases() {
  for (const [index, time] of [...between('09:40', '17:30', 2600, 'release')].entries()) {
    const raw = releaseToken(time);
    log('git', time, 'release', readCall(time), fresh(raw, keys.release, time));
    log('git', time + 9, 'release', mergeCall(410 + index), fresh(raw, keys.release, time + 9));
  }
}

const SUBJECTS = ['refund policy', 'payment states', 'retry budget', 'release calendar', 'style guide'];

function docsReaders(party, from, to, pace) {
  for (const time of between(from, to, pace, `docs ${party} ${from}`)) {
    const tool = choose(`tool ${time}`, ['docs.search', 'docs.read']);
    log('docs', time, party, docsCall(tool, choose(`subject ${time}`, SUBJECTS)), asBearer(docsToken(party, time)));
  }
}

/** What any log of a working day holds, and what an audit must not take for an attack. */
function harmlessOddities() {
  const challenged = at('10:12:20');
  const nonce = shortId('server nonce');
  const raw = gitRead(challenged);
  log(
    'git',
    challenged,
    'assistant',
    readCall(challenged),
    fresh(raw, keys.assistant, challenged),
    { outcome: 'denied' },
    'challenge',
  );
  const retry = fresh(raw, keys.assistant, challenged + 1, nonce);
  log('git', challenged + 1, 'assistant', readCall(challenged), retry, { dpop_nonces: [nonce] }, 'retry');
  const broken = at('11:02:41');
  log('git', broken, 'assistant', readCall(broken), fresh(gitRead(broken), keys.assistant, broken), { outcome: 'tool_error' });
  const busy = at('13:20:05');
  log('git', busy, 'assistant', readCall(busy), fresh(gitRead(busy), keys.assistant, busy), { outcome: 'failed' });
  log('git', busy + 4, 'assistant', readCall(busy), fresh(gitRead(busy), keys.assistant, busy + 4));
  const cut = at('16:31:10');
  log('git', cut, 'assistant', readCall(cut), fresh(gitRead(cut), keys.assistant, cut), { outcome: 'unknown' }, 'unknown');
}

/** 14:07: the write token and one proof of the assistant leave with a log file that a build step uploaded. */
function theft() {
  const stolenAt = at('14:07:12');
  const raw = gitWrite(stolenAt);
  const stolen = proof(raw, keys.assistant, stolenAt);
  const thief = { sender: THIEF };
  const byThief = (time) => asDpop(raw, proof(raw, keys.thief, time));
  log('git', stolenAt, 'assistant', writeCall('src/refund.ts', 'round half to even'), asDpop(raw, stolen), {}, 'victim');
  log('git', stolenAt + 90, 'assistant', writeCall('.ci/release.yml', 'bump'), asDpop(raw, stolen), thief, 'replay');
  log('git', at('14:11:05'), 'assistant', writeCall('.ci/release.yml', 'bump again'), asBearer(raw), thief, 'downgrade');
  log('git', at('14:13:31'), 'assistant', writeCall('src/refund.ts', 'tidy'), byThief(at('14:13:31')), thief, 'own key');
  log('git', at('14:14:02'), 'assistant', writeCall('src/checkout.ts', 'tidy'), byThief(at('14:14:02')), thief, 'own key again');
  log(
    'git',
    at('14:16:20'),
    'assistant',
    writeCall('.ci/release.yml', 'bump'),
    asDpop(raw, stolen),
    { ...thief, outcome: 'denied' },
    'refused',
  );
  const docs = docsToken('assistant', stolenAt);
  log(
    'docs',
    at('14:20:44'),
    'assistant',
    docsCall('docs.search', 'deploy credentials'),
    asBearer(docs),
    thief,
    'bearer elsewhere',
  );
}

/** Servers that check less than they should, without any thief. */
function carelessServers() {
  const misdirected = at('12:05:30');
  const forDocs = token('indexer', 'docs', 'repo:read', misdirected, keys.indexer);
  log('git', misdirected, 'indexer', readCall(misdirected), fresh(forDocs, keys.indexer, misdirected), {}, 'audience');
  const merged = at('15:22:18');
  log('git', merged, 'assistant', mergeCall(431), fresh(gitRead(merged), keys.assistant, merged), {}, 'scope');
  const late = at('18:40');
  log('git', late, 'assistant', readCall(late), fresh(gitRead(at('18:05')), keys.assistant, late), {}, 'expired');
  for (const [time, note] of [
    [at('12:40:09'), 'silent'],
    [at('12:40:52'), 'silent too'],
  ]) {
    log('docs', time, 'support', docsCall('docs.search', 'opening hours'), {}, {}, note);
  }
}

assistantAtWork('09:00', '11:45');
assistantAtWork('13:02', '16:55');
assistantAtWork('18:02', '18:25');
releases();
docsReaders('assistant', '09:10', '11:40', 400);
docsReaders('assistant', '13:40', '16:10', 480);
docsReaders('support', '10:35', '12:25', 400);
harmlessOddities();
theft();
carelessServers();

// --- the files --------------------------------------------------------------------------------------------------------

const named = {};

/** The lines of a log in order of time, numbered; a few are delivered twice, once with another log time. */
function lines(server) {
  const entries = logs[server].toSorted((a, b) => a.time - b.time);
  return entries.flatMap(({ record, note }, index) => {
    const record_id = `${server}-${String(index + 1).padStart(4, '0')}`;
    if (note) named[note] = record_id;
    const line = { schema: 'invocation/1', record_id, ...record };
    if (index % 47 !== 33) return [line];
    return [line, index % 2 ? line : { ...line, log_time: clock(at(record.event_time.slice(11, 19)) + 31) }];
  });
}

const ndjson = (records) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

const git = lines('git');
const docs = lines('docs');

const policy = `# What Acme's tool servers should have demanded of every call.
schema: bindcheck.policy/1
clock_skew: 60s
proof_window: 300s
max_token_lifetime: 1h
issuers:
  - issuer: ${ISSUER}
    jwks: keys/as.jwks.json
    algorithms: [EdDSA]
    profile: rfc9068
servers:
  - id: git-mcp
    resource: [${SERVERS.git}]
    urls: [${SERVERS.git}]
    binding: dpop
    proof_algorithms: [EdDSA]
    tools:
      repo.read:
        scopes: [repo:read]
      repo.write:
        scopes: [repo:write]
        exact_scopes: true
      pr.merge:
        scopes: [pr:merge]
  - id: docs-mcp
    resource: [${SERVERS.docs}]
    urls: [${SERVERS.docs}]
    binding: none
    tools:
      "docs.*":
        scopes: [docs:read]
`;

const story = `# A coding assistant whose token is stolen

The case that \`bindcheck demo\` audits: one working day, ${DAY}, of two tool servers of Acme. All of it is made by \`test/tools/make-demo.mjs\`; the keys are test keys. Times are UTC.

- All day, Alice's coding assistant (\`agent-7\`) reads and edits \`acme/payments\` through \`git-mcp\` with tokens bound to its key (DPoP), renewed every half hour, and looks things up at \`docs-mcp\` with bearer tokens. \`release-bot\` merges, a support assistant reads docs.
- 14:07 its write token and one proof leak. The honest call is \`${named.victim}\`; 90 seconds later another workload sends the same proof with other arguments, and git-mcp writes: \`${named.replay}\` (\`replay/proof-reused\`).
- 14:11 the thief presents the bound token as a plain bearer token, and it is taken: \`${named.downgrade}\` (\`binding/downgrade-to-bearer\`).
- 14:13 the thief signs proofs with a key of its own, and they are taken: \`${named['own key']}\`, \`${named['own key again']}\` (\`binding/dpop-key\`).
- 14:16 the old proof once more, now nine minutes old, is refused: \`${named.refused}\` (\`binding/dpop-time\`, blocked: the control worked).
- 14:20 the assistant's docs token is used from the thief's workload: \`${named['bearer elsewhere']}\` (\`replay/bearer-context\`). Which of the users is the thief no log can say, so every use of that token is named.
- Without any thief: \`git-mcp\` takes a token that was made for docs-mcp, \`${named.audience}\` (\`audience/mismatch\`), merges for a token that may only read, \`${named.scope}\` (\`scope/insufficient\`), and at 18:40 takes one that expired at 18:30, \`${named.expired}\` (\`token/expired\`).
- Nothing can be said of \`${named.silent}\` and \`${named['silent too']}\`, whose lines name no token. Whether \`${named.unknown}\` ran is not known.
- Harmless, and not to be reported: clocks a few seconds off, lines delivered twice, a server that failed and was asked again with a new proof, and the nonce handshake of \`${named.challenge}\` (refused) and \`${named.retry}\` (repeated).
`;

const jwks = { keys: [{ ...issuerKey.jwk, kid: 'as-2026-01', use: 'sig', alg: 'EdDSA' }] };

const files = {
  'README.md': story,
  'bindcheck.policy.yaml': policy,
  'keys/as.jwks.json': `${JSON.stringify(jwks, null, 2)}\n`,
  'logs/git-mcp.ndjson': ndjson(git),
  'logs/docs-mcp.ndjson': ndjson(docs),
  'tokens.ndjson': ndjson([...tokens.values()].map((raw) => ({ schema: 'token/1', token: raw }))),
};

const folder = process.argv[2] ?? fileURLToPath(new URL('../../fixtures/demo', import.meta.url));
rmSync(folder, { recursive: true, force: true });
for (const part of ['keys', 'logs']) mkdirSync(join(folder, part), { recursive: true });
for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
