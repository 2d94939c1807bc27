import { describe, expect, it } from 'vitest';
import { invocationsOf, readBytes, record } from './reading.ts';

const a = record({ tool_name: 'a' });
const b = record({ tool_name: 'b' });
const T = '2026-07-12T20:28:00.8Z';

const read = async (text: string) => {
  const whole = await readBytes(text);
  const { records, rejected, ignored } = whole.outcome;
  return {
    tools: invocationsOf(whole).map(({ fields }) => fields.toolName),
    counts: [records, rejected, ignored],
    reasons: whole.diagnostics.map(({ message, count }) => [message, count]),
  };
};

describe('lines of an application between those of an audit log', () => {
  it('are counted by reason, and the audit records are read', async () => {
    const text = `starting\n${a}\n{"level":"info","msg":"ready"}\n[info] up\n{module} started\n${b}\n\tat Stack.trace (x.js:1)\n`;
    expect(await read(text)).toEqual({
      tools: ['a', 'b'],
      counts: [2, 0, 5],
      reasons: [
        ['not read: lines of text that no known format claims', 4],
        ['not read: JSON records that no known format claims', 1],
      ],
    });
  });

  it('may be broken JSON: rejected is what begins as a claimed record does, ignored the rest', async () => {
    const text = `{"level":"info","msg":"cut sho\n${a}\nstarting\n{"level":"info","msg":"cut sho\n{"schema":"invocation/1","tool_na\n${b}\n`;
    expect(await read(text)).toEqual({
      tools: ['a', 'b'],
      counts: [3, 1, 3],
      reasons: [
        ['broken JSON: the record seems cut short, it ends before it is closed', undefined],
        ['not read: lines of text that no known format claims', 1],
        ['not read: broken JSON that no format claims', 2],
      ],
    });
  });

  it('are told apart inside of containers too', async () => {
    const line = (text: string, stream = 'stdout') => `${T} ${stream} F ${text}\n`;
    const text = line('starting', 'stderr') + line(a) + line('{"level":"info"}') + line('{"level":"in') + line(b);
    expect(await read(text)).toMatchObject({ tools: ['a', 'b'], counts: [2, 0, 3] });
  });

  it('may stand between records that are spread over several lines', async () => {
    const pretty = (text: string) => JSON.stringify(JSON.parse(text), null, 2);
    const text = `starting\n${pretty(a)}\n[info] between\nmore\n${pretty(b)}\ndone\n`;
    expect(await read(text)).toMatchObject({ tools: ['a', 'b'], counts: [2, 0, expect.any(Number)] });
  });

  it('never count as rejected, however many', async () => {
    const text = `${a}\n${'{"level":"info","msg":"x"}\nplain\n'.repeat(5_000)}${b}\n`;
    expect(await read(text)).toMatchObject({ tools: ['a', 'b'], counts: [2, 0, 10_000] });
  });
});

it('a broken record among others of one format is rejected, whatever it begins with', async () => {
  expect(await read(`${a}\n{"other": oops}\n${b}\n`)).toMatchObject({ tools: ['a', 'b'], counts: [3, 1, 0] });
});
