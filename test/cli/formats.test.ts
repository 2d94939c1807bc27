import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/lib/terminal-text.ts';
import { FORMATS } from '../../src/readers/index.ts';
import { bindcheck } from '../program.ts';

const formats = (...args: readonly string[]) => bindcheck(['formats', ...args], { env: { COLUMNS: '80' } });

describe('bindcheck formats', () => {
  it('lists them all, within the width, in few lines each', () => {
    const { stdout } = formats();
    const lines = stdout.trimEnd().split('\n');
    for (const { id } of FORMATS) expect(stdout).toContain(`  ${id}: `);
    expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
    expect(lines.length).toBeLessThan(FORMATS.length * 7);
  });

  it('shows one of them, with what to configure', () => {
    const { code, stdout } = formats('envoy-access-log');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toContain('envoy-access-log: ');
    expect(stdout).toContain('\n    json_format:\n');
    expect(stdout).not.toContain('har: ');
  });

  it('shows one of them as data and as Markdown', () => {
    expect(JSON.parse(formats('har', '-f', 'json').stdout)).toMatchObject({ id: 'har', level: 'crypto' });
    expect(formats('har', '-f', 'markdown').stdout).toMatch(/^\| format .*\n\| --- .*\n\| `har` \|/);
  });

  it('says what is near to one that is not known', () => {
    const { code, stderr } = formats('envoy-acces-log');
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean envoy-access-log?')]);
  });

  it('does not take a name and a file at once', () => {
    const { code, stderr } = formats('har', '--check', 'x.log');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--input-format har')]);
  });
});
