import { describe, expect, it } from 'vitest';
import { createLineSettler } from '../src/ingest-lines.ts';
import type { SettledLines } from '../src/model/lane.ts';
import type { Definitions, RecordBlock } from '../src/model/record-block.ts';
import { createPacker } from '../src/store/pack.ts';
import { createSettler } from '../src/tokens/settle.ts';

const KEY = new Uint8Array(32).fill(7);

const settle = (lines: string | Buffer): SettledLines => {
  const settler = createSettler({ facts: [], keys: new Map() }, KEY);
  return createLineSettler(settler, createPacker(1, KEY))(Buffer.from(lines));
};

const bodiesOf = ({ calls, senders, presented, classes }: Definitions, classNumber: number): unknown => {
  const [call = 0, sender = 0, shown = 0] = classes.subarray(classNumber * 4);
  return [calls[call]?.body, senders[sender]?.body, presented[shown]?.body, presented[shown]?.tokenSha256];
};

/** All that is kept of the last record of a block. */
const lastOf = (block: RecordBlock): unknown => {
  const place = block.records - 1;
  const own = Buffer.from(block.own).toString('utf8', block.ownEnds[place - 1] ?? 0, block.ownEnds[place]);
  return {
    time: block.times[place],
    outcome: block.outcomes[place],
    mark: block.marks?.[place] ?? 0,
    own: JSON.parse(own),
    digest: Buffer.from(block.digests.subarray(place * 32, place * 32 + 32)).toString('hex'),
    keys: Object.entries(block.keys)
      .filter(([, column]) => !Number.isNaN(column[place]))
      .map(([kind, column]) => [kind, column[place]]),
    bodies: bodiesOf(block.definitions, block.classes[place] as number),
  };
};

const outcomeOf = ({ taken, rest, zoneless, untimed, blocks }: SettledLines, before: number): unknown => ({
  taken: taken - before,
  rest: rest.map(({ text }) => text),
  zoneless: zoneless.length,
  untimed: untimed.length,
  last: taken > before ? lastOf(blocks[0] as RecordBlock) : undefined,
});

const RECORD = {
  schema: 'invocation/1',
  record_id: 'i-1',
  event_time: '2026-03-18T10:00:00.000Z',
  server_name: 'docs',
  tool_name: 'read',
  resource: 'folder/one',
  outcome: 'executed',
  token_sha256: 'a'.repeat(64),
  client_id: 'client-1',
  rpc_id: 7,
  request_id: 'r-1',
  arguments: { path: 'notes.txt', limit: 10, deep: { list: [1, 'two', { three: null }] } },
};

const first = JSON.stringify(RECORD);
const like = (change: Readonly<Record<string, unknown>>): string => JSON.stringify({ ...RECORD, record_id: 'i-2', ...change });

/** A line that comes after one that it may be like is read as it would be alone. */
const expectSame = (line: string | Buffer): void => {
  const both = Buffer.concat([Buffer.from(`${first}\n`), Buffer.from(line)]);
  expect(outcomeOf(settle(both), 1)).toEqual(outcomeOf(settle(line), 0));
};

