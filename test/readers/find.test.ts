import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSources } from '../../src/readers/find.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/bindcheck-`);
});

afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, content: string | Buffer = 'x'): void => {
  mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
  writeFileSync(`${folder}/${path}`, content);
};

const find = async (...paths: string[]) => {
  const { sources, diagnostics, matched } = await findSources(paths.map((path) => `${folder}/${path}`));
  const short = (path: string): string => path.slice(folder.length + 1);
  return {
    paths: sources.map((source) => short(source.path)),
    named: sources.filter((source) => source.named).map((source) => short(source.path)),
    told: diagnostics.map(({ code, level, location }) => `${level} ${code} ${short(location?.source ?? '')}`),
    matched,
  };
};

const database = (): Buffer => {
  const head = Buffer.alloc(4096);
  head.write('SQLite format 3\0', 'latin1');
  head.writeUInt32BE(0x62696e64, 68);
  return head;
};

describe('paths', () => {
  it('lead through folders, in the order of the paths', async () => {
    for (const path of ['b.log', 'a/z.log', 'a/B.log', 'a-b.log', 'node_modules/x.log']) write(path);
    expect(await find('')).toEqual({
      paths: ['a-b.log', 'a/B.log', 'a/z.log', 'b.log', 'node_modules/x.log'],
      named: [],
      told: [],
      matched: 1,
    });
  });

  it('give each file once, and remember which were named', async () => {
    write('a.log');
    write('b.log');
    expect(await find('', 'a.log', './a.log')).toMatchObject({ paths: ['a.log', 'b.log'], named: ['a.log'], matched: 3 });
  });

  it('may be globs', async () => {
    for (const path of ['a.log', 'b.log', 'c.txt', 'd/e.log']) write(path);
    expect(await find('*.log')).toMatchObject({ paths: ['a.log', 'b.log'], named: [], told: [], matched: 1 });
    expect(await find('**/*.log')).toMatchObject({ paths: ['a.log', 'b.log', 'd/e.log'] });
  });

  it('that exist as they stand are no globs', async () => {
    write('[ab].log');
    write('a.log');
    expect(await find('[ab].log')).toMatchObject({ paths: ['[ab].log'], named: ['[ab].log'] });
  });

  it('that are relative stay so', async () => {
    write('a.log');
    const path = relative('.', folder);
    expect((await findSources([`${path}/`])).sources).toEqual([{ path: `${path}/a.log`, named: false }]);
    expect((await findSources([`${path}/*.log`])).sources).toEqual([{ path: `${path}/a.log`, named: false }]);
  });

  it('that lead nowhere are errors that say what to check', async () => {
    expect(await find('missing', '*.nothing')).toMatchObject({
      paths: [],
      matched: 0,
      told: ['error source-unreadable missing', 'error source-unreadable *.nothing'],
    });
  });

  it('of one dash are standard input', async () => {
    expect(await findSources(['-'])).toEqual({ sources: [{ path: '-', named: true, stdin: true }], diagnostics: [], matched: 1 });
  });
});

describe('left out, and told', () => {
  it('links below a path; a link that is named is read', async () => {
    write('real/a.log');
    symlinkSync('real/a.log', `${folder}/link.log`);
    symlinkSync('real', `${folder}/folder`);
    symlinkSync('.', `${folder}/real/circle`);
    const links = ['folder', 'link.log', 'real/circle'].map((path) => `note symbolic-link-skipped ${path}`);
    expect(await find('')).toMatchObject({ paths: ['real/a.log'], told: links });
    expect(await find('link.log')).toMatchObject({ paths: ['link.log'], named: ['link.log'], told: [] });
  });

  it('own databases with what lies beside them, reports and baselines', async () => {
    write('audit.db', database());
    write('audit.db-wal');
    write('report.json', '{"schema":"bindcheck.report/1","tool":{}}');
    write('baseline.json', '{\n "schema": "bindcheck.baseline/1"}');
    write('other.db', Buffer.from('SQLite format 3\0'.padEnd(100, '\0')));
    write('other.db-wal');
    const own = ['audit.db', 'audit.db-wal', 'baseline.json', 'report.json'].map((path) => `note own-file-skipped ${path}`);
    expect(await find('')).toMatchObject({ paths: ['other.db', 'other.db-wal'], told: own });
  });

  it('the folder of git, and empty folders', async () => {
    write('.git/HEAD');
    mkdirSync(`${folder}/empty`);
    expect(await find('')).toMatchObject({
      paths: [],
      matched: 1,
      told: ['note source-not-recognised .git', 'note empty-source empty'],
    });
  });
});
