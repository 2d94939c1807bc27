import { afterEach, beforeEach, expect, it } from 'vitest';
import { NO_POLICY } from '../src/model/policy.ts';
import { loadKeyRing } from '../src/tokens/keys.ts';
import { calls } from './crashes/logs.ts';
import { replay } from './replay.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

let place: Workspace;

beforeEach(() => {
  place = createWorkspace();
});

afterEach(() => place.remove());

it('judging on one thread lets others have their turn, so that signals are heard', async () => {
  const { ring } = await loadKeyRing([]);
  const logs = [place.write('calls.ndjson', calls('1', 0, 7_000))];
  let turns = 0;
  const turn = (): void => {
    turns++;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  const seen: number[] = [];
  const onProgress = (): number => seen.push(turns);
  await replay({ folder: place.folder, logs, policy: NO_POLICY, ring, asOf: 0, onProgress });
  clearImmediate(next);
  expect(seen).toHaveLength(3);
  expect(new Set(seen).size).toBe(3);
});
