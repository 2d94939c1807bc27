import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { bindcheck, type Ran } from '../program.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { createDetector, type Secret } from './secrets.ts';

export const FORMATS = 'table json ndjson verdicts csv csv-controls sarif junit github markdown html ocsf'.split(' ');
export const AS_OF = ['--as-of', '2026-07-01T00:00:00Z'];

/** What is audited. */
export let logs: Workspace;
/** Everything that the program writes, its temporary files included. */
export let written: Workspace;

beforeEach(() => {
  logs = createWorkspace();
  written = createWorkspace();
});

afterEach(() => {
  logs.remove();
  written.remove();
});

/** Runs the program, with whatever debug output it may have. */
export const run = (...args: readonly string[]): Ran =>
  bindcheck(args, { cwd: written.folder, env: { TMPDIR: written.folder, DEBUG: '*' } });

export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

export const toEveryFormat = FORMATS.flatMap((format) => ['-f', `${format}=${format}`]);

/** What of the secrets is to be found in files and streams; each file can be read by its owner only. */
export const expectNothingLeft = (secrets: readonly Secret[], ...streams: readonly string[]): void => {
  const detect = createDetector(secrets);
  for (const stream of streams) expect(detect(Buffer.from(stream))).toEqual([]);
  for (const path of filesBelow(written.folder)) {
    expect([path, detect(readFileSync(path))]).toEqual([path, []]);
    expect([path, (statSync(path).mode & 0o777).toString(8)]).toEqual([path, '600']);
    expect(path).not.toMatch(/\.heapsnapshot$|report\.\d+.*\.json$|core\b/);
  }
};

export const reportOf = (name = 'json'): Report => JSON.parse(readFileSync(join(written.folder, name), 'utf8')) as Report;

export const auditAll = (...more: readonly string[]): Ran =>
  run('audit', logs.folder, '--db', 'audit.db', '-v', ...AS_OF, ...toEveryFormat, ...more);

/** Runs the program and kills it as soon as `isTime`; answers whether it was still running then. */
export const killed = async (args: readonly string[], isTime: () => boolean): Promise<boolean> => {
  const program = new URL('../../bin/bindcheck.js', import.meta.url).pathname;
  const env = { ...process.env, TMPDIR: written.folder };
  const child = spawn(process.execPath, [program, ...args], { cwd: written.folder, env, stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  let [over, step] = [false, 0];
  void ended.then(() => {
    over = true;
  });
  while (!over && !isTime() && step < 6_000) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    step += 1;
  }
  child.kill('SIGKILL');
  return (await ended) === 'SIGKILL';
};

/** Whether the program has written more than so many bytes to a file. */
export const isGrown = (bytes: number): boolean =>
  filesBelow(written.folder).some((path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > bytes);
