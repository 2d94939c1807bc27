import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jwkOf, rsaPair, signToken } from '../tokens/signer.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

const TRAP = new URL('trap.mjs', import.meta.url).href;
const PROGRAM = new URL('../../bin/bindcheck.js', import.meta.url).pathname;

let place: Workspace;
/** Listens where all hostile URLs point to, and counts who comes. */
let server: Server;
let visitors = 0;
let url: string;

const pair = rsaPair();

/** Records that name URLs wherever a careless program would follow them. */
const hostileRecords = (): object[] => {
  const header = { kid: `${url}/kid`, jku: `${url}/jku`, x5u: `${url}/x5u`, typ: 'at+jwt' };
  const claims = { iss: url, aud: `${url}/mcp`, sub: `${url}/sub`, iat: 1_781_277_022, exp: 1_781_277_622, client_id: url };
  const call = (index: number): object => ({
    schema: 'invocation/1',
    record_id: `r-${index}`,
    event_time: '2026-06-12T15:10:22Z',
    server_name: url,
    tool_name: url,
    resource: url,
    outcome: 'executed',
    http_url: `${url}/mcp`,
    http_method: 'POST',
    token_scheme: 'DPoP',
    token: signToken({ ...header, n: index % 50 }, { ...claims, jti: `j-${index % 50}` }, pair, 'RS256'),
    dpop_proof: signToken({ typ: 'dpop+jwt', jwk: jwkOf(pair), jku: `${url}/jku` }, { htu: url, htm: 'POST' }, pair, 'RS256'),
    arguments: { url, file: 'http://169.254.169.254/latest/meta-data' },
  });
  const calls = Array.from({ length: 50 }, (_, index) => call(index));
  // More than what is worth threads.
  return Array.from({ length: 6_000 }, (_, index) => ({ ...calls[index % 50], record_id: `r-${index}` }));
};

const writeScene = (): void => {
  place.write('logs/calls.ndjson', hostileRecords());
  place.write('logs/as.json', JSON.stringify({ issuer: url, jwks_uri: `${url}/jwks`, token_endpoint: `${url}/token` }));
  place.write('logs/rs.json', JSON.stringify({ resource: `${url}/mcp`, authorization_servers: [url], jwks_uri: `${url}/jwks` }));
  place.write('logs/bindcheck.policy.yaml', `schema: bindcheck.policy/1\nissuers: [{issuer: "${url}", jwks: "${url}/jwks"}]\n`);
  place.write('keys.json', JSON.stringify({ keys: [{ ...jwkOf(pair), kid: 'k', x5u: `${url}/x5u` }] }));
  const issuers = [{ issuer: url, jwks: 'keys.json' }];
  place.write('policy.json', JSON.stringify({ schema: 'bindcheck.policy/1', issuers, servers: [{ id: url, urls: [url] }] }));
  const remote = { $schema: `${url}/schema`, schema: 'bindcheck.policy/1', issuers: [{ issuer: url, jwks: `${url}/jwks` }] };
  place.write('remote.json', JSON.stringify(remote));
  place.write('tokens.txt', signToken({ jku: `${url}/jku`, x5u: `${url}/x5u` }, { iss: url }, pair, 'RS256'));
};

