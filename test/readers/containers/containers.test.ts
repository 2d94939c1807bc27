import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTAINERS } from '../../../src/readers/containers/index.ts';
import { invocationsOf, readBytes, record } from '../reading.ts';

const a = record({ tool_name: 'a' });
const b = record({ tool_name: 'b' });
const T = '2026-07-12T20:28:00.8Z';
const ndjson = (...records: object[]): string => records.map((each) => `${JSON.stringify(each)}\n`).join('');
const parsed = (text: string): object => JSON.parse(text);

/** What each container looks like around the records a and b. */
const SAMPLES: Record<string, Record<string, string>> = {
  cri: { lines: `${T} stdout F ${a}\n${T} stderr F starting\n${T} stdout F ${b}\n` },
  'kubectl-prefix': { lines: `[pod/git-mcp-7d9/server] ${a}\n[pod/git-mcp-7d9/server] ${b}\n` },
  'compose-prefix': { lines: `git-mcp-1  | ${a}\ngit-mcp-1  | ${b}\n` },
  syslog: {
    'RFC 5424': `<134>1 ${T} host app 12 ID1 [meta x="a\\]b"][more y="1"] \ufeff${a}\n<134>1 ${T} host app - - - ${b}\n`,
    'RFC 3164': `<34>Jul 12 20:28:00 host app[12]: ${a}\nJul  2 20:28:00 host app: ${b}\n`,
    rsyslog: `${T} host app[12]: ${a}\n2026-07-12T22:28:00.800000+02:00 host app: ${b}\n`,
  },
  'timestamp-prefix': { lines: `${T} ${a}\n2026-07-12 20:28:00,123 - INFO - ${b}\n` },
  'json-string': { lines: `${JSON.stringify(a)}\n${JSON.stringify(b)}\n` },
  'docker-json-file': {
    docker: ndjson({ log: `${a}\n`, stream: 'stdout', time: T }, { log: `${b}\n`, stream: 'stdout', time: T }),
    'fluent bit': ndjson(
      { log: a, stream: 'stdout', kubernetes: { pod_name: 'p' } },
      { log: b, stream: 'stderr', kubernetes: { pod_name: 'p' } },
    ),
  },
  journald: {
    text: ndjson(
      { __REALTIME_TIMESTAMP: '1783888080800000', MESSAGE: a },
      { __REALTIME_TIMESTAMP: '1783888080800001', MESSAGE: b },
    ),
    bytes: ndjson({ __REALTIME_TIMESTAMP: '1', MESSAGE: [...Buffer.from(a)] }, { __REALTIME_TIMESTAMP: '2', MESSAGE: b }),
  },
  cloudwatch: {
    subscription: JSON.stringify({
      messageType: 'DATA_MESSAGE',
      logGroup: 'g',
      subscriptionFilters: ['f'],
      logEvents: [
        { id: '1', timestamp: 1783888080800, message: a },
        { id: '2', timestamp: 1783888080800, message: b },
      ],
    }),
    'aws logs': JSON.stringify(
      {
        events: [
          { logStreamName: 's', timestamp: 1783888080800, message: a, eventId: '1' },
          { logStreamName: 's', timestamp: 1783888080800, message: b, eventId: '2' },
        ],
        searchedLogStreams: [],
      },
      null,
      2,
    ),
    insights: JSON.stringify([{ '@timestamp': '2026-07-12 20:28:00.800', '@message': parsed(a) }, { '@message': b }]),
    'insights as CSV': `@timestamp,@message\n2026-07-12 20:28:00.800,"${a.replaceAll('"', '""')}"\n,"${b.replaceAll('"', '""')}"\n`,
  },
  'cloudtrail-records': {
    'log file': `{"Records":[${a},${b}]}`,
    'lookup-events': JSON.stringify({
      Events: [
        { EventId: '1', CloudTrailEvent: a },
        { EventId: '2', CloudTrailEvent: b },
      ],
    }),
  },
  'azure-records': {
    records: `{"records":[${a},${b}]}`,
    AKS: JSON.stringify({
      records: [
        { category: 'kube-audit', time: T, properties: { log: a, stream: 'stdout' } },
        { category: 'kube-audit', time: T, properties: { log: b } },
      ],
    }),
  },
  'graph-page': {
    page: `{"@odata.context":"https://graph.example","value":[${a},${b}],"@odata.nextLink":"https://graph.example"}`,
  },
  'kubernetes-list': { list: `{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[${a},${b}]}` },
  'google-activities': { page: `{"kind":"admin#reports#activities","etag":"x","items":[${a},${b}]}` },
  'events-array': { object: `{"events":[${a},${b}]}` },
  'gcp-log-entry': {
    json: JSON.stringify([
      { logName: 'l', timestamp: T, jsonPayload: parsed(a) },
      { insertId: 'i', timestamp: T, textPayload: b },
    ]),
    proto: ndjson({ logName: 'l', protoPayload: parsed(a) }, { logName: 'l', protoPayload: parsed(b) }),
  },
  elasticsearch: {
    search: JSON.stringify({
      took: 1,
      hits: {
        total: { value: 2 },
        hits: [
          { _index: 'logs', _id: '1', _source: parsed(a) },
          { _index: 'logs', _id: '2', _source: parsed(b) },
        ],
      },
    }),
    dump: ndjson({ _index: 'logs', _source: parsed(a) }, { _index: 'logs', _source: { '@timestamp': T, message: b } }),
  },
  splunk: {
    collector: ndjson({ time: 1783888080.8, sourcetype: '_json', event: parsed(a) }, { event: b }),
    'one after the other': `{"event":${a}}{"event":${b}}`,
    export: ndjson({ preview: false, result: { _raw: a, _time: T } }, { offset: 1, result: { _raw: b } }),
    REST: JSON.stringify({ preview: false, init_offset: 0, results: [{ _raw: a }, { _raw: b }] }),
    CSV: `_time,_raw\n${T},"${a.replaceAll('"', '""')}"\n${T},"${b.replaceAll('"', '""')}"\n`,
  },
  loki: { jsonl: ndjson({ labels: { app: 'x' }, line: a, timestamp: T }, { labels: {}, line: b, timestamp: T }) },
  'log-shipper': { beats: ndjson({ '@timestamp': T, message: a, agent: {} }, { timestamp: T, message: b }) },
};

