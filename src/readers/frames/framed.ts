import type { Item } from '../../model/format.ts';

/** What a frame cuts out of a source. */
export type Framed =
  | { readonly is: 'item'; readonly item: Item }
  /** What stands around a streamed array, closed before its first element: the `log` of a HAR without its entries. */
  | { readonly is: 'head'; readonly value: unknown }
  | Broken
  /** A record above the limit on bytes, read past. */
  | { readonly is: 'oversize'; readonly line: number }
  /** The source ends inside an array, or inside the quotes of a CSV. */
  | { readonly is: 'cut'; readonly line: number };

/** A record that cannot be read as what it begins to be. */
export interface Broken {
  readonly is: 'broken';
  readonly line: number;
  /** How it begins. May hold part of a credential: never to be shown. */
  readonly beginning: string;
  readonly message: string;
  /** It stands below a header that was recognised, so that it is claimed whatever it holds. */
  readonly claimed: boolean;
}

/** Cuts a source into records, with bounded memory. */
export type Frame = (chunks: AsyncIterable<Buffer>) => AsyncGenerator<readonly Framed[]>;
