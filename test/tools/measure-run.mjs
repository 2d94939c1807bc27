// Runs the program and tells what it took: the highest memory and all processor time of the process, threads included.
import { spawn } from 'node:child_process';
import { createReadStream, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/bindcheck.js', import.meta.url));

/** Written by the program itself when it ends. */
const measureInto = (path) =>
  `data:text/javascript,${encodeURIComponent(
    `import { writeFileSync } from 'node:fs'; import { isMainThread } from 'node:worker_threads';
     if (isMainThread) process.on('exit', () => writeFileSync(${JSON.stringify(path)}, JSON.stringify(process.resourceUsage())));`,
  )}`;

/** Runs with these arguments in `folder`; `input` is the path of what comes in by standard input. Throws where it ends out of order. */
export const measureRun = async (args, { folder, input }) => {
  const usage = join(folder, 'usage.json');
  rmSync(usage, { force: true });
  const options = { cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] };
  const child = spawn(process.execPath, ['--import', measureInto(usage), program, ...args], options);
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  if (input) await pipeline(createReadStream(input), child.stdin).catch(() => undefined);
  else child.stdin.end();
  const code = await ended;
  if (![0, 1, 3, 4].includes(code)) throw new Error(`exit ${code}: ${errors.slice(-400)}`);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(usage, 'utf8'));
  return { code, megabytes: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 };
};
