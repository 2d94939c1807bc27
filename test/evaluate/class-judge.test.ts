import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/cli/configuration.ts';
import type { Assessment } from '../../src/evaluate/assessment.ts';
import { planOf } from '../../src/evaluate/assessment.ts';
import { createClassJudge } from '../../src/evaluate/class-judge.ts';
import { evidenceSource } from '../../src/facts/evidence-source.ts';
import { indexPolicy } from '../../src/facts/policy-index.ts';
import { subjectsFrom } from '../../src/facts/registry.ts';
import type { SubjectSource } from '../../src/facts/subject.ts';
import { ingest } from '../../src/ingest.ts';
import type { StoredRecord } from '../../src/model/stored.ts';
import { findSources } from '../../src/readers/find.ts';
import { RULES } from '../../src/rules/index.ts';
import { type OpenDatabase, openTemporaryDatabase } from '../../src/store/open.ts';
import { createReader, type Reader } from '../../src/store/read.ts';
import { resolveIdentities } from '../../src/store/resolve.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

const POLICY = 'fixtures/demo/bindcheck.policy.yaml';
const AS_OF = Date.UTC(2026, 2, 12);

let place: Workspace;
let database: OpenDatabase;
let reader: Reader;
let source: Omit<SubjectSource, 'credentials'>;

beforeEach(async () => {
  place = createWorkspace();
  database = openTemporaryDatabase(place.folder);
  const { policy, ring } = await loadConfiguration({ policy: POLICY, jwks: [], asOf: AS_OF });
  const { sources } = await findSources(['fixtures/demo/logs', 'fixtures/demo/tokens.ndjson']);
  await ingest(sources, { database, ring });
  resolveIdentities(database.connection);
  reader = createReader(database.connection);
  source = {
    index: indexPolicy(policy, ring.facts),
    token: reader.token,
    tokenNamed: reader.tokenNamed,
    introspections: reader.introspections,
    serverClock: () => ({ proofs: 0, offset: 0 }),
    evidence: evidenceSource(reader.evidence),
    sharesSessions: () => true,
    asOf: AS_OF,
  };
});

afterEach(() => {
  database.close();
  place.remove();
});

const createJudge = (most = 2_000): ((record: StoredRecord) => Assessment) =>
  createClassJudge({
    plan: planOf(RULES),
    subjectOf: subjectsFrom({ ...source, credentials: most }),
    groups: { hasAny: () => false, of: () => undefined },
    remembered: { classes: most, credentials: most },
    onError: (_rule, _record, error) => {
      throw error;
    },
    onAnswer: () => undefined,
  }).judge;

const answerOf = ({ answer: { binding, level }, said }: Assessment) => ({
  verdicts: said.map(({ verdict }) => verdict),
  binding,
  level,
});

describe('a judge that works out once what is alike', () => {
  it.each([
    { order: 'class by class', records: () => reader.stored(), remembered: 1 },
    { order: 'as it was logged', records: () => reader.inOrder(), remembered: 2_000 },
    { order: 'as it was logged, with little memory,', records: () => reader.inOrder(), remembered: 2 },
  ])('says $order of each record what one says that has seen no other', ({ records, remembered }) => {
    const shared = createJudge(remembered);
    let judged = 0;
    for (const record of records()) {
      const assessment = shared(record);
      expect(answerOf(assessment)).toEqual(answerOf(createJudge()(record)));
      assessment.subject.rest();
      judged++;
    }
    expect(judged).toBeGreaterThan(100);
  });

  it('reads a proof alone as it stands in the whole record', () => {
    const apart = [...reader.stored()].map(({ proof }) => proof);
    expect(apart).toEqual([...reader.stored()].map(({ own }) => own.proof));
    expect(apart.filter((proof) => proof !== undefined).length).toBeGreaterThan(10);
  });

  it('gives the same answer to records that differ in nothing that rules look at', () => {
    const judge = createJudge();
    const answers = new Set([...reader.stored()].map((record) => judge(record).answer));
    expect(answers.size).toBeLessThan(reader.countInvocations());
  });
});
