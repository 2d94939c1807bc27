import { describe, expect, it } from 'vitest';
import type { InvocationDraft } from '../../src/model/draft.ts';
import { readTextLine } from '../../src/readers/agentgateway/text-line.ts';
import { excessOf } from '../../src/readers/bounded-json.ts';
import { createPieces } from '../../src/readers/containers/pieces.ts';
import { KEPT_CHARACTERS, VALUES } from '../../src/readers/limits.ts';
import { createSpanTree } from '../../src/readers/otlp/span-tree.ts';
import { readMcpToolName } from '../../src/readers/record/mcp-tool-name.ts';
import { createRecent } from '../../src/readers/record/recent.ts';
import { invocationsOf, readBytes, record } from './reading.ts';

const good = record({ record_id: 'good' });
const rejectsOf = async (...lines: readonly string[]) => {
  const { outcome, diagnostics } = await readBytes(`${good}\n${lines.join('\n')}\n${good}\n`);
  return { outcome, told: diagnostics.map(({ code, message }) => `${code}: ${message}`) };
};

describe('a record of too many values', () => {
  const many = `{"a":[${'[],'.repeat(VALUES / 2)}1]}`;

  it('is rejected for that, and the records around it are read', async () => {
    const { outcome, told } = await rejectsOf(good.replace('}', `,"arguments":${many}}`));
    expect(outcome).toMatchObject({ status: 'read', records: 3, rejected: 1 });
    expect(told).toEqual(['record-rejected: holds more than 1 million values']);
  });

  it('is one record to the account, also where it is an array', async () => {
    const { outcome } = await rejectsOf(`[${'1,'.repeat(VALUES)}1]`);
    expect(outcome.records + outcome.ignored).toBe(3);
  });

  it('is rejected within a cell and within the body of a request, as one that is nested too deeply is', async () => {
    const time = '2026-07-01T10:00:00Z';
    for (const text of [many, `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`]) {
      const cell = `"${text.replaceAll('"', '""')}"`;
      const csv = await readBytes(
        `schema,log_time,tool_name,arguments\ninvocation/1,${time},t,${cell}\ninvocation/1,${time},t,{}\n`,
      );
      expect(csv.outcome).toMatchObject({ records: 2, rejected: 1 });
      const request = { method: 'POST', url: 'https://a.example/mcp', headers: [], postData: { text } };
      const har = await readBytes(
        JSON.stringify({ log: { version: '1.2', entries: [{ startedDateTime: time, request, response: {} }] } }),
      );
      expect(har.outcome).toMatchObject({ records: 1, rejected: 1 });
      expect(har.diagnostics[0]?.message).toContain('request.postData: ');
    }
  });

  it('is told from text that only looks like it', () => {
    expect(excessOf(JSON.stringify({ a: '[,'.repeat(VALUES * 2), b: '\\"' }))).toBeUndefined();
  });
});

describe('a record that would keep too much text', () => {
  const long = 'x'.repeat(KEPT_CHARACTERS);

  it.each(['tool_name', 'user_agent', 'session', 'token_audience'])('in %s is rejected for that', async (name) => {
    const field = name === 'token_audience' ? [long] : long;
    const { outcome, told } = await rejectsOf(record({ [name === 'session' ? 'purpose' : name]: field }));
    expect(outcome).toMatchObject({ records: 3, rejected: 1 });
    expect(told).toEqual([expect.stringMatching(/^limit-exceeded: more than 32768 characters .* most of them in /)]);
  });

  it('is not one with a long credential, long arguments or a long member that no field is known for', async () => {
    const fields = { token: long, dpop_proof: long, session_id: long, arguments: { a: long }, label: long };
    for (const [name, value] of Object.entries(fields))
      expect((await rejectsOf(record({ [name]: value }))).outcome).toMatchObject({ records: 3, rejected: 0 });
  });

  it('costs nothing that stands beside it', async () => {
    const entry = (name: string) => ({
      timeUnixNano: '1780000000000000000',
      attributes: [
        { key: 'mcp.method.name', value: { stringValue: 'tools/call' } },
        { key: 'gen_ai.tool.name', value: { stringValue: name } },
      ],
    });
    const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [entry('a'), entry(long), entry('b')] }] }] };
    const read = await readBytes(JSON.stringify(logs));
    expect(read.outcome).toMatchObject({ records: 1, rejected: 1 });
    expect(invocationsOf(read).map(({ fields }) => fields.toolName)).toEqual(['a', 'b']);
  });
});

