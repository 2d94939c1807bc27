import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: true;
  readonly link?: true;
  readonly optional?: true;
  readonly hasInstallScript?: true;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const locked = Object.entries(lock.packages as Record<string, Locked>).filter(([path]) => path !== '');

let folder: string;
let packed: { readonly filename: string; readonly files: readonly { readonly path: string; readonly mode: number }[] };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindcheck-package-'));
  // It is built already, and the build would take away what other tests run.
  const args = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', folder];
  [packed] = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds what is needed to run it, and nothing else', () => {
    // npm takes along every README that lies above a file.
    const needed =
      /^(?:package\.json|README\.md|LICENSE|bin\/bindcheck\.js|dist\/[a-z0-9./-]+\.js|src\/README\.md|src\/[a-z/]+\.schema\.json|src\/reporters\/html\/browser\.(?:css|js)|fixtures\/README\.md|fixtures\/(?:demo|maps)\/.+|fixtures\/rules\/[a-z-]+\/[a-z-]+\/fail\.json)$/;
    expect(packed.files.map(({ path }) => path).filter((path) => !needed.test(path))).toEqual([]);
  });

  it('holds every file that the build made, and the schemas', () => {
    const paths = packed.files.map(({ path }) => path);
    const built = readdirSync('dist', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(built.length).toBeGreaterThan(2);
    expect(paths.filter((path) => path.startsWith('dist/'))).toHaveLength(built.length);
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/cli/main.js',
        'dist/workers/judge-thread.js',
        'src/mapping/map.schema.json',
        'src/policy/policy.schema.json',
        'src/reporters/report.schema.json',
      ]),
    );
  });

  it('runs nothing where it is installed', () => {
    const installing = ['preinstall', 'install', 'postinstall', 'preuninstall', 'uninstall', 'postuninstall', 'dependencies'];
    expect(Object.keys(manifest.scripts).filter((name) => installing.includes(name))).toEqual([]);
  });

  it('is published for all, and only with provenance', () => {
    expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
  });

  it('runs in an empty folder, with the dependencies that it names and no others', () => {
    const modules = join(folder, 'empty/node_modules');
    mkdirSync(join(modules, 'bindcheck'), { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, packed.filename), '--strip-components=1', '-C', join(modules, 'bindcheck')]);
    for (const [path] of locked.filter(([, { dev }]) => dev !== true)) {
      mkdirSync(dirname(join(folder, 'empty', path)), { recursive: true });
      // The source of SQLite is 10 MB, and is not read.
      const filter = (from: string): boolean => !/better-sqlite3\/(?:deps|src)(?:\/|$)/.test(from);
      cpSync(path, join(folder, 'empty', path), { recursive: true, filter });
    }
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, [join(modules, 'bindcheck', manifest.bin.bindcheck), ...args], {
        cwd: join(folder, 'empty'),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    expect(run('--version').trim()).toBe(manifest.version);
    expect(run('explain', 'token/expired')).toContain('token/expired');
    const demo = join(modules, 'bindcheck/fixtures/demo');
    expect(JSON.parse(run('audit', demo, '-f', 'json', '--exit-zero', '--fail-on', 'never')).summary.invocations).toBeGreaterThan(
      0,
    );
    expect(run('demo')).toMatch(/finding/);
  }, 120_000);
});

describe('the lock file', () => {
  it('holds the hash of every package, and names no place to fetch from', () => {
    const unsealed = locked.filter(([, { integrity, link }]) => !link && !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
    expect(unsealed.map(([path]) => path)).toEqual([]);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('lets one package run a script when it is installed, which is known', () => {
    const scripted = locked.filter(([, { hasInstallScript, dev, optional }]) => hasInstallScript && !(dev && optional));
    expect(scripted.map(([path]) => path)).toEqual(Object.keys(manifest.allowScripts).map((name) => `node_modules/${name}`));
  });

  it('is of the dependencies that the manifest names', () => {
    expect(lock.packages[''].dependencies).toEqual(manifest.dependencies);
    expect(lock.packages[''].devDependencies).toEqual(manifest.devDependencies);
  });
});
