import { afterEach, beforeEach, expect, it } from 'vitest';
import { audit } from '../src/audit.ts';
import { ingest } from '../src/ingest.ts';
import { NO_POLICY } from '../src/model/policy.ts';
import { findSources } from '../src/readers/find.ts';
import { RULES } from '../src/rules/index.ts';
import { openTemporaryDatabase } from '../src/store/open.ts';
import { loadKeyRing } from '../src/tokens/keys.ts';
import { calls } from './crashes/logs.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

let place: Workspace;

beforeEach(() => {
  place = createWorkspace();
});

afterEach(() => place.remove());

it('judging on one thread lets others have their turn, so that signals are heard', async () => {
  const { ring } = await loadKeyRing([]);
  const database = openTemporaryDatabase(place.folder);
  const { sources } = await findSources([place.write('calls.ndjson', calls('1', 0, 7_000))]);
  await ingest(sources, { database, ring });
  let turns = 0;
  const turn = (): void => {
    turns++;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  const seen: number[] = [];
  await audit({
    database,
    policy: NO_POLICY,
    keys: [],
    rules: RULES,
    version: '0.0.0',
    diagnostics: [],
    missingPaths: [],
    settings: { asOf: 0, rules: [], skipRules: [], maxRejected: { percent: 1 }, allowUnproven: false, strict: false },
    onProgress: () => seen.push(turns),
  });
  clearImmediate(next);
  database.close();
  expect(seen).toHaveLength(3);
  expect(new Set(seen).size).toBe(3);
});
