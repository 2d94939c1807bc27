// Everything that must hold before a commit: one line a step, the output of a step only where it fails, all steps always run.
// The last line is `N passed, N failed`: each test counts as one, and so does each other step.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'bindcheck-check-'));
const results = join(scratch, 'tests.json');

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What runs is what `npm run` runs, so that each step can be repeated on its own. */
const steps = [
  { name: 'build' },
  { name: 'types' },
  { name: 'lint', more: '--colors=off' },
  { name: 'folders' },
  { name: 'unused' },
  { name: 'package' },
  { name: 'docs', more: '--check' },
  { name: 'unit', more: `--reporter=default --reporter=json --outputFile.json="${results}"` },
];

const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
const environment = { ...process.env, PATH, NO_COLOR: '1' };
delete environment.FORCE_COLOR;

function run(command) {
  const options = { cwd: root, env: environment, shell: true, encoding: 'utf8', maxBuffer: 1 << 28 };
  const { status, stdout, stderr, error } = spawnSync(command, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}${error ?? ''}` };
}

/** The tests by their own report. A file that does not load has no tests to count: it counts as one that failed. */
function countTests(ok) {
  const report = readReport();
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + unloaded;
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: ok || failed > 0 ? failed : 1, skipped };
}

function readReport() {
  try {
    return JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    return { testResults: [], numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  }
}

const inWords = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

const total = { passed: 0, failed: 0, skipped: 0 };
for (const { name, more, file } of steps) {
  const command = [scripts[name], more].filter(Boolean).join(' ');
  if (file && !existsSync(join(root, file))) {
    total.skipped++;
    process.stdout.write(`skip  ${name.padEnd(8)}         there is no ${file}\n`);
    continue;
  }
  const started = performance.now();
  const { ok, output } = run(command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = name === 'unit' ? countTests(ok) : { passed: Number(ok), failed: Number(!ok), skipped: 0 };
  for (const key of Object.keys(total)) total[key] += counts[key];
  const detail = name === 'unit' ? `  ${inWords(counts)}` : '';
  process.stdout.write(`${counts.failed ? 'FAIL' : 'ok  '}  ${name.padEnd(8)} ${seconds.padStart(6)} s${detail}\n`);
  if (counts.failed) process.stdout.write(`\n$ ${command}\n${output.trimEnd()}\n\n`);
}

rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`${inWords(total)}\n`);
process.exitCode = total.failed ? 1 : 0;
