import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Damage } from '../../src/readers/decompress.ts';
import { readFile } from '../../src/readers/open-file.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { readWhole } from './reading.ts';

let place: Workspace;
let path: string;
beforeEach(() => {
  place = createWorkspace();
  path = join(place.folder, 'log.ndjson');
});
afterEach(() => place.remove());

const MEGABYTES = 3 * 1024 * 1024;

/** Reads the file, which `meanwhile` changes once its first part was read. */
const readWhile = async (meanwhile: () => void): Promise<{ bytes: number; told: Damage[] }> => {
  writeFileSync(path, Buffer.alloc(MEGABYTES, 'a'));
  const told: Damage[] = [];
  let bytes = 0;
  for await (const chunk of readFile({ path, named: false }, (damage) => told.push(damage))) {
    if (bytes === 0) meanwhile();
    bytes += chunk.length;
  }
  return { bytes, told };
};

describe('a file that changes while it is read', () => {
  it('by growing is read at least as it was', async () => {
    const { bytes, told } = await readWhile(() => appendFileSync(path, 'b'));
    expect(bytes).toBeGreaterThanOrEqual(MEGABYTES);
    expect(told).toEqual([]);
  });

  it('by shrinking is told', async () => {
    const { told } = await readWhile(() => truncateSync(path, 10));
    expect(told).toMatchObject([{ code: 'source-damaged', message: expect.stringMatching(/became shorter while it was read/) }]);
  });
});

describe('what was found as a file and is none any more', () => {
  const outcome = async (): Promise<unknown> => {
    const { outcome: found, diagnostics } = await readWhole({ path, named: false });
    return [found.status, diagnostics.map(({ message }) => message)];
  };

  it('is unreadable where it was deleted', async () => {
    expect(await outcome()).toEqual(['unreadable', ['cannot be read: it does not exist']]);
  });

  it('is unreadable where a folder took its place', async () => {
    mkdirSync(path);
    expect(await outcome()).toEqual(['unreadable', ['cannot be read: it is a folder']]);
  });

  it.skipIf(process.platform === 'win32')('is unreadable, and not waited for, where a pipe took its place', async () => {
    execFileSync('mkfifo', [path]);
    expect(await outcome()).toEqual(['unreadable', ['cannot be read: it is no regular file any more']]);
  });
});
