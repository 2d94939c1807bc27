import { isOwnDatabase, readHead } from './database-file.ts';

const OWN_JSON = /^\s*\{\s*"schema"\s*:\s*"bindcheck\.(?:report|baseline)\//;
const COMPANION = /-(?:wal|shm|journal)$/;

/** What bindcheck itself has written there, in words: a database, what lies beside one, a report or a baseline; else `undefined`. */
export const describeOwnFile = async (path: string): Promise<string | undefined> => {
  try {
    const head = await readHead(path);
    if (isOwnDatabase(head)) return 'a database of bindcheck';
    if (OWN_JSON.test(head.toString('utf8'))) return 'a report or baseline of bindcheck';
    const beside = COMPANION.test(path) && isOwnDatabase(await readHead(path.replace(COMPANION, '')));
    return beside ? 'part of a database of bindcheck' : undefined;
  } catch {
    // What cannot be read is told when it is read as a source.
    return undefined;
  }
};
