import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bindcheck } from '../program.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

let place: Workspace;

beforeEach(() => {
  place = createWorkspace();
});

afterEach(() => place.remove());

const START = Date.UTC(2026, 2, 18);

/** Enough calls that threads are used; now and then a line that is none, one twice, one out of order, one with a refused token. */
const calls = (file: number): string => {
  const lines: string[] = [];
  for (let index = 0; index < 12_000; index++) {
    const call = {
      schema: 'invocation/1',
      record_id: `i-${file}-${index}`,
      event_time: new Date(START + (index % 7_000) * 1000).toISOString(),
      server_name: `server-${index % 5}`,
      tool_name: `tool-${index % 7}`,
      outcome: index % 50 === 0 ? 'denied' : 'executed',
      token_sha256: `${(index % 300).toString(16).padStart(4, '0')}${'0'.repeat(60)}`,
      session_id: `session-${index % 300}`,
      agent_id: `agent-${(index % 300) % (index % 40 === 0 ? 7 : 11)}`,
      rpc_id: index % 6_000,
      protocol_version: '2025-06-18',
      arguments: { path: `src/module-${index % 900}/index.ts`, text: 'x'.repeat(150) },
    };
    lines.push(JSON.stringify(call));
    if (index % 1_000 === 0) lines.push('not a record', lines.at(-1) as string, '{"schema": "invocation/1", "broken": ');
  }
  return `${lines.join('\n')}\n`;
};

describe('--jobs', () => {
  it('changes no byte of the report', () => {
    place.write('logs/a.ndjson', calls(1));
    place.write('logs/b.ndjson', calls(2));
    const report = (jobs: number): string => {
      const output = `${place.folder}/report-${jobs}.json`;
      const args = ['audit', 'logs', '-f', `json=${output}`, '--as-of', '2026-04-01T00:00:00Z', '--exit-zero', '--no-progress'];
      const ran = bindcheck([...args, '--max-rejected', '100', '--jobs', String(jobs)], { cwd: place.folder });
      expect(ran.stderr).not.toMatch(/internal error/);
      return readFileSync(output, 'utf8');
    };
    const alone = report(1);
    expect(JSON.parse(alone).summary).toMatchObject({ invocations: 24_000, duplicates: 24 });
    expect(report(4)).toBe(alone);
  });
});
