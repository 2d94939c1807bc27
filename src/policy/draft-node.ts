import { type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { showControls } from '../lib/terminal-text.ts';

/** A member of a mapping that is being drafted. */
export interface Entry {
  readonly key: string;
  readonly value: Node;
  /** Comment lines above it. */
  readonly above?: readonly string[];
  readonly spaced?: boolean;
}

/** Lines of a comment. Whatever one quotes, it stays one line. */
export const commentText = (lines: readonly string[]): string => lines.map((line) => ` ${showControls(line)}`).join('\n');

const withComment = <T extends Node>(node: T, lines: readonly string[]): T => {
  if (lines.length > 0) node.comment = commentText(lines);
  return node;
};

/** A text, with a comment behind it. */
export const scalar = (value: string, comment?: string): Scalar =>
  withComment(new Scalar(value), comment === undefined ? [] : [comment]);

const toPair = ({ key, value, above = [], spaced }: Entry): Pair => {
  const name = new Scalar(key);
  if (above.length > 0) name.commentBefore = commentText(above);
  if (spaced) name.spaceBefore = true;
  return new Pair(name, value);
};

/** A mapping, with comment lines below its members. An empty one is written as `{}`. */
export const mapping = (entries: readonly Entry[], below: readonly string[] = []): YAMLMap => {
  const map = new YAMLMap();
  map.items.push(...entries.map(toPair));
  if (entries.length === 0) map.flow = true;
  return withComment(map, below);
};

/** A list of an item a line, with comment lines below them. An empty one is written as `[]`. */
export const list = (items: readonly Node[], below: readonly string[] = []): YAMLSeq => {
  const sequence = new YAMLSeq();
  sequence.items.push(...items);
  if (items.length === 0) sequence.flow = true;
  return withComment(sequence, below);
};

/** A list on one line, with a comment behind it. */
export const row = (values: readonly string[], comment: string): YAMLSeq => {
  const sequence = new YAMLSeq();
  sequence.items.push(...values.map((value) => new Scalar(value)));
  sequence.flow = true;
  return withComment(sequence, [comment]);
};

/** `once`, or `37 times`. */
export const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** `1 call`, or `37 calls`. */
export const inCalls = (count: number): string => (count === 1 ? '1 call' : `${count} calls`);
