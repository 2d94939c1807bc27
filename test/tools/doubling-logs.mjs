// Logs that are made so that one rule, one group or one table may cost more than its share. Each gives files by their names, for a size.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START = Date.UTC(2026, 6, 1);
const at = (second) => new Date(START + second * 1000).toISOString();
const segment = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const hash = (index) => index.toString(16).padStart(64, '0');
const jwt = (header, payload) => `${segment(header)}.${segment(payload)}.${'A'.repeat(86)}`;
/** A signature of 64 bytes that no other number gives. */
const signature = (index) => Buffer.from(hash(index + 1).repeat(2), 'hex').toString('base64url');
const token = (claims) =>
  jwt({ alg: 'ES256', typ: 'at+jwt', kid: 'a' }, { iss: 'https://as.example', aud: 'a', exp: 1_800_000_000, ...claims });
const proof = (claims) =>
  jwt(
    { alg: 'ES256', typ: 'dpop+jwt', jwk: { kty: 'EC', crv: 'P-256', x: 'A', y: 'A' } },
    { htm: 'POST', htu: 'https://a.example/mcp', iat: 1_782_864_000, ...claims },
  );

const chain = (depth) => (depth === 0 ? { sub: 'a0' } : { sub: `a${depth}`, act: chain(depth - 1) });

const call = (index, more) =>
  JSON.stringify({
    schema: 'invocation/1',
    record_id: `i-${index}`,
    event_time: at(index % 80_000),
    server_name: 's',
    tool_name: 't',
    outcome: 'executed',
    http_method: 'POST',
    http_url: 'https://a.example/mcp',
    agent_id: `agent-${index % 50}`,
    client_id: `client-${index % 50}`,
    token_sha256: hash(index),
    ...more,
  });

const many = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('\n');
const calls = (make) => (count) => ({ 'logs/a.ndjson': many(count, (index) => call(index, make(index, count))) });
/** Calls, and as much evidence. */
const withEvidence = (makeCall, makeEvidence) => (count) => ({
  ...calls(makeCall)(count),
  'logs/evidence.ndjson': many(count, (index) => JSON.stringify(makeEvidence(index))),
});
/** A thousand calls, and a policy that grows. */
const withPolicy = (policy) => (count) => ({
  ...calls((index) => ({
    server_name: `s-${index}`,
    tool_name: `t-${index}`,
    token: token({ jti: `${index % 10}`, scope: 'a b' }),
    token_sha256: undefined,
  }))(1_000),
  'policy.json': JSON.stringify({ schema: 'bindcheck.policy/1', ...policy(count) }),
});
const list = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const members = (count, make) => Object.fromEntries(list(count, make));

const ONE = { token_sha256: hash(1) };
const HOLDER = { sub: 'u', client_id: 'c', sid: 's' };
const ownToken = (claims) => (index) => ({ token: token({ jti: `${index}`, ...claims }), token_sha256: undefined });
/** The same content with another signature each time. */
const encoding = (index) => token({ jti: 'one' }).replace(/[^.]*$/, signature(index));
const byProof = (index) => ({
  token_sha256: undefined,
  token_scheme: 'DPoP',
  dpop_proof: proof({ jti: `${index}`, ath: Buffer.from(hash(1), 'hex').toString('base64url') }),
});
const approval = (index, more) => ({ schema: 'approval/1', approved_at: at(index % 80_000), ...more });
const revocation = (index, more) => ({ schema: 'revocation/1', revoked_at: at(index % 80_000), ...more });
const leak = (index, more) => ({ schema: 'leak/1', seen_at: at(index % 80_000), location: `l-${index}`, ...more });

const FORMATS = fileURLToPath(new URL('../../fixtures/formats', import.meta.url));
/** Members that name one thing among many. */
const NAMES = /(id|uid|key|jti|hash|token|email|user|name|ip)$/i;

/** What names one thing names another one in each record. */
const varied = (value, index) =>
  JSON.parse(JSON.stringify(value), (name, each) =>
    typeof each === 'string' && NAMES.test(name) && index % 3 > 0 ? `${each}${index}` : each,
  );

const samplesOf = (format) => readdirSync(join(FORMATS, format)).filter((name) => /^sample.*\.(ndjson|json|txt)$/.test(name));

/** The records of the samples of a format, again and again. */
const samples = (format) => (count) => {
  const records = samplesOf(format).flatMap((name) => {
    const text = readFileSync(join(FORMATS, format, name), 'utf8').trim();
    return extname(name) === '.json' ? [JSON.stringify(JSON.parse(text))] : text.split('\n');
  });
  const line = (index) => {
    const record = records[index % records.length];
    return record.startsWith('{') ? JSON.stringify(varied(JSON.parse(record), index)) : record;
  };
  return { 'logs/a.ndjson': many(count, line) };
};
const SAMPLED = readdirSync(FORMATS).filter((name) => extname(name) === '' && samplesOf(name).length > 0);

