import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the built program that is underway. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

const PROGRAM = new URL('../../bin/bindcheck.js', import.meta.url).pathname;

/** Starts the built program in a folder, without waiting for it. Where it reads standard input, that stays open. */
export const start = (args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Running => {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { ...process.env, CI: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (!args.includes('-')) child.stdin.end();
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk) => out.push(chunk));
  child.stderr.on('data', (chunk) => err.push(chunk));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code,
    signal,
    stdout: Buffer.concat(out).toString(),
    stderr: Buffer.concat(err).toString(),
  }));
  return { process: child, ended };
};

/** Runs it to its end. */
export const run = (...of: Parameters<typeof start>): Promise<Ended> => start(...of).ended;

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
