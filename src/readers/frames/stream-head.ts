import { parseWithin } from '../bounded-json.ts';
import type { Framed } from './framed.ts';
import type { Members, Stream } from './streams.ts';

/** What an element becomes with what it takes over from the document around its array. */
export type Inherit = (element: unknown) => unknown;

/** Nothing is taken over. */
export const asItIs: Inherit = (element) => element;

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the elements of a stream take over from the head of its document. */
export const inheritanceOf = ({ inherit }: Stream, head: Members | undefined): Inherit =>
  inherit && head ? (element) => (isMembers(element) ? inherit(element, head) : element) : asItIs;

/** The record with what it takes over; its text stays as it stands. */
export const inherited = (framed: Framed, inherit: Inherit): Framed =>
  framed.is === 'item' && inherit !== asItIs
    ? { is: 'item', item: { ...framed.item, value: inherit(framed.item.value) } }
    : framed;

/** A document that was cut off behind the bracket of an array, closed there; `undefined` where that makes no JSON object. */
export const closeHead = (text: string | undefined, depth: number): Members | undefined => {
  const value = text === undefined ? undefined : parseWithin(`${text}]${'}'.repeat(depth)}`);
  return isMembers(value) ? value : undefined;
};
