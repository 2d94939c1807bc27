import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/lib/terminal-text.ts';
import { bindcheck } from '../program.ts';
import { createIssuer, createWorkspace } from '../workspace.ts';

const workspace = createWorkspace();
afterAll(workspace.remove);
const { folder: cwd } = workspace;
const check = (...args: string[]) => bindcheck(['formats', '--check', ...args], { cwd });

const token = createIssuer('https://as.example').token({ sub: 'alice', jti: 'j-1' });
const native = (more: object) => ({
  schema: 'invocation/1',
  event_time: '2026-07-01T10:00:00Z',
  server_name: 's',
  tool_name: 'repo.write',
  ...more,
});

workspace.write(
  'mixed.log',
  [
    JSON.stringify(native({ token, outcome: 'executed', arguments: { path: 'secret-path-1' }, build: 'b' })),
    'starting up',
    '{"level":"info","msg":"ready"}',
    JSON.stringify(native({ http_status: 'abc' })),
    JSON.stringify(native({ outcome: 'denied' })),
    '',
  ].join('\n'),
);

describe('formats --check', () => {
  it('says what each record is taken for, what maps where, and what was left out and why', () => {
    const { code, stdout } = check('mixed.log');
    expect(code).toBe(0);
    expect(stdout).toContain('mixed.log: 5 records looked at, all that it holds');
    expect(stdout).toMatch(/^ +1 {2}invocation .*call of repo\.write, executed$/m);
    expect(stdout).toMatch(/^ +2 {2}- .*ignored: lines of text that no known format claims$/m);
    expect(stdout).toMatch(/^ +3 {2}- .*ignored: JSON records that no known format claims$/m);
    expect(stdout).toMatch(/^ +4 {2}invocation .*rejected: http_status: expected an integer that is not negative/m);
    expect(stdout).toMatch(/^ {2}event_time +2 {2}2026-07-01T10:00:00\.000Z +event_time$/m);
    expect(stdout).toContain('in no field: build');
    expect(stdout).toMatch(/^ +1 {2}ignored: lines of text that no known format claims +2$/m);
  });

  it('shows no credential, wherever one stands', () => {
    workspace.write('leaky.log', [
      native({
        token,
        dpop_proof: token,
        session_id: 'session-secret-1',
        dpop_nonces: ['nonce-secret-1'],
        arguments: { key: 'argument-secret' },
        user_agent: `curl Bearer ${token}`,
        request_id: token,
        resource: 'Basic c2VjcmV0OnNlY3JldA==',
        [token]: 1,
      }),
      { [token]: token },
    ]);
    for (const format of ['table', 'json']) {
      const { stdout } = check('leaky.log', '-v', '-f', format);
      const parts = [...token.split('.'), 'session-secret', 'nonce-secret', 'argument-secret', 'c2VjcmV0'];
      for (const part of parts) expect(stdout).not.toContain(part.slice(0, 12));
      expect(stdout).toContain('not shown');
    }
  });

  it('fits 80 columns and shows what would act on a terminal as text', () => {
    const name = `tool-${'x'.repeat(200)}`;
    workspace.write('wide.log', [
      native({ tool_name: name, user_agent: '\u001b[31mred\u202e', [`\u001b]0;${'m'.repeat(99)}`]: 1 }),
    ]);
    const program = new URL('../../bin/bindcheck.js', import.meta.url).pathname;
    for (const file of ['mixed.log', 'wide.log']) {
      const { stdout } = spawnSync(process.execPath, [program, 'formats', '--check', file], {
        cwd,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], COLUMNS: '80' },
      });
      expect(stdout.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([]);
      expect(stdout).not.toMatch(/[\u001b\u202e]/);
    }
  });

  it('says where a mapping finds each field, and what it leaves', () => {
    workspace.write('own.log', 'ts=1782900000 fn=deploy who="al ice" extra=1\n');
    workspace.write(
      'own.yaml',
      'schema: bindcheck.map/1\nname: own\ninput: key-value\nfields:\n  tool_name: fn\n  event_time: { from: ts, as: { time: epoch_s } }\n  principal_name: who\n',
    );
    const { code, stdout } = check('own.log', '--map', 'own.yaml');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}event_time +1 {2}2026-07-01T10:00:00\.000Z {2}ts → time epoch_s$/m);
    expect(stdout).toMatch(/^ {2}principal_name +1 {2}al ice +who$/m);
    expect(stdout).toContain('in no field: extra');
  });

  it('says what a record was taken out of', () => {
    workspace.write(
      'cri.log',
      `2026-07-01T10:00:00Z stdout F <134>1 2026-07-01T10:00:00Z h a - - - ${JSON.stringify(native({}))}\n`,
    );
    expect(check('cri.log').stdout).toMatch(/invocation {2}cri, syslog {3}call of repo\.write/);
  });

  it('gives the same as data', () => {
    const data = JSON.parse(check('mixed.log', '-f', 'json').stdout);
    expect(data.records.map(({ line, is, format }: Record<string, unknown>) => [line, is, format])).toEqual([
      [1, 'read', 'invocation'],
      [2, 'ignored', null],
      [3, 'ignored', null],
      [4, 'rejected', 'invocation'],
      [5, 'read', 'invocation'],
    ]);
    expect(data.formats[0].fields).toContainEqual({ name: 'tool_name', records: 2, value: 'repo.write', from: 'tool_name' });
  });

  it('lists what records of no format hold, for a mapping to name, and no value of it', () => {
    workspace.write('unknown.log', [{ request: { auth: 'hunter2', 'x.y': 1 }, tags: ['a'] }, { request: { auth: 'hunter3' } }]);
    const { code, stdout } = check('unknown.log');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ {2}request\.auth {2}text +2$/m);
    expect(stdout).toMatch(/^ {2}request\.x\.y {3}number +1$/m);
    expect(stdout).toMatch(/^ {2}tags +list +1$/m);
    expect(stdout).not.toContain('hunter');
  });

  it('counts broken JSON that nothing claims', () => {
    workspace.write('broken.log', '{"a": oops}\n{"b": oops}\n');
    expect(check('broken.log').stdout).toMatch(
      /^ +1 {2}- .*ignored: broken JSON that no format claims \(2 times, first here\)$/m,
    );
  });

  it('looks at the beginning of a long log', () => {
    const line = `${JSON.stringify(native({ user_agent: 'x'.repeat(3_000) }))}\n`;
    workspace.write('long.log', line.repeat(5_000));
    expect(check('long.log').stdout).toContain('long.log: 1,000 records looked at, its beginning');
  });

  it('exits with 3 where nothing is recognised, and 2 on a wrong use', () => {
    workspace.write('other.log', 'nothing\n');
    const nothing = check('other.log');
    expect([nothing.code, nothing.stdout]).toEqual([3, expect.stringContaining('Nothing is recognised: run bindcheck formats')]);
    expect(check('none.log').code).toBe(2);
    expect(check('mixed.log', '-f', 'markdown').code).toBe(2);
    expect(check('mixed.log', '--input-format', 'hax').stderr).toContain('did you mean har?');
  });
});
