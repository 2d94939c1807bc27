import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/readers/read.ts';
import { invocationsOf, readBytes, readWhole, record } from './reading.ts';

const good = record({});
const messages = async (text: string | Buffer) =>
  (await readBytes(text)).diagnostics.map(({ code, message, location }) => [code, location?.line, message]);

describe('bad input is told with its place', () => {
  it.each<[string, string, unknown[]]>([
    [
      'a line cut short',
      `${good}\n{"schema":"invocation/1","tool_na`,
      ['record-rejected', 2, expect.stringContaining('cut short')],
    ],
    [
      'a line cut short in a string',
      `${good}\n{"schema":"invocation/1","token":"eyJ`,
      ['record-rejected', 2, expect.stringContaining('cut short')],
    ],
    ['broken JSON', `${good}\n{"schema":"invocation/1",,}\n`, ['record-rejected', 2, expect.stringContaining('column 26')]],
    ['a broken first line', `{"schema": oops}\n${good}\n`, ['record-rejected', 1, expect.stringContaining('broken JSON')]],
    [
      'a record without a time',
      '{"schema":"invocation/1","tool_name":"t"}',
      ['record-without-time', 1, expect.stringContaining('event_time')],
    ],
    [
      'a time without zone',
      record({ event_time: '2026-07-01T10:00:00' }),
      ['time-without-zone', 1, expect.stringContaining('zone')],
    ],
    [
      'a row with too few columns',
      'schema,tool_name\ninvocation/1\n',
      ['record-rejected', 2, 'expected 2 columns as in the header, found 1'],
    ],
    ['an array that is not closed', `[${good},`, ['source-damaged', 1, expect.stringContaining('cut short')]],
    [
      'deep nesting',
      record({ labels: 0 }).replace('0}', `${'['.repeat(200)}${']'.repeat(200)}}`),
      ['record-rejected', 1, 'nested more than 100 levels deep'],
    ],
    ['a later schema', '{"schema":"invocation/2"}', ['record-rejected', 1, expect.stringContaining('expected invocation/1')]],
    ['no record at all', '   \n\n', ['empty-source', undefined, expect.any(String)]],
    ['an empty array', '[]', ['empty-source', undefined, expect.any(String)]],
    ['nothing that is known', '{"case":"x"}', ['source-not-recognised', undefined, expect.stringContaining('among 1 looked at')]],
  ])('%s', async (_, text, expected) => {
    expect(await messages(text)).toEqual([expected]);
  });

  it('a quote that is never closed, as whatever stands behind it is in none', async () => {
    expect(await messages('schema,tool_name\ninvocation/1,"a\n')).toEqual([
      ['record-rejected', 2, expect.stringContaining('never closed')],
      ['source-damaged', 2, expect.stringContaining('cut short')],
    ]);
  });

  it('rubbish is one message, whatever its length', async () => {
    const rubbish = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 251));
    const { diagnostics, outcome } = await readBytes(rubbish);
    expect(outcome).toMatchObject({ status: 'not-recognised', bytes: 200_000, ignored: 0 });
    expect(diagnostics).toEqual([expect.objectContaining({ code: 'source-not-recognised', level: 'error' })]);
  });

  it('an empty file is empty', async () => {
    expect((await readBytes('')).outcome).toMatchObject({ status: 'empty', bytes: 0, format: null });
  });

  it('a missing file and a folder are unreadable, with what to check', async () => {
    const folder = mkdtempSync(`${tmpdir()}/bindcheck-`);
    for (const path of [folder, `${folder}/missing`]) {
      const { outcome, diagnostics } = await readWhole({ path, named: true });
      expect(outcome).toMatchObject({ status: 'unreadable', sha256: null });
      expect(diagnostics).toEqual([
        expect.objectContaining({ code: 'source-unreadable', level: 'error', hint: expect.any(String) }),
      ]);
    }
    rmSync(folder, { recursive: true });
  });

  it('lines of no format are counted as ignored, in one message for each reason with the first line', async () => {
    const { outcome, diagnostics } = await readBytes(`${good}\nplain\n{"level":"info"}\n42\n{module} started\n`);
    expect(outcome).toMatchObject({ records: 1, ignored: 4, rejected: 0 });
    expect(diagnostics.map(({ code, message, count, location }) => [code, message, count, location?.line])).toEqual([
      ['ignored-record', 'not read: lines of text that no known format claims', 3, 2],
      ['ignored-record', 'not read: JSON records that no known format claims', 1, 3],
    ]);
  });

  it('tells twenty rejects one by one and counts the rest', async () => {
    const { outcome, diagnostics } = await readBytes(`${good}\n${'{"schema":"invocation/1","rpc_id":{}}\n'.repeat(50)}`);
    expect(outcome).toMatchObject({ records: 51, rejected: 50 });
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics.at(-1)).toMatchObject({ count: 30, location: { line: 22 } });
  });

  it('broken lines count as ignored where no format claims their neighbours', async () => {
    const { outcome } = await readBytes('{"a": oops}\n{"b": oops}\n');
    expect(outcome).toMatchObject({ status: 'not-recognised', rejected: 0, ignored: 2 });
  });

  it('never shows what it rejects', async () => {
    const secret = 'eyJhbGciOiJub25lIn0.c2VjcmV0.';
    const broken = [
      '{"schema":"invocation/1","token":"SECRET"',
      '{"schema":"invocation/1","token":"SECRET",}',
      record({ token_sha256: 'SECRET' }),
      record({ event_time: 'SECRET' }),
      record({ token: ['SECRET'] }),
    ];
    const { diagnostics, outcome } = await readBytes(`${good}\n${broken.join('\n').replaceAll('SECRET', secret)}\n`);
    expect(outcome.rejected).toBe(5);
    expect(JSON.stringify(diagnostics)).not.toContain('c2VjcmV0');
  });
});

