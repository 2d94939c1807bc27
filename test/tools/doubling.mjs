// `npm run doubling -- [--size N] [--only TEXT] [--jobs N]`: audits logs of one, two and four times a size and tells how the processor
// time grows. Twice the log may take twice the time; what takes much more is marked, and ends the run with 1.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { LOGS } from './doubling-logs.mjs';
import { measureRun } from './measure-run.mjs';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '20000' },
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: '1' },
  },
});

/** Growth from the second size to the third, above which time is more than proportional. Start-up and noise allow for some. */
const MOST_GROWTH = 2.6;

const auditOf = async (files) => {
  const folder = mkdtempSync(join(tmpdir(), 'bindcheck-doubling-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), `${text}\n`);
  }
  const policy = files['policy.json'] ? ['-p', 'policy.json'] : [];
  const args = [
    'audit',
    'logs',
    '-q',
    '-f',
    'json=report.json',
    '--jobs',
    options.jobs,
    '--as-of',
    '2026-08-01T00:00:00Z',
    ...policy,
  ];
  try {
    return await measureRun(args, { folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const size = Number(options.size);
let sound = true;
for (const [name, make] of Object.entries(LOGS).filter(([each]) => each.includes(options.only))) {
  const runs = [];
  for (const times of [1, 2, 4]) runs.push(await auditOf(make(size * times)));
  const [first, second, third] = runs.map(({ seconds }) => seconds);
  const growth = third / second;
  if (growth > MOST_GROWTH) sound = false;
  const ratios = [second / first, growth].map((ratio) => `×${ratio.toFixed(2)}`).join(' ');
  const memory = runs.map(({ megabytes }) => megabytes.toFixed(0)).join(' ');
  const times = runs.map(({ seconds }) => seconds.toFixed(1)).join(' ');
  process.stdout.write(
    `${name.padEnd(38)} ${times} s  ${ratios}  ${memory} MB  ${growth > MOST_GROWTH ? 'SUPERLINEAR' : 'ok'}\n`,
  );
}
process.exitCode = sound ? 0 : 1;
