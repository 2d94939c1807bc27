/** Members, joined by `.`, below which arrays are streamed: `log.entries`. */
export type StreamPaths = ReadonlySet<string>;

/** The paths, each as its members. */
export const pathsOf = (streams: StreamPaths): readonly string[][] => [...streams].map((path) => path.split('.'));

/** Levels of the deepest path. */
export const depthOf = (streams: StreamPaths): number => Math.max(0, ...pathsOf(streams).map((path) => path.length));

/** Whether a parsed document has an array there. */
export const reachesArray = (value: unknown, path: readonly string[]): boolean => {
  let reached = value;
  for (const member of path) {
    if (typeof reached !== 'object' || reached === null || !Object.hasOwn(reached, member)) return false;
    reached = (reached as Record<string, unknown>)[member];
  }
  return Array.isArray(reached);
};