describe('limits', () => {
  it('reads past a line, an element and a row above 16 MB', async () => {
    const time = '2026-07-01T10:00:00Z';
    const long = 'x'.repeat(17 * 1024 * 1024);
    for (const text of [
      `${good}\n{"schema":"invocation/1","x":"${long}"}\n${good}\n`,
      `[${good},{"x":"${long}"},${good}]`,
      `schema,log_time,x\ninvocation/1,${time},a\ninvocation/1,${time},${long}\ninvocation/1,${time},a\n`,
    ]) {
      const { outcome, diagnostics } = await readBytes(text);
      expect(outcome).toMatchObject({ status: 'read', records: 3, rejected: 1 });
      expect(diagnostics).toEqual([
        expect.objectContaining({ code: 'limit-exceeded', message: expect.stringContaining('16 MB') }),
      ]);
    }
  });

  it('hands an array of 40 MB on batch by batch', async () => {
    const element = Buffer.from(`${record({ pad: 'p'.repeat(4_000) })},\n`);
    const count = Math.ceil((40 * 1024 * 1024) / element.length);
    let produced = 0;
    const produce = function* () {
      yield Buffer.from('[\n');
      for (; produced < count; produced++) yield element;
      yield Buffer.from(`${good}]`);
    };
    let seen = 0;
    let ahead = 0;
    for await (const batch of readSource({ path: '-', named: true, stdin: true }, { stdin: Readable.from(produce()) })) {
      seen += batch.records.length;
      ahead = Math.max(ahead, produced - seen);
    }
    expect(seen).toBe(count + 1);
    expect(ahead).toBeLessThan(2_000);
  });
});

describe('a named format', () => {
  it('is taken for every record, so that what does not fit is rejected', async () => {
    const { outcome } = await readBytes('{"tool_name":"a"}\n{"tool_name":5}\n', 65_536, 'invocation');
    expect(outcome).toMatchObject({ format: 'invocation', records: 2, rejected: 1 });
  });

  it('takes a CSV whatever its header', async () => {
    const read = await readBytes('tool_name,other\na,b\n', 65_536, 'invocation');
    expect(invocationsOf(read)[0]).toMatchObject({ fields: { toolName: 'a' }, extra: { other: 'b' } });
  });
});