export const LOGS = {
  'one token, used over and over': calls(() => ONE),
  'each token used once': calls(() => ({})),
  'raw tokens, each used once': calls((index) => ({
    token: token({ jti: `${index}`, sub: `u${index}` }),
    token_sha256: undefined,
  })),
  'tokens known by name, each used once': calls((index) => ({
    token_sha256: undefined,
    token_issuer: 'https://as.example',
    token_jti: `${index}`,
  })),
  'one token in many hands': calls((index) => ({
    ...ONE,
    agent_id: `agent-${index}`,
    client_id: `c-${index}`,
    source_ip: `10.0.0.${index}`,
  })),
  'one token at many servers': calls((index) => ({ ...ONE, server_name: `server-${index}`, tool_name: `tool-${index}` })),
  'one session': calls((index) => ({ session_id: 'one', rpc_id: index, principal_id: `p-${index}` })),
  'one session and one JSON-RPC id': calls(() => ({ session_id: 'one', rpc_id: 1 })),
  'one jti, many tokens': calls(() => ({ token_issuer: 'https://as.example', token_jti: 'one' })),
  'one instant': calls(() => ({ ...ONE, event_time: at(0) })),
  'no ids': calls((index) => ({ ...ONE, record_id: undefined, arguments: { index } })),
  'one id, many contents': calls((index) => ({ ...ONE, record_id: 'one', resource: `r-${index}` })),
  'the same again and again': calls(() => ({ ...ONE, record_id: 'one', event_time: at(0), agent_id: 'a', client_id: 'c' })),
  'delegation of 31 parties': calls((index) => ({ token: token({ jti: `${index}`, act: chain(30) }), token_sha256: undefined })),
  'one proof': calls(() => ({ ...ONE, token_scheme: 'DPoP', dpop_proof: proof({ jti: 'one', ath: 'x' }) })),
  'one proof id, many proofs': calls((index) => ({
    ...ONE,
    token_scheme: 'DPoP',
    dpop_proof: proof({ jti: 'one', ath: `${index}` }),
  })),
  'each proof used once': calls((index) => ({ ...ONE, token_scheme: 'DPoP', dpop_proof: proof({ jti: `${index}`, ath: 'x' }) })),
  'one certificate, many clients': calls((index) => ({ client_cert_sha256: hash(7), client_id: `c-${index}` })),
  'one transaction': calls((index) => ({
    transaction_id: 'one',
    parent_span_id: `${index}`,
    span_id: `s${index}`,
    trace_id: 'a',
  })),
  'one approval': withEvidence(
    () => ({ approval_id: 'one' }),
    (index) => ({ schema: 'approval/1', approval_id: 'one', approved_at: at(index % 80_000), server_name: 's', tool_name: 't' }),
  ),
  'approvals without ids': withEvidence(
    (index) => ({ principal_id: 'p', arguments: { index } }),
    (index) => approval(index, { server_name: 's', principal_id: 'p', arguments_sha256: hash(index), approved_by: `b-${index}` }),
  ),
  'approvals without ids, of other tools': withEvidence(
    () => ({ principal_id: 'p', arguments_sha256: hash(1) }),
    (index) => approval(index, { tool_name: `t-${index}`, arguments_sha256: hash(1) }),
  ),
  'approvals without ids, all ended': withEvidence(
    (index) => ({ principal_id: `p-${index}`, event_time: at(90_000 + index) }),
    (index) => approval(index, { expires_at: at((index % 80_000) + 1), approved_by: 'b' }),
  ),
  'two vantage points of each call': (count) => ({
    'logs/a.ndjson': many(count, (index) => call(index, { request_id: `q-${index}`, trace_id: 'a', span_id: `${index}` })),
    'logs/b.ndjson': many(count, (index) =>
      call(index, { vantage: 'gateway', request_id: `q-${index}`, record_id: `g-${index}` }),
    ),
  }),
  'two vantage points, one request id': (count) => ({
    'logs/a.ndjson': many(count, (index) => call(index, { ...ONE, request_id: 'one', event_time: at(0) })),
    'logs/b.ndjson': many(count, (index) =>
      call(index, { ...ONE, vantage: 'gateway', request_id: 'one', event_time: at(0), record_id: `g-${index}` }),
    ),
  }),
  'one token, many answers': withEvidence(
    () => ONE,
    (index) => ({
      schema: 'introspection/1',
      ...ONE,
      queried_at: at(index % 80_000),
      response: { active: index % 2 === 0, scope: `s${index}` },
    }),
  ),
  'one token, many samples': withEvidence(
    () => ONE,
    (index) => ({ schema: 'token/1', ...ONE, token_issuer: `https://as-${index}.example`, token_jti: `${index}` }),
  ),
  'one subject, many revocations': withEvidence(
    () => ({ token_issuer: 'https://as.example', token_subject: 'u', session_id: 'one' }),
    (index) => ({ schema: 'revocation/1', revoked_at: at(index % 80_000), token_subject: 'u' }),
  ),
  'one token, many leaks': withEvidence(
    () => ONE,
    (index) => leak(index, ONE),
  ),
  'a subject of many tokens, revoked': withEvidence(ownToken(HOLDER), (index) => revocation(index, { token_subject: 'u' })),
  'a client of many tokens, revoked': withEvidence(ownToken(HOLDER), (index) =>
    revocation(index, { token_client_id: 'c', token_issuer: index % 2 ? 'https://as.example' : undefined }),
  ),
  'one name of many tokens, revoked': withEvidence(ownToken({ jti: 'one' }), (index) =>
    revocation(index, { token_issuer: 'https://as.example', token_jti: 'one' }),
  ),
  'one name of many tokens, leaked': withEvidence(ownToken({ jti: 'one' }), (index) =>
    leak(index, { token_issuer: 'https://as.example', token_jti: 'one' }),
  ),
  'one name of many tokens, stated': (count) => ({
    'logs/a.ndjson': calls(ownToken({ jti: 'one' }))(count)['logs/a.ndjson'],
    'logs/b.ndjson': calls((index) => ({
      record_id: `b-${index}`,
      token_sha256: undefined,
      token_issuer: 'https://as.example',
      token_jti: 'one',
      token_scopes: [`s${index}`],
    }))(count)['logs/a.ndjson'],
  }),
  'each id with two contents': calls((index) => ({ record_id: `i-${index >> 1}` })),
  'rejected records': calls((index) => ({ event_time: `on day ${index}` })),
  'encodings of one token, revoked': withEvidence(
    (index) => ({ token: encoding(index), token_sha256: undefined }),
    (index) => revocation(index, { token: encoding(index) }),
  ),
  'encodings of one token, leaked': withEvidence(
    (index) => ({ token: encoding(index), token_sha256: undefined }),
    (index) => leak(index, { token: encoding(index) }),
  ),
  'a token by its proof, revoked': withEvidence(byProof, (index) => revocation(index, ONE)),
  'a token by its proof, leaked': withEvidence(byProof, (index) => leak(index, ONE)),
  'tokens in turn, many answers': withEvidence(
    (index) => ({ token_sha256: hash(index % 3000) }),
    (index) => ({
      schema: 'introspection/1',
      token_sha256: hash(index % 3000),
      queried_at: at(index % 80_000),
      response: { active: true, sub: `u${index}` },
    }),
  ),
  'tokens in arguments': calls((index) => ({
    ...ONE,
    arguments: { a: list(20, (place) => `${'t'.repeat(30)}${index}x${place}`) },
  })),
  'many files': (count) => members(Math.ceil(count / 20), (index) => [`logs/${index}.ndjson`, call(index, {})]),
  'many servers in the policy': withPolicy((count) => ({
    servers: list(count / 20, (index) => ({ id: `s-${index}`, resource: [`https://s-${index}.example/`] })),
  })),
  'servers that the policy does not list': (count) => ({
    'logs/a.ndjson': many(count, (index) => call(index, { server_name: `an-mcp-server-of-ours-${index}` })),
    'policy.json': JSON.stringify({
      schema: 'bindcheck.policy/1',
      servers: list(count / 20, (index) => ({ id: `a-server-that-is-not-called-${index}` })),
    }),
  }),
  'many tools in the policy': withPolicy((count) => ({
    servers: [{ id: 's-1', tools: members(count / 20, (index) => [`t-${index}*`, { scopes: ['a'] }]) }],
  })),
  'many implied scopes in the policy': withPolicy((count) => ({
    servers: [{ id: 's-1', tools: { '*': { scopes: ['z'] } } }],
    scopes: { implies: members(count / 20, (index) => [`s${index}`, [`s${index + 1}`]]) },
  })),
  'many exceptions in the policy': withPolicy((count) => ({
    exceptions: list(count / 20, (index) => ({
      rule: 'signature/*',
      match: { server_name: `x-${index}*` },
      reason: 'r',
      accept_risk: true,
      expires: '2027-01-01',
    })),
  })),
  'many identities in the policy': withPolicy((count) => ({
    identities: list(count / 20, (index) => ({ id: `u${index}`, also: [`v${index}`] })),
  })),
  ...Object.fromEntries(SAMPLED.map((format) => [`samples of ${format}`, samples(format)])),
};
