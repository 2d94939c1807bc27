import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { readPrivateName } from '../lib/private-name.ts';
import type { Diagnostic, DiagnosticCode, DiagnosticLevel } from '../model/diagnostic.ts';
import { describeOwnFile } from './own-file.ts';
import type { FoundSource } from './source.ts';
import { explainSystemError, isSystemError } from './system-error.ts';

/** What the paths of the user hold. */
export interface Found {
  /** In the order of their paths; each file once. */
  readonly sources: readonly FoundSource[];
  /** What was left out, and why. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many of the paths led to anything. */
  readonly matched: number;
}

interface Search {
  readonly sources: Map<string, FoundSource>;
  readonly diagnostics: Diagnostic[];
}

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const tell = (
  search: Search,
  path: string,
  code: DiagnosticCode,
  level: DiagnosticLevel,
  message: string,
  hint: string,
): void => {
  search.diagnostics.push({ code, level, message, hint, location: { source: path } });
};

/** Bytes of a name that are not UTF-8 come as U+FFFD, and by that name there is no file. */
const isNameBroken = (path: string, { code }: NodeJS.ErrnoException): boolean => code === 'ENOENT' && path.includes('\ufffd');
const NAME_BROKEN = { message: 'cannot be read: its name is not UTF-8', hint: 'rename it, or hand it in by standard input' };

const tellError = (search: Search, path: string, error: unknown): void => {
  if (!isSystemError(error)) throw error;
  const told = explainSystemError(error);
  search.diagnostics.push({ ...told, ...(isNameBroken(path, error) && NAME_BROKEN), location: { source: path } });
};

/** Paths are told with `/` on every system. */
const written = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

const addFile = async (search: Search, path: string, named: boolean): Promise<void> => {
  const own = await describeOwnFile(path);
  if (own) return tell(search, path, 'own-file-skipped', 'note', `left out: ${own}`, 'use bindcheck report to look at it');
  const key = await realpath(path);
  const known = search.sources.get(key);
  if (!known) search.sources.set(key, { path: written(path), named });
  else if (named && !known.named) search.sources.set(key, { ...known, named });
};

const addLink = (search: Search, path: string): void =>
  tell(
    search,
    path,
    'symbolic-link-skipped',
    'note',
    'left out: symbolic links are not followed',
    'name the file itself to have it read',
  );

const addPrivate = (search: Search, path: string): void =>
  tell(
    search,
    path,
    'own-file-skipped',
    'note',
    'left out: a private folder of a run of bindcheck',
    'a run that is underway removes it when it ends, and what a killed one left is removed by the next',
  );

const addFolder = async (search: Search, folder: string): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.length === 0)
    tell(search, folder, 'empty-source', 'note', 'the folder holds no file', 'check that the logs were written there');
  for (const entry of entries.sort((a, b) => byCodeUnit(a.name, b.name))) await addEntry(search, join(folder, entry.name), entry);
};

const addEntry = async (search: Search, path: string, entry: Dirent | Stats): Promise<void> => {
  try {
    if (entry.isSymbolicLink()) addLink(search, path);
    else if (entry.isFile()) await addFile(search, path, false);
    else if (!entry.isDirectory())
      tell(search, path, 'source-unreadable', 'note', 'left out: no regular file', 'name it itself to have it read');
    else if (readPrivateName(basename(path))) addPrivate(search, path);
    else if (basename(path) !== '.git') await addFolder(search, path);
    else
      tell(
        search,
        path,
        'source-not-recognised',
        'note',
        'left out: the objects of git hold no logs',
        'name a folder in it to have it read',
      );
  } catch (error) {
    tellError(search, path, error);
  }
};

/** What the user names is followed and read, be it a link or a pipe. */
const addNamed = async (search: Search, path: string, found: Stats): Promise<void> => {
  try {
    if (found.isDirectory()) await addFolder(search, path);
    else if (found.isFile()) await addFile(search, path, true);
    else if (found.isFIFO()) search.sources.set(path, { path: written(path), named: true, pipe: true });
    else
      tell(
        search,
        path,
        'source-unreadable',
        'error',
        'cannot be read: it is no regular file',
        'name a file, a folder or a pipe',
      );
  } catch (error) {
    tellError(search, path, error);
  }
};

const addMatches = async (search: Search, pattern: string): Promise<boolean> => {
  const options = { absolute: isAbsolute(pattern), onlyFiles: false, followSymbolicLinks: false, expandDirectories: false };
  const matches = (await glob(written(pattern), options)).map((match) => match.replace(/(.)\/$/, '$1')).sort(byCodeUnit);
  for (const match of matches) await addEntry(search, match, await lstat(match));
  return matches.length > 0;
};

const addPath = async (search: Search, path: string): Promise<boolean> => {
  if (path === '-') {
    search.sources.set('-', { path: '-', named: true, stdin: true });
    return true;
  }
  try {
    await addNamed(search, path, await stat(path));
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT' && isDynamicPattern(path))
      return (await addMatches(search, path)) || tellNothing(search, path);
    tellError(search, path, error);
    return false;
  }
};

const tellNothing = (search: Search, pattern: string): false => {
  tell(
    search,
    pattern,
    'source-unreadable',
    'error',
    'matches nothing',
    'check the pattern; relative ones start at the working folder',
  );
  return false;
};

/**
 * Finds the files that paths lead to: files, folders with all that lies below them, globs (where no file has that very name), and `-`
 * for standard input. Links below a path are not followed, own databases and reports are left out; each is told.
 */
export const findSources = async (paths: readonly string[]): Promise<Found> => {
  const search: Search = { sources: new Map(), diagnostics: [] };
  let matched = 0;
  for (const path of paths) if (await addPath(search, path)) matched++;
  const sources = [...search.sources.values()].sort((a, b) => byCodeUnit(a.path, b.path));
  return { sources, diagnostics: search.diagnostics, matched };
};
