import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calls } from '../crashes/logs.ts';
import { bindcheck } from '../program.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

let place: Workspace;

beforeEach(() => {
  place = createWorkspace();
});

afterEach(() => place.remove());

/** Enough calls that threads are used, and now and then a line that is broken. */
const withBroken = (file: string): string => {
  const lines = calls(file, 0, 12_000).split('\n');
  return lines
    .flatMap((line, index) => (index % 1_000 === 0 ? ['{"schema": "invocation/1", "broken": ', line] : [line]))
    .join('\n');
};

describe('--jobs', () => {
  it('changes no byte of the report', () => {
    place.write('logs/a.ndjson', withBroken('1'));
    place.write('logs/b.ndjson', withBroken('2'));
    const report = (jobs: number): string => {
      const output = `${place.folder}/report-${jobs}.json`;
      const args = ['audit', 'logs', '-f', `json=${output}`, '--as-of', '2026-04-01T00:00:00Z', '--exit-zero', '--no-progress'];
      const ran = bindcheck([...args, '--max-rejected', '100', '--jobs', String(jobs)], { cwd: place.folder });
      expect(ran.stderr).not.toMatch(/internal error/);
      return readFileSync(output, 'utf8');
    };
    const alone = report(1);
    expect(JSON.parse(alone).summary).toMatchObject({ invocations: 24_000, duplicates: 24 });
    expect(report(2)).toBe(alone);
    expect(report(4)).toBe(alone);
  });
});
