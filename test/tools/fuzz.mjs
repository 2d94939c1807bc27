// `npm run fuzz -- [--records N] [--seed N] [--samples FOLDER] [--inputs] [--only TEXT]`: the long run of what `npm test` does in
// seconds. A million hostile records and tokens, and then inputs that are made to exhaust memory or time. With `--inputs` the latter
// alone, with `--only` those of that name.
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { INPUTS } from './hostile-inputs.mjs';
import { measureRun } from './measure-run.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    samples: { type: 'string' },
    inputs: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

/** What an input may take, in megabytes and in seconds of processor time. */
const MOST_MEGABYTES = 1_024;
const MOST_SECONDS = 60;

const runTests = () => {
  const env = { ...process.env, BINDCHECK_FUZZ: options.records };
  if (options.seed) env.BINDCHECK_FUZZ_SEED = options.seed;
  if (options.samples) env.BINDCHECK_FUZZ_SAMPLES = options.samples;
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--config', 'test/vitest.config.ts', 'test/fuzz'];
  return spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status === 0;
};

const scratch = mkdtempSync(join(tmpdir(), 'bindcheck-fuzz-'));

const audit = async (path, pipe, jobs) => {
  const output = join(scratch, `report-${jobs}.json`);
  const from = pipe ? '-' : path;
  const args = ['audit', from, '-q', '-f', `json=${output}`, '--jobs', String(jobs), '--as-of', '2026-08-01T00:00:00Z'];
  const taken = await measureRun(args, { folder: scratch, ...(pipe && { input: path }) });
  return { ...taken, report: readFileSync(output, 'utf8') };
};

const faultsOf = ({ records, rejected, ignored, status }, alone, onThreads) => {
  const [source] = JSON.parse(alone.report).sources;
  const faults = [];
  if (records !== undefined && source.records !== records) faults.push(`${source.records} records, expected ${records}`);
  if (rejected !== undefined && source.rejected !== rejected) faults.push(`${source.rejected} rejected, expected ${rejected}`);
  if (ignored !== undefined && source.ignored < ignored) faults.push(`${source.ignored} ignored, expected ${ignored}`);
  if (status !== undefined && source.status !== status) faults.push(`${source.status}, expected ${status}`);
  if (alone.report !== onThreads.report) faults.push('another report on four threads');
  if (Math.max(alone.megabytes, onThreads.megabytes) > MOST_MEGABYTES) faults.push(`more than ${MOST_MEGABYTES} MB`);
  if (Math.max(alone.seconds, onThreads.seconds) > MOST_SECONDS) faults.push(`more than ${MOST_SECONDS} s`);
  return faults;
};

const describe = ({ megabytes, seconds }) => `${megabytes.toFixed(0).padStart(5)} MB ${seconds.toFixed(1).padStart(6)} s`;

const runInput = async (input) => {
  const path = join(scratch, 'input');
  await pipeline(Readable.from(input.make()), createWriteStream(path));
  const [alone, onThreads] = [await audit(path, input.pipe, 1), await audit(path, input.pipe, 4)];
  const faults = faultsOf(input, alone, onThreads);
  const mark = faults.length > 0 ? `FAIL ${faults.join('; ')}` : `ok (exit ${alone.code})`;
  process.stdout.write(`${input.name.padEnd(40)} ${describe(alone)}  --jobs 4: ${describe(onThreads)}  ${mark}\n`);
  return faults.length === 0;
};

let sound = true;
try {
  if (!options.inputs) sound = runTests();
  for (const input of INPUTS.filter(({ name }) => name.includes(options.only))) {
    const holds = await runInput(input).catch((error) => {
      process.stdout.write(`${input.name.padEnd(40)} FAIL ${error.message}\n`);
      return false;
    });
    sound &&= holds;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = sound ? 0 : 1;