const LINES: Readonly<Record<string, string | Buffer>> = {
  'says other things of its own': like({
    event_time: '2026-03-18T11:30:00.250Z',
    resource: 'folder/two',
    rpc_id: 8,
    arguments: {},
  }),
  'calls another tool': like({ tool_name: 'write' }),
  'calls a tool with a name of other letters': like({ tool_name: 'écrire "x"' }),
  'calls a tool with a credential for a name': like({ tool_name: `ghp_${'a1B2c3D4e5'.repeat(3)}f6G7h8` }),
  'calls no tool': like({ tool_name: '' }),
  'calls something that is no tool': like({ tool_name: 7 }),
  'has escapes': like({ resource: 'a "quoted" \\ path\n', request_id: 'tab\tand\u0000' }),
  'has letters beyond ASCII': like({ resource: 'Zürich/東京/🗝' }),
  'has half a surrogate pair': like({ resource: 'x' }).replace('"x"', '"\\ud800"'),
  'says nothing where others do': like({ resource: '' }),
  'says null where others do': like({ resource: null }),
  'has another type': like({ resource: 5 }),
  'has a text for a number': like({ rpc_id: '7' }),
  'has a fraction for a number': like({ rpc_id: 7.5 }),
  'has a number in another notation': like({}).replace('"rpc_id":7', '"rpc_id":7e2'),
  'has a number that JSON does not know': like({}).replace('"rpc_id":7', '"rpc_id":07'),
  'has another outcome': like({ outcome: 'denied' }),
  'has an outcome that is none': like({ outcome: 'done' }),
  'has a time without a zone': like({ event_time: '2026-03-18T10:00:00' }),
  'has a time in another notation': like({ event_time: '2026-03-18 10:00:00+02:00' }),
  'has no time that there is': like({ event_time: '2026-02-30T10:00:00.000Z' }),
  'has arguments that are a list': like({ arguments: [1] }),
  'has arguments nested too deep': like({}).replace('"notes.txt"', `${'['.repeat(500)}${']'.repeat(500)}`),
  'has arguments with braces in texts': like({ arguments: { a: '}"{', b: '\\' } }),
  'has arguments with a member twice': like({}).replace('"limit":10', '"limit":10,"limit":11'),
  'has arguments that are called badly': like({ arguments: JSON.parse('{"__proto__": 1, "constructor": "x"}') }),
  'has a token in its arguments': like({ arguments: { token: 'abcdefghijklmnopqrstuvwxyz0123456789' } }),
  'has another sender': like({ client_id: 'client-2' }),
  'has another credential': like({ token_sha256: 'b'.repeat(64) }),
  'is of another tool': like({ tool_name: 'write' }),
  'has one member more': like({ trace_id: 't-1' }),
  'has a member that is not known': like({ colour: 'red' }),
  'has one member less': like({ request_id: undefined }),
  'has a hash of its arguments': like({ arguments_sha256: 'c'.repeat(64) }),
  'has its members in another order': JSON.stringify(Object.fromEntries(Object.entries(RECORD).reverse())),
  'has white space': JSON.stringify(JSON.parse(like({})), null, ' ').replaceAll('\n', ' '),
  'has a member twice': like({}).replace('"resource":', '"resource":"first","resource":'),
  'ends early': like({}).slice(0, -20),
  'goes on after its end': `${like({})} x`,
  'has a control character in a text': like({}).replace('folder', 'fol\u0001der'),
  'is no UTF-8': Buffer.from(like({}).replace('folder', 'fol\u00ffder'), 'latin1'),
  'is of another schema': like({ schema: 'invocation/2' }),
};

describe('a line after one that it may be like', () => {
  for (const [what, line] of Object.entries(LINES)) it(`that ${what} is read as alone`, () => expectSame(line));

  it('is read as alone whatever bytes are changed in it', () => {
    const line = Buffer.from(like({ resource: 'Zürich "two"' }));
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    for (let round = 0; round < 1_500; round++) {
      const changed = Buffer.from(line);
      for (let change = random(3); change >= 0; change--) changed[random(changed.length)] = random(256);
      if (!changed.includes(0x0a)) expectSame(changed);
    }
  });
});

describe('lines that only unknown members tell apart', () => {
  it('are read through one stencil', () => {
    const lines = [1, 2, 3].map((number) => like({ record_id: `i-${number}`, label: `l-${number}` }));
    const { blocks, taken } = settle(lines.join('\n'));
    expect([taken, blocks[0]?.definitions.classes.length]).toEqual([3, 4]);
  });
});

describe('a run that is shared out', () => {
  const lines = Array.from({ length: 200 }, (_, index) =>
    index % 9 === 8 ? 'not a record' : like({ record_id: `i-${index}`, token_sha256: `${index % 13}`.padStart(64, 'd') }),
  );
  const run = Buffer.from(lines.join('\n'));
  const shareOf = (place: number): SettledLines => {
    const settler = createSettler({ facts: [], keys: new Map() }, KEY);
    return createLineSettler(settler, createPacker(place, KEY))(run, { place, of: 3 });
  };

  it('is taken whole, and no line twice', () => {
    const shares = [0, 1, 2].map(shareOf);
    const taken = shares.flatMap(({ blocks }) => blocks.flatMap((block) => [...block.lines]));
    const rest = shares.flatMap((share) => share.rest.map(({ line }) => line));
    expect([...taken, ...rest].sort((a, b) => a - b)).toEqual(lines.map((_, line) => line));
    expect(rest).toHaveLength(22);
  });

  it('has the lines of one credential in one share', () => {
    const owners = new Map<string, Set<number>>();
    for (const place of [0, 1, 2])
      for (const { tokenSha256 = '' } of shareOf(place).blocks.flatMap((block) => block.definitions.presented))
        owners.set(tokenSha256, (owners.get(tokenSha256) ?? new Set()).add(place));
    expect([...owners.values()].every((places) => places.size === 1)).toBe(true);
  });
});
