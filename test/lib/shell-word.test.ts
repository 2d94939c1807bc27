import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { shellWord } from '../../src/lib/shell-word.ts';
import { showControls } from '../../src/lib/terminal-text.ts';

const HOSTILE = [
  'logs/a b.yaml',
  "it's.yaml",
  '$(touch x).yaml',
  '`id`.yaml',
  'a;b|c&d>e<f.yaml',
  '!!.yaml',
  '~/x.yaml',
  '*.yaml',
  '{a,b}.yaml',
  '#x.yaml',
  'a\\b.yaml',
  'a\nb\r\t.yaml',
  '\u001b]0;x\u0007.yaml',
  "'\u001b'\\\u0001f.yaml",
  '\u0085\u009bm.yaml',
  'a\u202eb\u200b.yaml',
  '\u{e0041}x.yaml',
  '##[add-mask]x',
  'a ::error::x',
  "'; rm -rf .; '",
  'é漢.yaml',
];

const bash = spawnSync('bash', ['-c', 'echo $BASH_VERSION'], { encoding: 'utf8' });

describe('a path as a word of a shell', () => {
  test('stays as it is where no shell would act on it', () => {
    for (const path of ['logs/a.ndjson', '/var/log/mcp_1.2/x+y@z.json', 'a=b']) expect(shellWord(path)).toBe(path);
  });

  test('is no option, and never nothing', () => {
    expect(shellWord('-rf')).toBe('./-rf');
    expect(shellWord('--exit zero')).toBe("'./--exit zero'");
    expect(shellWord('')).toBe("''");
  });

  test.each(HOSTILE)('%j holds nothing that acts on a terminal or a build service', (path) => {
    expect(showControls(shellWord(path))).toBe(shellWord(path));
  });

  test.skipIf(bash.status !== 0).each(HOSTILE)('%j is that very path to a shell', (path) => {
    const { stdout } = spawnSync('bash', ['-c', `LC_ALL=C.UTF-8; printf %s ${shellWord(path)}`], { encoding: 'utf8' });
    expect(stdout).toBe(path);
  });
});
