import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Crew, hireCrew } from '../../src/workers/crew.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

let place: Workspace;
let crew: Crew<string, string>;

const THREAD = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', (task) => {
  if (task === 'exit') process.exit(3);
  if (task === 'throw') throw new TypeError('thrown outside of an answer');
  if (task === 'refuse') {
    parentPort.postMessage({ error: { message: 'the disk is full', code: 'SQLITE_FULL', stack: 'there' } });
    return;
  }
  if (task === 'fill') for (const held = []; ; ) held.push(Array(100_000).fill({ at: held.length }));
  parentPort.postMessage({ answer: task });
});
`;

beforeEach(() => {
  place = createWorkspace();
  crew = hireCrew(pathToFileURL(place.write('thread.mjs', THREAD)), 1, undefined);
});

afterEach(async () => {
  await crew.close();
  place.remove();
});

describe('a thread', () => {
  it('answers', async () => expect(await crew.run('task')).toBe('task'));

  it('hands on what it throws, with its code', async () => {
    await expect(crew.run('refuse')).rejects.toMatchObject({ message: 'the disk is full', code: 'SQLITE_FULL' });
    expect(await crew.run('task')).toBe('task');
  });

  it.each([
    ['exit', /it ended with 3/],
    ['throw', /thrown outside of an answer/],
  ])('that dies (%s) fails what it was given, and whatever it is given after that', async (task, why) => {
    const waiting = [crew.run(task), crew.run('waiting')];
    for (const each of waiting) await expect(each).rejects.toThrow(why);
    await expect(crew.run('late')).rejects.toMatchObject({ name: 'ThreadError', hint: expect.stringContaining('--jobs 1') });
  });

  it.skipIf(process.env['BINDCHECK_KILLS'] === undefined)(
    'that runs out of memory says so',
    async () => {
      await expect(crew.run('fill')).rejects.toThrow(/needed more than \d+ MB of memory/);
    },
    300_000,
  );
});
