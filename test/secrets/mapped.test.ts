import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INVOCATION_TYPES } from '../../src/readers/formats/invocation.ts';
import { plantedSamples } from './planted.ts';
import { auditAll, expectNothingLeft, logs, reportOf, run } from './scene.ts';
import { FORMED, opaque } from './secrets.ts';

const MAPS = readdirSync('fixtures/maps').map((name) => ({
  name,
  path: new URL(`../../fixtures/maps/${name}/map.yaml`, import.meta.url).pathname,
}));
const withMaps = MAPS.flatMap(({ path }) => ['--map', path]);

describe('logs that are read by a mapping', { timeout: 600_000 }, () => {
  it('with secrets in every place leave none in database, reports and streams', () => {
    for (const { name, content } of plantedSamples('fixtures/maps')) logs.write(name, content);
    const ran = auditAll(...withMaps);
    expect([0, 1]).toContain(ran.code);
    const formats = reportOf().sources.flatMap(({ format }) => format?.split(', ') ?? []);
    for (const { name } of MAPS) expect(formats).toContain(`map:${name}`);
    expect(reportOf().summary.invocations).toBeGreaterThan(100);
    const checks = plantedSamples('fixtures/maps').flatMap(({ name }) =>
      [[], ['-f', 'json']].map((more) => run('formats', '--check', join(logs.folder, name), '-v', ...withMaps, ...more)),
    );
    const again = run('report', '--db', 'audit.db', '-f', 'verdicts', '--as-of', '2026-07-01T00:00:00Z');
    expectNothingLeft(FORMED, ...[ran, again, ...checks].flatMap(({ stdout, stderr }) => [stdout, stderr]));
  });

  /** Fields that are secret whatever they hold, and what a record has there. */
  const PLACES: Readonly<Record<string, (secret: string) => unknown>> = {
    token: (secret) => secret,
    dpop_proof: (secret) => secret,
    dpop_nonces: (secret) => [secret],
    session_id: (secret) => secret,
    token_sha256: (secret) => secret,
    client_cert_sha256: (secret) => secret,
    event_time: (secret) => secret,
    http_url: (secret) => `https://u:${secret}@git.acme.example/mcp?access_token=${secret}#id_token=${secret}`,
    arguments: (secret) => ({ password: secret, deep: [{ api_key: { of: secret } }] }),
    unmapped: (secret) => ({ authorization: `Bearer ${secret}` }),
  };

  it('with secrets that look like nothing leave none either, where the mapping tells what they are', () => {
    const names = Object.keys(INVOCATION_TYPES);
    const fields = Object.fromEntries(names.map((name) => [name, `logged_${name}`]));
    const map = logs.write('map.json', JSON.stringify({ schema: 'bindcheck.map/1', name: 'own', when: { is: 'call' }, fields }));
    const call = { is: 'call', logged_event_time: '2026-06-30T12:00:00Z', logged_server_name: 's', logged_tool_name: 't' };
    const secrets = Object.keys(PLACES).map(opaque);
    const records = Object.entries(PLACES).map(([name, make], index) => ({
      ...call,
      [`logged_${name}`]: make(secrets[index]?.text ?? ''),
    }));
    const log = logs.write('calls.ndjson', records);
    const ran = auditAll('--map', map);
    expect(reportOf().sources.find(({ path }) => path === log)).toMatchObject({ format: 'map:own', records: records.length });
    const check = run('formats', '--check', log, '-v', '--map', map);
    expectNothingLeft(secrets, ran.stdout, ran.stderr, check.stdout, check.stderr);
  });
});
