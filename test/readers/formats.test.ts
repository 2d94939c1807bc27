import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FORMATS, formatById } from '../../src/readers/index.ts';
import { readBytes, readWhole } from './reading.ts';

const root = fileURLToPath(new URL('../../fixtures/formats/', import.meta.url));

describe.each(FORMATS.map((format) => format.id))('format %s', (id) => {
  const samples = readdirSync(`${root}${id}`).filter((name) => name.startsWith('sample.'));
  const expected = JSON.parse(readFileSync(`${root}${id}/expected.json`, 'utf8')) as Record<string, unknown>;

  it.each(samples)('reads %s as expected, and no other format claims it', async (name) => {
    const { outcome, drafts, records } = await readWhole({ path: `${root}${id}/${name}`, named: true });
    expect(outcome.format).toBe(id);
    expect(outcome.status).toBe('read');
    const { records: count, rejected, ignored } = outcome;
    expect({ records: count, rejected, ignored, drafts: drafts.map((draft) => draft.kind), first: records[0]?.drafts }).toEqual(
      expected[name],
    );
  });
});

/** Where the form of one is a special case of that of the other; the special one is tried first. */
const SPECIAL_CASES = [
  ['openid-configuration', 'authorization-server-metadata'],
  ['security-event-token', 'jwt-line'],
];

/** The JSON records of a sample: a document, an array of them, or one a line. */
const recordsIn = (text: string): unknown[] => {
  const records = (json: string): unknown[] => [JSON.parse(json)].flat();
  try {
    return records(text);
  } catch {
    return text.split('\n').flatMap((line) => (line.startsWith('{') ? records(line) : []));
  }
};

it.each(FORMATS.map((format) => format.id))('no record in the samples of %s is claimed by two formats', (id) => {
  for (const name of readdirSync(`${root}${id}`).filter((each) => each.startsWith('sample.'))) {
    for (const value of recordsIn(readFileSync(`${root}${id}/${name}`, 'utf8'))) {
      const others = FORMATS.filter(
        (format) => format.id !== id && format.frames.includes('json') && format.detect(value, 'json'),
      );
      const special = SPECIAL_CASES.some((pair) => others.every((other) => pair.includes(id) && pair.includes(other.id)));
      expect(special ? [] : others.map((other) => [name, other.id])).toEqual([]);
    }
  }
});

it('knows each format by its id, which is the name of its file', async () => {
  for (const format of FORMATS) {
    expect(formatById(format.id)).toBe(format);
    expect((await import(`../../src/readers/formats/${format.id}.ts`)).default).toBe(format);
  }
  expect(formatById('no-such-format')).toBeUndefined();
});

const LOGS = [
  'agentgateway',
  'cloudtrail',
  'context-forge',
  'github-audit',
  'har',
  'json-rpc',
  'kubernetes-audit',
  'mcp-desktop-log',
  'mcp-gateway-rpc',
  'otlp-logs',
  'otlp-traces',
  'toolhive-audit',
];

it('rejects what does not fit where the format is named, and never throws', async () => {
  for (const id of LOGS) {
    const text = formatById(id)?.frames.includes('json') ? '{"a":1}\n{"payload":[],"b":1}\n' : 'a line\nanother\n';
    const { outcome, drafts } = await readBytes(text, 65_536, id);
    expect([id, drafts, outcome.rejected]).toEqual([id, [], 2]);
  }
});

it('never throws out of detect, whatever the value', () => {
  const hostile: unknown[] = [
    null,
    undefined,
    0,
    '',
    'x',
    [],
    [null],
    {},
    { schema: 1 },
    { log: null },
    { log: { entries: 1 } },
    { request: null },
    { keys: [null] },
    { issuer: {} },
  ];
  for (const format of FORMATS)
    for (const value of hostile)
      for (const kind of ['json', 'csv', 'text'] as const) expect(format.detect(value, kind)).toBe(false);
});
