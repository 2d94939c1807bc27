import type { Members, Stream } from '../frames/streams.ts';

/** What was taken out of a container: text, or a value that is JSON already. */
export type Opened = Inner & {
  /** When the container says that the line was written, epoch milliseconds. */
  readonly writtenAt?: number;
  /** The text is part of a longer line of that stream; the next piece, or the last one, follows. */
  readonly part?: { readonly stream: string; readonly last: boolean };
};

type Inner = { readonly text: string } | { readonly value: unknown };

/**
 * Something that systems put around a record on its way: a prefix of its line, an object, or a document with an array of records.
 * It is taken off before formats are asked, so that any of them benefits. All tests look at form only, are linear and never throw.
 */
export interface Container {
  /** Equals the file name. */
  readonly id: string;
  /** What writes it, for messages and lists. */
  readonly title: string;
  /** Arrays of records in a document, read one by one. */
  readonly streams?: readonly Stream[];
  /** Columns by which a CSV shows that its rows are such containers. */
  readonly columns?: readonly string[];
  /** A line of text without the prefix; `undefined` where it has none. */
  strip?(line: string): Opened | undefined;
  /** What an object, or a row of CSV, holds; `undefined` where it is no such container. */
  open?(record: Members): Opened | undefined;
}

/** Text or an object as the content of a container; `undefined` for anything else. */
export const innerOf = (content: unknown): Inner | undefined => {
  if (typeof content === 'string') return content.trim() === '' ? undefined : { text: content };
  return typeof content === 'object' && content !== null && !Array.isArray(content) ? { value: content } : undefined;
};

/** Whether the array is all that a document has so far. */
export const standsAlone = (head: Members): boolean => Object.keys(head).length === 1;
