import { readMapping } from '../mapping/load.ts';
import { UsageError } from '../model/errors.ts';
import type { Format } from '../model/format.ts';
import { readText } from './configuration.ts';

/** Reads the mappings that `--map` names; anything wrong with one is a `UsageError` before a log is read. */
export const readMaps = (paths: readonly string[]): readonly Format[] => {
  const maps = paths.map((path) => readMapping(readText(path, 'the mapping', 'Name the mapping as --map FILE.'), path));
  const twice = maps.find(({ id }, index) => maps.findIndex((map) => map.id === id) !== index);
  if (twice) throw new UsageError(`two mappings have the name ${twice.id.slice(4)}`, 'Give each mapping a `name` of its own.');
  return maps;
};