describe('one hostile line', () => {
  it('that looks like the element of an array makes no document of a log', async () => {
    const lines = [good, good, '{"x":1},', '{"open":', good, '[', good];
    expect((await readBytes(`${lines.join('\n')}\n`)).outcome).toMatchObject({ records: 4, rejected: 0, status: 'read' });
  });

  it('that opens a quote in a CSV and never closes it leaves the source partly read', async () => {
    const rows = ['schema,tool_name', 'invocation/1,a', 'invocation/1,"b', 'invocation/1,c'];
    const { outcome, diagnostics } = await readBytes(`${rows.join('\n')}\n`);
    expect(outcome).toMatchObject({ records: 2, rejected: 1, status: 'partly-read' });
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'source-damaged', location: { source: 'in.log', line: 3 } }),
    );
  });

  it('of Docker with a stream of its own is held with the others, so that they have one bound', async () => {
    const piece = (stream: string) => JSON.stringify({ log: 'x'.repeat(17_000), stream, time: '2026-07-01T10:00:00Z' });
    const lines = Array.from({ length: 1_100 }, (_, index) => piece(`s${index}`));
    expect((await rejectsOf(...lines)).told).toEqual(['limit-exceeded: larger than 16 MB, read past']);
  });

  it('with a quoted value of 16 MB is read', () => {
    const value = 'y'.repeat(16_000_000);
    const line = readTextLine(`2026-07-01T10:00:00.000000Z info request a="${value}" b=\\"c d="e \\" f"`);
    expect([...(line?.values ?? [])]).toEqual([
      ['a', value],
      ['b', '\\"c'],
      ['d', 'e " f'],
    ]);
  });
});

describe('what is remembered from one record for the next', () => {
  const span = (index: number, text: string) => {
    const draft: InvocationDraft = { kind: 'invocation', fields: { toolName: 't', purpose: text } };
    return { trace: 'a', id: `${index}`, parent: undefined, kind: 'server', draft } as const;
  };

  it('is bounded by characters for spans that wait', () => {
    const tree = createSpanTree(1_000, 10_000);
    const given = Array.from({ length: 50 }, (_, index) => tree.add(span(index, 'x'.repeat(1_000)))).flat();
    expect(given.length).toBeGreaterThan(40);
    expect(given.length + tree.end().length).toBe(50);
  });

  it('is no word above the limit', () => {
    const recent = createRecent();
    recent.add('x'.repeat(2_000));
    recent.add('a');
    expect([recent.has('x'.repeat(2_000)), recent.take('a'), recent.take('a')]).toEqual([false, true, false]);
  });

  it('is no more of a cut line than the limit', () => {
    const pieces = createPieces();
    const item = { kind: 'text', value: '', text: 'x'.repeat(9 * 1024 * 1024), line: 1 } as const;
    expect([pieces.add('s', item, '', false), pieces.add('s', item, '', true)]).toEqual([
      undefined,
      { text: undefined, lines: '', line: 1 },
    ]);
  });
});

it('names of MCP tools are parted at the first place that leaves both a name', () => {
  expect(readMcpToolName('mcp__a__b__c')).toEqual({ server: 'a', tool: 'b__c' });
  expect(readMcpToolName('mcp____a__b')).toEqual({ server: '__a', tool: 'b' });
  for (const none of ['mcp__a', 'mcp__a__', 'mcp__', 'Bash', `mcp___${'__m'.repeat(0)}`])
    expect(readMcpToolName(none)).toBeUndefined();
});
