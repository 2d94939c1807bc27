// Writes a log of any size with planted violations, for `npm run bench`: seeded, streamed, and labelled with what must be found.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ISSUER = 'https://as.example';
const START = Date.UTC(2026, 2, 2) / 1000;
const LIFETIME = 3600;
const SERVERS = { bearer: 'docs-mcp', dpop: 'git-mcp' };
const TOOLS = ['repo.read', 'repo.list', 'repo.search'];

const urlOf = (server) => `https://${server}.example/mcp`;
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const digest = (text) => createHash('sha256').update(text).digest('base64url');
const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jws = (header, payload, key) => {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
};

/** Every hundredth call breaks one rule, in turn; 0 for a clean one. */
const violationOf = (index, kind) => {
  if (index % 100 !== 99) return undefined;
  const all = kind === 'dpop' ? ['expired', 'audience', 'ath', 'method'] : ['expired', 'audience'];
  return all[Math.floor(index / 100) % all.length];
};
const RULES = {
  expired: 'token/expired',
  audience: 'audience/mismatch',
  ath: 'binding/dpop-token-hash',
  method: 'binding/dpop-method',
};

const policyOf = () => `schema: bindcheck.policy/1
issuers:
  - issuer: ${ISSUER}
    jwks: as.jwks.json
    algorithms: [ES256]
servers:
${Object.entries(SERVERS)
  .map(
    ([kind, id]) => `  - id: ${id}
    resource: [https://${id}.example/mcp]
    urls: [https://${id}.example/mcp]
    binding: ${kind === 'dpop' ? 'dpop' : 'none'}
    tools:
${TOOLS.map((tool) => `      ${tool}:\n        scopes: [repo:read]`).join('\n')}`,
  )
  .join('\n')}
`;

/** Writes policy, keys and log into a folder; answers with the fails that are to be found, by rule, and what was made. */
export const makeLog = async (folder, { kind, records, tokens }) => {
  mkdirSync(folder, { recursive: true });
  const issuer = pair();
  const clients = Array.from({ length: 16 }, pair).map(({ publicKey, privateKey }, index) => {
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
    return { id: `agent-${index}`, privateKey, jwk: { kty, crv, x, y }, jkt: digest(JSON.stringify({ crv, kty, x, y })) };
  });
  writeFileSync(
    join(folder, 'as.jwks.json'),
    JSON.stringify({ keys: [{ ...issuer.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256' }] }),
  );
  writeFileSync(join(folder, 'bindcheck.policy.yaml'), policyOf());
  const fails = {};
  let [proofs, distinct] = [0, 0];
  const mint = (name, use, time, violation) => {
    const client = clients[name % clients.length];
    const server = SERVERS[use];
    distinct++;
    const claims = {
      iss: ISSUER,
      sub: `user-${name % 500}`,
      aud: `https://${violation === 'audience' ? 'elsewhere' : server}.example/mcp`,
      client_id: client.id,
      scope: 'repo:read',
      iat: time,
      exp: time + (violation === 'expired' ? -600 : LIFETIME),
      jti: `t-${distinct}`,
      ...(use === 'dpop' && { cnf: { jkt: client.jkt } }),
    };
    return { raw: jws({ alg: 'ES256', typ: 'at+jwt', kid: 'k' }, claims, issuer.privateKey), client, server, name };
  };
  const proofFor = ({ raw, client, server }, index, time, violation) => {
    const header = { alg: 'ES256', typ: 'dpop+jwt', jwk: client.jwk };
    const htm = violation === 'method' ? 'GET' : 'POST';
    const ath = digest(violation === 'ath' ? 'other' : raw);
    proofs++;
    return jws(header, { jti: `p-${index}`, htm, htu: urlOf(server), iat: time, ath }, client.privateKey);
  };
  const callOf = (token, index, time, proof) => ({
    schema: 'invocation/1',
    record_id: `i-${index}`,
    event_time: new Date(time * 1000).toISOString(),
    server_name: token.server,
    tool_name: TOOLS[index % TOOLS.length],
    outcome: 'executed',
    http_method: 'POST',
    http_url: urlOf(token.server),
    token_scheme: proof ? 'DPoP' : 'Bearer',
    token: token.raw,
    ...(proof && { dpop_proof: proof, dpop_proof_count: 1 }),
    agent_id: token.client.id,
    client_id: token.client.id,
    session_id: `s-${token.name}`,
    rpc_id: index,
    protocol_version: '2025-06-18',
    arguments: { path: `src/module-${index % 900}.ts`, limit: index % 500 },
  });
  const each = Math.max(1, Math.floor(records / tokens));
  let current;
  const lineOf = (index) => {
    const time = START + Math.floor((index / records) * 86_400);
    const name = Math.floor(index / each);
    const use = kind === 'mixed' ? ['bearer', 'dpop'][name % 2] : kind;
    if (index % each === 0) current = mint(name, use, time - 30);
    const violation = violationOf(index, use);
    if (violation) fails[RULES[violation]] = (fails[RULES[violation]] ?? 0) + 1;
    const token = violation === 'expired' || violation === 'audience' ? mint(name, use, time - 30, violation) : current;
    const proof = use === 'dpop' ? proofFor(token, index, time, violation) : undefined;
    return `${JSON.stringify(callOf(token, index, time, proof))}\n`;
  };
  const sink = createWriteStream(join(folder, 'calls.ndjson'));
  for (let index = 0; index < records; index++) if (!sink.write(lineOf(index))) await once(sink, 'drain');
  sink.end();
  await once(sink, 'close');
  return { fails, proofs, tokens: distinct };
};
