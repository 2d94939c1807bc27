import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { bindcheck } from '../program.ts';
import { createWorkspace } from '../workspace.ts';

const workspace = createWorkspace();
afterAll(workspace.remove);
const { folder: cwd } = workspace;
const shipped = (path: string): string => readFileSync(new URL(`../../fixtures/maps/${path}`, import.meta.url), 'utf8');

workspace.write('map.yaml', shipped('istio/map.yaml'));
workspace.write('other.yaml', shipped('haproxy/map.yaml'));
workspace.write('logs/istio.log', shipped('istio/sample.log'));
workspace.write('logs/haproxy.log', shipped('haproxy/sample.log'));

describe('--map', () => {
  it('makes invocations of any log, for audit', () => {
    const { code, stdout } = bindcheck(
      ['audit', 'logs/istio.log', '--map', 'map.yaml', '-f', 'verdicts', '--fail-on', 'never', '--allow-unproven'],
      {
        cwd,
      },
    );
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ record_id, tool_name, executed }) => [record_id, tool_name, executed])).toEqual([
      ['b6a1c2d3-0000-4000-8000-000000000001', 'repo.write', true],
      ['b6a1c2d3-0000-4000-8000-000000000002', 'repo.write', false],
    ]);
  });

  it('may be given several times, each for its own log, and for ingest', () => {
    const ran = bindcheck(['ingest', 'logs', '--map', 'map.yaml', '--map', 'other.yaml', '--db', 'a.db'], { cwd });
    expect(ran.stderr).toContain('4 invocations added');
    expect(ran.code).toBe(0);
    const report = JSON.parse(
      bindcheck(['report', '--db', 'a.db', '-f', 'json', '--fail-on', 'never', '--allow-unproven'], { cwd }).stdout,
    );
    expect(report.sources.map(({ path, format }: { path: string; format: string }) => [path, format])).toEqual([
      ['logs/haproxy.log', 'map:haproxy'],
      ['logs/istio.log', 'map:istio'],
    ]);
  });

  it.each([
    ['that does not exist', 'none.yaml', undefined, 'the mapping none.yaml does not exist'],
    [
      'that is wrong',
      'wrong.yaml',
      'schema: bindcheck.map/1\nname: x\nfields: { tool_nme: a }\n',
      'wrong.yaml:3:11: fields: unknown key `tool_nme`, did you mean `tool_name`?',
    ],
  ])('%s ends the run before anything is written', (_, name, text, message) => {
    if (text !== undefined) workspace.write(name, text);
    const { code, stderr } = bindcheck(['audit', 'logs', '--map', name, '--db', 'new.db'], { cwd });
    expect([code, stderr.includes(message)]).toEqual([2, true]);
    expect(() => readFileSync(`${cwd}/new.db`)).toThrow();
  });

  it('refuses two of the same name', () => {
    const { code, stderr } = bindcheck(['audit', 'logs', '--map', 'map.yaml', '--map', 'map.yaml'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('two mappings have the name istio')]);
  });
});
