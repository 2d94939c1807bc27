import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect } from 'vitest';

/** Paths of sources, each with its invocations. */
export type Sources = ReadonlyMap<string, number>;

const SOURCES = 'SELECT path, invocations FROM sources ORDER BY path';
const OF_NO_SOURCE = 'SELECT count(*) FROM blocks WHERE source_id NOT IN (SELECT id FROM sources)';
const HALF = `SELECT path FROM sources s WHERE status <> 'read'
  OR invocations <> (SELECT coalesce(sum(records), 0) FROM blocks WHERE source_id = s.id)`;

/** What an undisturbed run has left. */
export const readSources = (path: string): Sources => {
  const database = new Database(path, { readonly: true });
  const rows = database.prepare(SOURCES).raw().all() as [string, number][];
  database.close();
  return new Map(rows);
};

/** What a killed run has left, looked at by SQLite alone: nothing, or sources that are in whole. Answers with how many are in. */
export const checkDatabase = (path: string, whole: Sources): number => {
  if (!existsSync(path)) return 0;
  const database = new Database(path);
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    if (database.pragma('user_version', { simple: true }) === 0) return 0;
    const found = database.prepare(SOURCES).all() as { path: string; invocations: number }[];
    for (const each of found) expect(each.invocations, each.path).toBe(whole.get(each.path));
    expect(database.prepare(HALF).all()).toEqual([]);
    expect(database.prepare(OF_NO_SOURCE).pluck().get()).toBe(0);
    return found.length;
  } finally {
    database.close();
  }
};
