import { afterEach, beforeEach } from 'vitest';
import { type OpenDatabase, openTemporaryDatabase } from '../../src/store/open.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

/** A folder and an empty database in it, another one for each test. */
export interface Fresh {
  place: Workspace;
  database: OpenDatabase;
}

/** Makes them before each test of the file that calls it, and removes them after it. */
export const freshDatabase = (): Fresh => {
  const fresh = {} as Fresh;
  beforeEach(() => {
    fresh.place = createWorkspace();
    fresh.database = openTemporaryDatabase(fresh.place.folder);
  });
  afterEach(() => {
    fresh.database.close();
    fresh.place.remove();
  });
  return fresh;
};
