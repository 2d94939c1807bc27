import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Problem } from './problem.ts';

type Pairs = ReadonlyMap<string, Pair<Node, Node>>;

/** Pairs of each map by the text of their key, gathered at first use: a map of many keys may have as many problems. */
const pairs = new WeakMap<YAMLMap<Node, Node>, Pairs>();

const pairsOf = (map: YAMLMap<Node, Node>): Pairs => {
  const known =
    pairs.get(map) ?? new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
  pairs.set(map, known);
  return known;
};

/** The node that a member or an item holds, and the node of the key, where it has one. */
const childOf = (node: Node | null | undefined, step: string | number): { readonly key?: Node; readonly value?: Node | null } => {
  if (isSeq<Node>(node)) return { value: node.items[Number(step)] ?? null };
  const pair = isMap<Node, Node>(node) ? pairsOf(node).get(String(step)) : undefined;
  return pair ? { key: pair.key, value: pair.value } : {};
};

/** Offset in the text of the value at a path, or of its key; of the nearest thing above it where it is not there. */
export const offsetOf = (document: Document, { path, onKey }: Problem): number => {
  let node: Node | null | undefined = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const { key, value } = childOf(node, step);
    const found = onKey && index === path.length - 1 ? key : (value ?? key);
    offset = found?.range?.[0] ?? offset;
    node = value;
  }
  return offset;
};
