import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(path, 'utf8');

/** Paths of files below a folder, with `/` on every system, in a fixed order. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/'))
    .sort();

const sources = filesBelow('src').filter((path) => path.endsWith('.ts'));
const committed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(path))
  .sort();

/** The text of a source without its comments; strings stay, line breaks too. */
const withoutComments = (text: string): string =>
  text.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (match) =>
    match.startsWith('/') ? match.replace(/[^\n]/g, '') : match,
  );

/** `path:line: text` of each line that matches, comments left out. */
const linesMatching = (paths: readonly string[], pattern: RegExp): string[] =>
  paths.flatMap((path) =>
    withoutComments(read(path))
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );

const idsOf = (folder: string, pattern: RegExp): string[] =>
  filesBelow(folder)
    .map((path) => pattern.exec(path)?.[1])
    .filter((id) => id !== undefined)
    .sort();

const sorted = (entries: readonly { readonly id: string }[]): string[] => entries.map((entry) => entry.id).sort();

describe('registries hold every file under its own name', () => {
  it('rules', async () => {
    const { RULES } = await import('../src/rules/index.ts');
    expect(sorted(RULES)).toEqual(idsOf('src/rules', /^src\/rules\/([^/]+\/(?!family\.ts$)[^/]+)\.ts$/));
  });

  it('formats', async () => {
    const { FORMATS } = await import('../src/readers/index.ts');
    expect(sorted(FORMATS)).toEqual(idsOf('src/readers/formats', /^src\/readers\/formats\/([^/]+)\.ts$/));
  });

  it('containers', async () => {
    const { CONTAINERS } = await import('../src/readers/containers/index.ts');
    const registered = idsOf('src/readers/containers', /^src\/readers\/containers\/([^/]+)\.ts$/).filter((id) =>
      /^export default\b/m.test(read(`src/readers/containers/${id}.ts`)),
    );
    expect(sorted(CONTAINERS)).toEqual(registered);
  });

  it('reporters', async () => {
    const { REPORTERS } = await import('../src/reporters/index.ts');
    const registered = idsOf('src/reporters', /^src\/reporters\/([^/]+)\.ts$/).filter((id) =>
      /^export default\b/m.test(read(`src/reporters/${id}.ts`)),
    );
    expect(sorted(REPORTERS)).toEqual(registered);
  });
});

describe('the source keeps the rules of the house', () => {
  const outsideCli = sources.filter((path) => !path.startsWith('src/cli/'));

  it('reads the clock, chance and the process in cli only', () => {
    expect(
      linesMatching(outsideCli, /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bprocess\./),
    ).toEqual([]);
  });

  it('prints through cli only', () => {
    expect(linesMatching(sources, /\bconsole\./)).toEqual([]);
  });

  it('opens no connection', () => {
    expect(linesMatching(sources, /\bfetch\(|\bWebSocket\b|\bEventSource\b/)).toEqual([]);
  });

  it('has no file that needs a table of contents', () => {
    const prose = sources.filter((path) => !path.startsWith('src/frameworks/'));
    const long = prose.map((path) => ({ path, lines: read(path).split('\n').length - 1 })).filter(({ lines }) => lines > 250);
    expect(long).toEqual([]);
  });

  it('names files for what they do, in kebab-case', () => {
    const names = [...sources, ...filesBelow('test').filter((path) => path.endsWith('.ts'))].map((path) =>
      path.split('/').slice(1).join('/'),
    );
    const vague = /(?:^|[/.-])(?:utils?|helpers?|common|managers?|misc)(?=[/.-])|(?:^|\/)types\.ts$/;
    expect(names.filter((name) => vague.test(name) || !/^[a-z0-9]+(?:[-./][a-z0-9]+)*$/.test(name))).toEqual([]);
  });
});

describe('what is committed', () => {
  const text = committed.filter((path) => !/\.(?:gz|zst|db|png)$/.test(path) && statSync(path).isFile());

  it('names no folder of the machine it was written on', () => {
    const machine = /(?<![\w.~)}-])\/(?:work|root)\/[\w.]|\.library\//;
    expect(text.filter((path) => path !== 'test/house.test.ts' && machine.test(read(path)))).toEqual([]);
  });

  it('names no package registry', () => {
    const registry = /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\bnpm\.pkg\.github\.com|\/artifactory\//i;
    expect(text.filter((path) => path !== 'test/house.test.ts' && registry.test(read(path)))).toEqual([]);
  });

  it('holds no report, database or package', () => {
    expect(committed.filter((path) => /\.(?:db|tgz)$|^dist\/|(?:^|\/)node_modules\//.test(path))).toEqual([]);
  });

  it('gives a reason for each dependency', () => {
    const manifest = JSON.parse(read('package.json'));
    const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].sort();
    const explained = manifest['dependencies-because'].map((entry: { package: string }) => entry.package).sort();
    expect(explained).toEqual(declared);
  });

  it('states one version', () => {
    const { version } = JSON.parse(read('package.json'));
    const lock = JSON.parse(read('package-lock.json'));
    const constants = sources.flatMap((path) => [...read(path).matchAll(/\bVERSION = '([^']+)'/g)].map((match) => match[1]));
    expect(new Set([lock.version, lock.packages[''].version, ...constants])).toEqual(new Set([version]));
    expect(read('CHANGELOG.md')).toContain(`## [${version}]`);
  });

  it('starts the built program and nothing else', () => {
    expect(read('bin/bindcheck.js')).toBe("#!/usr/bin/env node\nimport '../dist/cli/main.js';\n");
  });
});

it('the demo case is what its script makes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bindcheck-demo-'));
  try {
    execFileSync(process.execPath, ['test/tools/make-demo.mjs', folder]);
    const made = filesBelow(folder).map((path) => path.slice(folder.length));
    expect(filesBelow('fixtures/demo').map((path) => path.slice('fixtures/demo'.length))).toEqual(made);
    for (const path of made) expect(read(`fixtures/demo${path}`), basename(path)).toBe(read(`${folder}${path}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
