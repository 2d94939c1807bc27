import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  /** Beside what is there, for tests of what the environment changes. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built program as a user would, in `cwd`, with nothing of the environment that changes its output. */
export const bindcheck = (args: readonly string[], options: RunOptions = {}): Ran => {
  const program = new URL('../bin/bindcheck.js', import.meta.url).pathname;
  if (!existsSync(new URL('../dist/cli/main.js', import.meta.url))) throw new Error('the program is not built: npm run build');
  const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, GITHUB_STEP_SUMMARY: ____, ...env } = process.env;
  const { env: more, ...others } = options;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: { ...env, COLUMNS: '100', ...more },
    maxBuffer: 1 << 28,
    input: '',
    ...others,
  });
  return { code: status, stdout, stderr };
};