beforeAll(async () => {
  place = createWorkspace();
  server = createServer((socket) => {
    visitors += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  writeScene();
});

afterAll(() => {
  server.close();
  place.remove();
});

const AUDIT = ['audit', 'logs', '-p', 'policy.json', '--allow-unproven', '--jobs', '2'];
const FORMATS = 'table json ndjson csv csv-controls sarif junit github markdown html ocsf'.split(' ');

/** Every command, in an order in which each finds what it needs; `$URL` is where the server listens. */
const COMMANDS: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  [...AUDIT, '--db', 'a.db', '--exit-zero', ...FORMATS.flatMap((format) => ['-f', `${format}=report.${format}`])],
  [...AUDIT, '-f', 'verdicts=verdicts.ndjson', '--exit-zero'],
  ['ingest', 'logs', '--db', 'b.db', '-p', 'policy.json'],
  ['report', '--db', 'a.db', '-p', 'policy.json', '--exit-zero', '--allow-unproven'],
  ['report', 'report.json', '-f', 'html=again.html', '--exit-zero'],
  ['explain', 'signature/embedded-key'],
  ['rules'],
  ['formats'],
  ['formats', '--check', 'logs/calls.ndjson'],
  ['frameworks'],
  ['token', 'tokens.txt', '--jwks', 'keys.json'],
  ['init', 'logs', '--jwks', '$URL=keys.json'],
  ['baseline', 'create', 'report.json'],
  ['baseline', 'update', 'report.json'],
  ['baseline', 'prune', 'report.json'],
  ['baseline', 'show'],
  ['demo'],
  ['completion', 'bash'],
  ['completion', 'zsh'],
  ['completion', 'fish'],
  ['audit', '$URL/logs'],
  ['audit', 'logs', '-p', '$URL/policy'],
  ['audit', 'logs', '-p', 'remote.json'],
  ['audit', 'logs', '--jwks', '$URL=$URL/jwks'],
  ['audit', 'logs', '--map', '$URL/map'],
  ['token', 'tokens.txt', '--jwks', '$URL/jwks'],
];

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

const run = (command: readonly string[], before: readonly string[] = [], options: readonly string[] = []): Ended => {
  const [program = '', ...args] = [
    ...before,
    process.execPath,
    ...options,
    PROGRAM,
    ...command.map((word) => word.replaceAll('$URL', url)),
  ];
  const env = { ...process.env, BINDCHECK_TRAP: join(place.folder, 'trap.txt'), NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: place.folder, env, encoding: 'utf8', input: '' });
  return { code: status, output: `${stdout}${stderr}` };
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

it('the trap catches who reaches for a network, on every thread', { timeout: 120_000 }, async () => {
  const trap = join(place.folder, 'trap.txt');
  writeFileSync(trap, '');
  const reach = place.write(
    'reach.mjs',
    `import { connect } from 'node:net'; import { get } from 'node:http'; import { lookup } from 'node:dns/promises';
import { Worker, isMainThread } from 'node:worker_threads';
for (const each of [() => connect(1), () => get('${url}'), () => lookup('localhost'), () => fetch('${url}'), () => new WebSocket('${url}')])
  try { await each(); } catch {}
if (isMainThread) new Worker(new URL(import.meta.url));`,
  );
  spawnSync(process.execPath, ['--import', TRAP, reach], { env: { ...process.env, BINDCHECK_TRAP: trap } });
  const notes = readFileSync(trap, 'utf8');
  for (const each of ['net.connect', 'http.get', 'dns.lookup', 'globalThis.fetch'])
    expect(notes.split(`reached for ${each}\n`).length - 1, each).toBe(2);
  expect(pathToFileURL(reach).href).toContain('reach.mjs');
});

describe('no command reaches for a network', { timeout: 600_000 }, () => {
  it('with every call trapped, and with a server that waits for it', async () => {
    const trap = join(place.folder, 'trap.txt');
    visitors = 0;
    for (const command of COMMANDS) {
      writeFileSync(trap, '');
      const { code, output } = run(command, [], ['--import', TRAP]);
      expect([command, code === 70 ? output : 'fine']).toEqual([command, 'fine']);
      const notes = readFileSync(trap, 'utf8').trimEnd().split('\n');
      expect(notes[0]).toBe('ready on thread 0');
      expect([command, notes.filter((note) => !note.startsWith('ready on thread'))]).toEqual([command, []]);
      if (command[0] === 'audit' && command.includes('a.db')) expect(notes.length, 'threads were at work').toBeGreaterThan(1);
    }
    await pause(50);
    expect(visitors).toBe(0);
  });
});

const UNSHARE = ['unshare', '-rn'];
const canUnshare = spawnSync('unshare', ['-rn', 'true']).status === 0;
const title = `every command ends alike in a network namespace without interfaces${canUnshare ? '' : ' (skipped: unshare -rn is not allowed here)'}`;

it.skipIf(!canUnshare)(title, { timeout: 600_000 }, () => {
  const inside = spawnSync('unshare', [
    '-rn',
    process.execPath,
    '-e',
    `fetch('${url}').then(() => process.exit(1), () => process.exit(0))`,
  ]);
  expect(inside.status, 'nothing can be reached in there').toBe(0);
  for (const command of COMMANDS.filter(([name]) => name !== 'init' && name !== 'baseline')) {
    const [apart, here] = [run(command, UNSHARE), run(command)];
    expect([command, apart.code]).toEqual([command, here.code]);
    expect(apart.output.split('\n').length).toBe(here.output.split('\n').length);
  }
});
