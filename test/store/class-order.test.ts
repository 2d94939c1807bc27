import { describe, expect, it } from 'vitest';
import { ingest } from '../../src/ingest.ts';
import type { StoredRecord } from '../../src/model/stored.ts';
import { findSources } from '../../src/readers/find.ts';
import { openTemporaryDatabase } from '../../src/store/open.ts';
import { createReader, type Reader } from '../../src/store/read.ts';
import { resolveIdentities } from '../../src/store/resolve.ts';
import { loadKeyRing } from '../../src/tokens/keys.ts';
import { createWorkspace } from '../workspace.ts';

const callsOf = (names: readonly string[], users: number): string =>
  names
    .map((name, index) =>
      JSON.stringify({
        schema: 'invocation/1',
        record_id: name,
        event_time: '2026-03-02T00:00:00.000Z',
        server_name: 'git',
        tool_name: 'issue.list',
        outcome: 'executed',
        principal_id: `user-${index % users}`,
      }),
    )
    .join('\n');

/** What a reader finds in some logs, one after the other. */
const readerOf = async <T>(logs: readonly string[], look: (reader: Reader) => T): Promise<T> => {
  const place = createWorkspace();
  const database = openTemporaryDatabase(place.folder);
  try {
    for (const [index, log] of logs.entries()) place.write(`log-${index}.ndjson`, log);
    const { sources } = await findSources([place.folder]);
    await ingest(sources, { database, ring: (await loadKeyRing([])).ring });
    resolveIdentities(database.connection);
    return look(createReader(database.connection));
  } finally {
    database.close();
    place.remove();
  }
};

const namesOf = (first: number, count: number): string[] => Array.from({ length: count }, (_, index) => `call-${first + index}`);

/** How often a record is of another class than the one before it. */
const turnsIn = (records: readonly StoredRecord[]): number =>
  records.filter(({ recordClass }, index) => recordClass.id !== records[index - 1]?.recordClass.id).length;

describe('records class by class', () => {
  it('are all there, each once, those of a class together', async () => {
    const logs = [callsOf(namesOf(0, 300), 7), callsOf(namesOf(300, 300), 7)];
    const records = await readerOf(logs, (reader) => [...reader.stored()].map((record) => ({ record, name: record.name })));
    expect(records.map(({ name }) => name).sort()).toEqual(namesOf(0, 600).sort());
    expect(turnsIn(records.map(({ record }) => record))).toBe(7);
  });

  it('leave out what was logged twice', async () => {
    const log = callsOf(namesOf(0, 20), 3);
    const names = await readerOf([log, `${log}\n${callsOf(['another'], 1)}`], (reader) =>
      [...reader.stored()].map(({ name }) => name),
    );
    expect(names.sort()).toEqual([...namesOf(0, 20), 'another'].sort());
  });

  it('are those of the blocks that were asked for', async () => {
    const logs = [callsOf(namesOf(0, 10), 2), callsOf(namesOf(10, 10), 2)];
    const [first, second] = await readerOf(logs, (reader) =>
      reader.ranges(2).map((range) => [...reader.stored(range)].map(({ name }) => name).sort()),
    );
    expect(first).toEqual(namesOf(0, 10).sort());
    expect(second).toEqual(namesOf(10, 10).sort());
  });
});
