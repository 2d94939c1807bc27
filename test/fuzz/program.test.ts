import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bindcheck } from '../program.ts';
import { record } from '../readers/reading.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { TEXTS } from './hostile-values.ts';
import { mutatedLine, mutateValues } from './mutation.ts';
import { createRandom, type Random } from './random.ts';
import { PATIENCE, RECORDS, SEED, tell } from './settings.ts';

let place: Workspace;

beforeEach(() => {
  place = createWorkspace();
});

afterEach(() => place.remove());

/** From so many lines on a source is settled on threads. */
const FEWEST = 4_500;

/** A native record with hostile texts for names and ids, long enough that a source of them is worth threads. */
const hostileCall = (random: Random, index: number): string => {
  const text = (): string => random.of(TEXTS);
  const fields = {
    record_id: `i-${index}`,
    tool_name: text(),
    agent_id: text(),
    session_id: text(),
    token: text(),
    rpc_id: text(),
  };
  const sound = record({
    ...fields,
    outcome: random.of(['executed', 'denied', 'unknown']),
    arguments: { a: text(), pad: 'p'.repeat(600) },
  });
  return random.once(4) ? (mutateValues(sound, random) ?? sound) : sound;
};

const log = (lines: number, seed: number): string => {
  const random = createRandom(seed);
  return Array.from(
    { length: lines },
    (_, index) => `${random.once(4) ? mutatedLine(random) : hostileCall(random, index)}\n`,
  ).join('');
};

describe('the program on hostile logs', () => {
  it(
    'ends in order, and says the same on one thread and on four',
    () => {
      const lines = Math.max(FEWEST, Math.ceil(RECORDS * 0.1));
      place.write('logs/a.ndjson', log(lines, SEED + 10));
      place.write('logs/b.ndjson', log(Math.ceil(lines / 10), SEED + 11));
      const run = (jobs: number): readonly string[] => {
        const outputs = ['json', 'verdicts'].map((format) => `${place.folder}/${jobs}.${format}`);
        const formats = outputs.flatMap((path) => ['-f', `${path.split('.').at(-1)}=${path}`]);
        const args = ['audit', 'logs', '-q', ...formats, '--as-of', '2026-08-01T00:00:00Z', '--jobs', `${jobs}`];
        const { code, stderr } = bindcheck(args, { cwd: place.folder });
        expect([1, 4], stderr).toContain(code);
        return outputs.map((path) => readFileSync(path, 'utf8'));
      };
      const alone = run(1);
      expect(JSON.parse(alone[0] ?? '').diagnostics).not.toContainEqual(expect.objectContaining({ code: 'rule-error' }));
      expect(run(4)).toEqual(alone);
      tell('audited lines, on one thread and on four', { lines: lines + Math.ceil(lines / 10) });
    },
    PATIENCE,
  );
});
