import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProgram } from '../../src/cli/program.ts';
import { RULES } from '../../src/rules/index.ts';
import { bindcheck } from '../program.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;
const title = (shell: string): string => (isThere(shell) ? shell : `${shell} (skipped: it is not installed here)`);

let place: Workspace;
beforeAll(() => {
  place = createWorkspace();
  for (const shell of SHELLS) place.write(shell, bindcheck(['completion', shell]).stdout);
});
afterAll(() => place.remove());

const script = (shell: string): string => join(place.folder, shell);

const linesOf = (shell: string, args: readonly string[]): string[] =>
  execFileSync(shell, args, { encoding: 'utf8', cwd: place.folder }).split('\n').filter(Boolean);

describe.each(SHELLS)('%s', (shell) => {
  it('is offered every command and every option', () => {
    const { stdout, code } = bindcheck(['completion', shell]);
    expect(code).toBe(0);
    for (const command of makeProgram().commands) {
      expect(stdout).toContain(command.name());
      for (const { long } of command.options)
        expect(stdout).toContain(shell === 'fish' ? `-l ${long?.slice(2)}` : (long as string));
    }
    expect(stdout).toContain('token/expired');
  });

  it.skipIf(!isThere(shell))(`parses the script${isThere(shell) ? '' : ' (skipped: it is not installed here)'}`, () => {
    expect(() => execFileSync(shell, ['-n', script(shell)])).not.toThrow();
  });
});

describe.skipIf(!isThere('bash'))(title('bash'), () => {
  const complete = (...words: string[]): string[] => {
    const line = words.map((word) => `'${word}'`).join(' ');
    const test = `source "$1"; COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _bindcheck; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return linesOf('bash', ['-c', test, 'bash', script('bash')]);
  };

  it.each([
    [['bindcheck', 'comp'], ['completion']],
    [
      ['bindcheck', 'audit', '--fail-on', ''],
      ['critical', 'high', 'medium', 'low', 'never'],
    ],
    [['bindcheck', 'audit', 'logs', '-f', 'sar'], ['sarif']],
    [['bindcheck', 'report', '--exit'], ['--exit-zero']],
    [['bindcheck', 'explain', 'token/exp'], ['token/expired']],
    [
      ['bindcheck', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['bindcheck', 'audit', ''], []],
    [['bindcheck', 'audit', '--since', ''], []],
  ])('%j is completed to %j', (words, expected) => {
    expect(complete(...words)).toEqual(expected);
  });

  it('knows all rules', () => {
    expect(complete('bindcheck', 'explain', '')).toEqual(RULES.map(({ id }) => id));
  });
});

describe.skipIf(!isThere('fish'))(title('fish'), () => {
  const complete = (line: string): string[] =>
    linesOf('fish', ['--no-config', '-c', `source ${script('fish')}; complete -C '${line}'`]).map(
      (each) => each.split('\t')[0] ?? '',
    );

  it.each([
    ['bindcheck comp', ['completion']],
    ['bindcheck audit --fail-on ', ['critical', 'high', 'low', 'medium', 'never']],
    ['bindcheck audit -f sar', ['sarif']],
    ['bindcheck explain token/exp', ['token/expired']],
    ['bindcheck completion ', ['bash', 'fish', 'zsh']],
    ['bindcheck audit --control IA-13\\(', ['IA-13(1)', 'IA-13(2)', 'IA-13(3)']],
  ])('%j is completed to %j', (line, expected) => {
    expect(complete(line).sort()).toEqual(expected);
  });

  it('offers files where files are meant', () => {
    writeFileSync(join(place.folder, 'calls.ndjson'), '');
    expect(complete('bindcheck audit ca')).toEqual(['calls.ndjson']);
    expect(complete('bindcheck rules ca')).toEqual([]);
  });
});

describe.skipIf(!isThere('zsh'))(title('zsh'), () => {
  /** What the script tells the completion system of zsh, which needs a terminal itself. */
  const specs = (command: string): string[] => {
    const test = `compdef() {}; source "$1"
      _arguments() { if [[ $1 == -C ]]; then state=argument line=(${command}); else print -rl -- "$@"; fi }
      _bindcheck`;
    return linesOf('zsh', ['-f', '-c', test, 'zsh', script('zsh')]);
  };

  it('is told options with their values, and what stands for arguments', () => {
    const audit = specs('audit');
    expect(audit).toContain('--fail-on[exit with 1 on open findings at or above]:fail-on:(critical high medium low never)');
    expect(audit.filter((each) => /^\*-f\[|^\*--format\[/.test(each))).toHaveLength(2);
    expect(audit).toContain('(-o --output)--output[write the report to a file]:output:_files');
    expect(audit).toContain('*:argument:_files');
    expect(specs('completion')).toContain('*:argument:(bash zsh fish)');
    expect(specs('rules').filter((each) => each.startsWith('*:'))).toEqual([]);
  });
});

it('refuses a shell that it does not know', () => {
  expect(bindcheck(['completion', 'tcsh'])).toMatchObject({ code: 2, stderr: expect.stringContaining('bash, zsh, fish') });
});
