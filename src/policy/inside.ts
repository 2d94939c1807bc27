import { isAbsolute, relative, sep } from 'node:path';

/**
 * Whether a path lies within a folder, by its text alone: `..` is resolved, symbolic links are not, so that the caller passes
 * real paths where links may be (contract §5).
 */
export const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};
