import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { makeProgram } from '../../src/cli/program.ts';
import { bindcheck } from '../program.ts';

const pathsOf = (command: Command, called: readonly string[] = []): string[][] =>
  command.commands.flatMap((inner) => [[...called, inner.name()], ...pathsOf(inner, [...called, inner.name()])]);

const commands = pathsOf(makeProgram()).filter((path) => path.at(-1) !== 'completion');

/** Names of options that a command knows, `--no-x` included. */
const optionsOf = (path: readonly string[]): string[] => {
  let command: Command | undefined = makeProgram();
  for (const name of path) command = command?.commands.find((inner) => inner.name() === name);
  return command?.options.flatMap(({ long, short }) => [long, short].filter((name) => name !== undefined)) ?? [];
};

describe.each([[], ...commands].map((path) => ({ path, called: ['bindcheck', ...path].join(' ') })))('$called', ({ path }) => {
  const { code, stdout, stderr } = bindcheck([...path, '--help'], { env: { COLUMNS: '80' } });
  const examples = stdout.slice(stdout.indexOf('Examples:')).split('\n');

  it('--help exits with 0 and says it on standard output, in 80 columns', () => {
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain('default: []');
  });

  it('has examples whose options the commands know', () => {
    const lines = examples
      .flatMap((line) => (line.startsWith('  #') ? [] : line.split(/&&|\|/)))
      .flatMap((part) => /^\s*bindcheck (.*)$/.exec(part)?.[1]?.trim() ?? []);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const words = line.split(' ');
      const called = commands
        .filter((each) => each.every((name, index) => words[index] === name))
        .sort((a, b) => b.length - a.length)[0];
      expect(called, line).toBeDefined();
      for (const option of words.filter((word) => /^-./.test(word))) expect(optionsOf(called ?? []), line).toContain(option);
    }
  });
});

it('an option that is not known is a usage error that points at the help, in nested commands too', () => {
  for (const path of [
    ['audit', 'x'],
    ['baseline', 'create', 'x'],
  ]) {
    const { code, stderr } = bindcheck([...path, '--no-such']);
    expect(code).toBe(2);
    expect(stderr).toContain('--help shows the options');
  }
});

it('a colour that is not known is a usage error of every command', () => {
  for (const path of [['audit', 'x'], ['ingest', 'x', '--db', 'x'], ['init'], ['rules'], ['baseline', 'show']])
    expect(bindcheck([...path, '--color', 'maybe']).code, path.join(' ')).toBe(2);
});
