import { afterEach, describe, expect, it, vi } from 'vitest';
import { wantsColor } from '../../src/cli/terminal.ts';
import { bindcheck } from '../program.ts';

const terminal = { isTTY: true } as NodeJS.WriteStream;
const pipe = { isTTY: false } as NodeJS.WriteStream;

const within = (environment: Readonly<Record<string, string | undefined>>): void => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'TERM']) vi.stubEnv(name, environment[name]);
};

afterEach(() => vi.unstubAllEnvs());

describe('whether to colour', () => {
  it.each([
    ['a terminal', {}, terminal, true],
    ['a pipe', {}, pipe, false],
    ['a dumb terminal', { TERM: 'dumb' }, terminal, false],
    ['NO_COLOR', { NO_COLOR: '1' }, terminal, false],
    ['an empty NO_COLOR, which says nothing', { NO_COLOR: '' }, terminal, true],
    ['FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, pipe, true],
    ['FORCE_COLOR=0 on a terminal', { FORCE_COLOR: '0' }, terminal, false],
    ['NO_COLOR against FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, terminal, false],
  ] as const)('%s', (_, environment, stream, expected) => {
    within(environment);
    expect(wantsColor('auto', stream)).toBe(expected);
  });

  it('the option is stronger than the environment', () => {
    within({ NO_COLOR: '1' });
    expect(wantsColor('always', pipe)).toBe(true);
    within({ FORCE_COLOR: '1' });
    expect(wantsColor('never', terminal)).toBe(false);
  });
});

describe('the program', { timeout: 120_000 }, () => {
  const escapes = (text: string): boolean => text.includes('\u001b[');
  const saved = new URL('../../fixtures/reports/canonical.json', import.meta.url).pathname;
  const render = (env: Readonly<Record<string, string>>, ...args: string[]) => bindcheck(['report', saved, ...args], { env });

  it('colours neither stream of a pipe', () => {
    const { stdout, stderr } = render({});
    expect([escapes(stdout), escapes(stderr)]).toEqual([false, false]);
  });

  it('colours both where it is told to, and no file', () => {
    const { stdout, stderr } = render({ FORCE_COLOR: '1' });
    expect([escapes(stdout), escapes(stderr)]).toEqual([true, true]);
    expect(escapes(render({ NO_COLOR: '1' }, '--color', 'always').stdout)).toBe(true);
    for (const format of ['json', 'csv', 'html']) expect(escapes(render({ FORCE_COLOR: '1' }, '-f', format).stdout)).toBe(false);
  });
});