it('has a sample of each container, and each container under the name of its file', async () => {
  expect(Object.keys(SAMPLES)).toEqual(CONTAINERS.map(({ id }) => id));
  for (const container of CONTAINERS)
    expect((await import(`../../../src/readers/containers/${container.id}.ts`)).default).toBe(container);
});

describe.each(
  Object.entries(SAMPLES).flatMap(([id, forms]) => Object.entries(forms).map(([form, text]) => [`${id}: ${form}`, text])),
)('%s', (_, text) => {
  it.each([1, 4_096])('gives the records in it (pieces of %i bytes)', async (pieceSize) => {
    const read = await readBytes(text as string, pieceSize);
    expect(read.outcome).toMatchObject({ format: 'invocation', status: 'read', records: 2, rejected: 0 });
    expect(invocationsOf(read).map(({ fields }) => fields.toolName)).toEqual(['a', 'b']);
  });
});

const toolsOf = async (text: string): Promise<(string | undefined)[]> =>
  invocationsOf(await readBytes(text)).map(({ fields }) => fields.toolName);

it('reads any part of any of them, alike in whatever pieces it comes', async () => {
  const texts = Object.values(SAMPLES).flatMap((forms) => Object.values(forms));
  const part = fc.record({
    text: fc.constantFrom(...texts),
    from: fc.nat(400),
    length: fc.nat(900),
    glue: fc.constantFrom('', '\n', ',', '{', '"'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 64 }),
      async (parts, pieceSize) => {
        const text = parts.map(({ text: whole, from, length, glue }) => whole.slice(from, from + length) + glue).join('');
        const [small, large] = [await readBytes(text, pieceSize), await readBytes(text, 1 << 20)];
        expect(small.outcome).toEqual(large.outcome);
        expect(small.diagnostics).toEqual(large.diagnostics);
        expect(small.drafts).toEqual(large.drafts);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});

describe('containers within containers', () => {
  it('are opened one after the other', async () => {
    const inner = `<134>1 ${T} host app - - - ${a}`;
    const docker = { log: `${inner}\n`, stream: 'stdout', time: T };
    expect(await toolsOf(JSON.stringify({ hits: { hits: [{ _index: 'i', _source: docker }] } }))).toEqual(['a']);
  });

  it('may hold a whole document of records', async () => {
    const document = JSON.stringify({ Records: [parsed(a), parsed(b)] });
    expect(await toolsOf(ndjson({ '@timestamp': T, message: document }, { '@timestamp': T, message: a }))).toEqual([
      'a',
      'b',
      'a',
    ]);
  });

  it('are opened to a bounded depth', async () => {
    let text = a;
    for (let depth = 0; depth < 9; depth++) text = JSON.stringify({ event: text });
    expect((await readBytes(text)).outcome).toMatchObject({ records: 0, ignored: 1 });
  });
});

describe('lines that a runtime has cut', () => {
  const long = record({ tool_name: 'long', pad: 'p'.repeat(40_000) });
  const pieces = [long.slice(0, 16_384), long.slice(16_384, 32_768), long.slice(32_768)];
  const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('are joined by the tags of CRI, each stream by itself', async () => {
    const lines = [
      `${T} stdout P ${pieces[0]}`,
      `${T} stderr F an error in between`,
      `${T} stdout P ${pieces[1]}`,
      `${T} stdout F ${pieces[2]}`,
    ];
    const { records, outcome } = await readBytes(`${lines.join('\n')}\n${T} stdout F ${a}\n`);
    expect(outcome).toMatchObject({ records: 2, rejected: 0, ignored: 1 });
    expect(records[0]).toMatchObject({
      location: { line: 1 },
      recordSha256: hex([lines[0], lines[2], lines[3]].join('\n')),
    });
  });

  it('are joined by the missing line feed of Docker', async () => {
    const logs = pieces.map((log, index) => ({ log: index === 2 ? `${log}\n` : log, stream: 'stdout', time: T }));
    expect(await toolsOf(ndjson(...logs, { log: `${a}\n`, stream: 'stdout', time: T }))).toEqual(['long', 'a']);
  });

  it('are told as cut short where the file ends amid one', async () => {
    const { outcome, diagnostics } = await readBytes(`${T} stdout F ${a}\n${T} stdout P ${pieces[0]}\n`);
    expect(outcome).toMatchObject({ records: 2, rejected: 1 });
    expect(diagnostics[0]).toMatchObject({ code: 'record-rejected', location: { line: 2 } });
  });

  it('are read past above 16 MB', async () => {
    const piece = `${T} stdout P ${'x'.repeat(1024 * 1024)}\n`;
    const { outcome, diagnostics } = await readBytes(`${piece.repeat(17)}${T} stdout F x\n${T} stdout F ${a}\n`);
    expect(outcome).toMatchObject({ records: 2, rejected: 1 });
    expect(diagnostics[0]).toMatchObject({ code: 'limit-exceeded', location: { line: 1 } });
  });
});

describe('what is taken out', () => {
  it('keeps the hash and line of the record as it stands', async () => {
    const line = `${T} stdout F ${a}`;
    const { records } = await readBytes(`${T} stdout F x\n${line}\n`);
    expect(records[0]).toMatchObject({ location: { line: 2 }, recordSha256: createHash('sha256').update(line).digest('hex') });
  });

  it('has the time of its line where it states none', async () => {
    const untimed = '{"schema":"invocation/1","tool_name":"t"}';
    const forms = [
      `${T} stdout F ${untimed}\n`,
      ndjson({ time: Date.parse(T) / 1000, event: parsed(untimed) }),
      ndjson({ __REALTIME_TIMESTAMP: String(Date.parse(T) * 1000), MESSAGE: untimed }),
      ndjson({ id: '1', timestamp: Date.parse(T), message: untimed }),
    ];
    for (const form of forms) expect(invocationsOf(await readBytes(form))[0]?.fields).toMatchObject({ logTime: Date.parse(T) });
    const timed = invocationsOf(await readBytes(`${T} stdout F ${a}\n`))[0]?.fields;
    expect(timed?.logTime).toBeUndefined();
  });

  it('takes over what a list of Kubernetes says once', async () => {
    const seen: unknown[] = [];
    const { createUnwrapper } = await import('../../../src/readers/containers/unwrap.ts');
    const { createJsonScanner } = await import('../../../src/readers/frames/json-scanner.ts');
    const { gatherStreams } = await import('../../../src/readers/frames/streams.ts');
    const streams = gatherStreams(CONTAINERS.flatMap((each) => each.streams ?? []));
    const text = '{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"1"},{"auditID":"2","kind":"Own"}]}';
    const unwrapper = createUnwrapper(streams);
    for (const framed of createJsonScanner(streams).push(Buffer.from(text)).flatMap(unwrapper.take))
      if (framed.is === 'item') seen.push([framed.item.value, framed.item.text]);
    expect(seen).toEqual([
      [{ apiVersion: 'audit.k8s.io/v1', kind: 'Event', auditID: '1' }, '{"auditID":"1"}'],
      [{ apiVersion: 'audit.k8s.io/v1', kind: 'Own', auditID: '2' }, '{"auditID":"2","kind":"Own"}'],
    ]);
  });
});

describe('what only looks like a container', () => {
  it.each(['records', 'value', 'items', 'events', 'Records'])(
    'a native record with an array named %s stays whole',
    async (name) => {
      for (const indent of [0, 2]) {
        const text = JSON.stringify({ ...parsed(a), [name]: [{ x: 1 }, { x: 2 }], purpose: 'p' }, null, indent);
        const read = await readBytes(text);
        expect(read.outcome).toMatchObject({ records: 1, ignored: 0 });
        expect(invocationsOf(read)[0]?.fields.purpose).toBe('p');
      }
    },
  );

  it.each(['log', 'message', 'event', 'MESSAGE', '_source'])('a native record with a member %s is not opened', async (name) => {
    const read = await readBytes(
      record({ [name]: b, stream: 'stdout', time: T, timestamp: T, __REALTIME_TIMESTAMP: '1', _index: 'i', tool_name: 'outer' }),
    );
    expect(invocationsOf(read).map(({ fields }) => fields.toolName)).toEqual(['outer']);
  });

  it('an object that repeats what may be an envelope costs no more than a few looks', async () => {
    const hostile = `{"x":1,${'"events":[1],'.repeat(400_000)}"y":2}`;
    const started = performance.now();
    expect((await readBytes(hostile)).outcome).toMatchObject({ ignored: 1 });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('a line of prefixes without end is read in linear time', async () => {
    const lines = [
      `<1>1 ${T} h a - - ${'['.repeat(1_000_000)}`,
      `${T} ${'- '.repeat(500_000)}`,
      `<1>1 ${T} h a - - ${'[a\\]'.repeat(300_000)}`,
    ];
    const started = performance.now();
    expect((await readBytes(`${lines.join('\n')}\n`)).outcome.ignored).toBe(3);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

it.each(['Records', 'records', 'value', 'events', 'logEvents'])('an envelope %s without records is empty', async (name) => {
  expect((await readBytes(JSON.stringify({ [name]: [] }))).outcome.status).toBe('empty');
});

it('reads an array, or an envelope, that has a line for each element', async () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"Records":[', ']}'],
  ]) {
    expect(await toolsOf(`${open}\n${a},\n${b}\n${close}\n`)).toEqual(['a', 'b']);
    expect(await toolsOf(`${open}\n${a}\n${close}\n`)).toEqual(['a']);
    expect(await toolsOf(`${open}${a},\n${b}\n${close}\n`)).toEqual(['a', 'b']);
  }
});

it('a line that holds more records than a stack is deep is taken apart', async () => {
  const log = `${'started\n'.repeat(3)}${JSON.stringify({ logEvents: Array.from({ length: 200_000 }, () => ({ message: 'x' })) })}\n`;
  const { outcome } = await readBytes(Buffer.from(log));
  expect(outcome.ignored).toBeGreaterThan(200_000);
});
