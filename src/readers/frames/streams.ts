/** A JSON object as parsed. */
export type Members = Readonly<Record<string, unknown>>;

/** An array in a document whose elements are records of their own, cut out one by one: `log.entries` of a HAR. */
export interface Stream {
  /** The members that lead to it, joined by `.`. */
  readonly path: string;
  /** Whether what stands before the array shows that it holds records; absent where the path alone tells. */
  readonly fits?: (head: Members) => boolean;
  /** What an element takes over from what stands before the array. */
  readonly inherit?: (element: Members, head: Members) => Members;
  /** What stands around the array is of interest to a format. */
  readonly givesHead?: true;
}

/** The streams that are looked for. */
export interface Streams {
  readonly byPath: ReadonlyMap<string, readonly Stream[]>;
  /** Each path as its members. */
  readonly paths: readonly (readonly string[])[];
  /** Levels of the deepest path. */
  readonly depth: number;
}

/** Gathers streams; several may share a path, and the first that fits counts. */
export const gatherStreams = (streams: readonly Stream[]): Streams => {
  const byPath = new Map<string, Stream[]>();
  for (const stream of streams) byPath.set(stream.path, [...(byPath.get(stream.path) ?? []), stream]);
  const paths = [...byPath.keys()].map((path) => path.split('.'));
  return { byPath, paths, depth: Math.max(0, ...paths.map((path) => path.length)) };
};

/** Whether a parsed document has an array there. */
export const reachesArray = (value: unknown, path: readonly string[]): boolean => {
  let reached = value;
  for (const member of path) {
    if (typeof reached !== 'object' || reached === null || !Object.hasOwn(reached, member)) return false;
    reached = (reached as Record<string, unknown>)[member];
  }
  return Array.isArray(reached);
};
