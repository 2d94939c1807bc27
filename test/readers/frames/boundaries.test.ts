import { describe, expect, it } from 'vitest';
import { invocationsOf, readBytes, record } from '../reading.ts';

const shape = async (bytes: string, pieceSize?: number) => {
  const read = await readBytes(bytes, pieceSize);
  const { records, rejected, ignored } = read.outcome;
  return {
    tools: invocationsOf(read).map((draft) => draft.fields.toolName),
    lines: read.records.map((each) => each.location.line),
    records,
    rejected,
    ignored,
  };
};

const a = record({ tool_name: 'a' });
const b = record({ tool_name: 'b "[{\\', labels: { x: ['}', '"]'] } });
const pretty = (text: string) => JSON.stringify(JSON.parse(text), null, 1);

const har = JSON.stringify({
  log: {
    version: '1.2',
    pages: [{ entries: [1] }],
    entries: ['a', 'b'].map((path) => ({
      startedDateTime: '2026-07-01T10:00:00Z',
      request: { method: 'GET', url: `https://x.example/${path}`, headers: [{ name: 'Authorization', value: 'Bearer t' }] },
      response: { status: 200 },
    })),
    comment: 'end',
  },
});

const SOURCES: [name: string, text: string, tools: string[], lines: number[]][] = [
  ['NDJSON', `${a}\n${b}\n`, ['a', 'b "[{\\'], [1, 2]],
  ['NDJSON with CRLF and blank lines', `${a}\r\n\r\n${b}\r\n`, ['a', 'b "[{\\'], [1, 3]],
  ['NDJSON without a last line feed', `${a}\n${b}`, ['a', 'b "[{\\'], [1, 2]],
  ['one object', pretty(a), ['a'], [1]],
  ['an array on one line', `[${a},${b}]`, ['a', 'b "[{\\'], [1, 1]],
  ['a pretty-printed array', `[\n${pretty(a)},\n${pretty(b)}\n]\n`, ['a', 'b "[{\\'], [2, 8]],
  ['concatenated objects', `${a}${b}`, ['a', 'b "[{\\'], [1, 1]],
  ['concatenated pretty-printed objects', `${pretty(a)}\n${pretty(b)}\n`, ['a', 'b "[{\\'], [1, 7]],
  ['arrays as lines of NDJSON', `[${a},${b}]\n${a}\n`, ['a', 'b "[{\\', 'a'], [1, 1, 2]],
  ['a document with a streamed array', har, ['GET /a', 'GET /b'], [1, 1]],
  ['documents with streamed arrays as lines', `${har}\n${har}\n`, ['GET /a', 'GET /b', 'GET /a', 'GET /b'], [1, 1, 2, 2]],
  ['CSV', 'event_time,tool_name,server_name\n2026-07-01T10:00:00Z,"a\nb",s\n\n2026-07-01T10:00:00Z,c,s\n', ['a\nb', 'c'], [2, 5]],
  [
    'CSV with CRLF',
    'event_time;tool_name;server_name\r\n2026-07-01T10:00:00Z;5" disk;s\r\n2026-07-01T10:00:00Z;"c ""d""";s\r\n',
    ['5" disk', 'c "d"'],
    [2, 3],
  ],
  ['CSV parted by tabs', 'schema\ttool_name\ninvocation/1\ta\n', ['a'], [2]],
];

describe.each(SOURCES)('%s', (_, text, tools, lines) => {
  it.each([1, 3, 7, 65_536])('gives the same records in pieces of %i bytes', async (pieceSize) => {
    expect(await shape(text, pieceSize)).toEqual({ tools, lines, records: tools.length, rejected: 0, ignored: 0 });
  });
});

it('counts every entry of a HAR, and not what stands around them', async () => {
  const { outcome } = await readBytes(har);
  expect(outcome).toMatchObject({ format: 'har', records: 2, rejected: 0, ignored: 0 });
});

it('reads the records of an array around one that is broken', async () => {
  const read = await readBytes(`[${a},{"schema":"invocation/1",nonsense},${b}]`);
  expect(read.outcome).toMatchObject({ records: 3, rejected: 1 });
  expect(invocationsOf(read)).toHaveLength(2);
});

it('reads the records after one that is cut short amid a string', async () => {
  const read = await readBytes(`{"schema":"invocation/1","record_id":"bro\n${pretty(a)}\n${pretty(b)}`);
  expect(read.outcome).toMatchObject({ records: 3, rejected: 1 });
});

it('takes lines of a text log that begin with brackets for what they are', async () => {
  const { outcome } = await readBytes(`[2026-07-01] INFO start\n${a}\n[info] done\n`);
  expect(outcome).toMatchObject({ records: 1, rejected: 0, ignored: 2 });
});

it('hashes each record as it stands', async () => {
  const { records } = await readBytes(`${a}\n`);
  const { createHash } = await import('node:crypto');
  expect(records[0]?.recordSha256).toBe(createHash('sha256').update(a).digest('hex'));
});
