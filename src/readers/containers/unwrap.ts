import type { Item } from '../../model/format.ts';
import type { Frame, Framed } from '../frames/framed.ts';
import { frameLine } from '../frames/lines.ts';
import type { Members, Streams } from '../frames/streams.ts';
import { namesOwnSchema } from '../native/schema.ts';
import type { Container, Opened } from './container.ts';
import { CONTAINERS } from './index.ts';
import { createPieces, type Joined } from './pieces.ts';

/** Containers within containers: a syslog line in a Docker log in a search answer. */
const DEEPEST = 6;

const PREFIXES = CONTAINERS.filter(({ strip }) => strip);
const OBJECTS = CONTAINERS.filter(({ open }) => open);

interface Found {
  readonly id: string;
  readonly opened: Opened;
}

const firstOf = (containers: readonly Container[], open: (container: Container) => Opened | undefined): Found | undefined => {
  for (const container of containers) {
    const opened = open(container);
    if (opened) return { id: container.id, opened };
  }
  return undefined;
};

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

const find = ({ kind, value }: Item): Found | undefined => {
  if (kind === 'text') return firstOf(PREFIXES, ({ strip }) => strip?.(value as string));
  return isMembers(value) && !namesOwnSchema(value) ? firstOf(OBJECTS, ({ open }) => open?.(value)) : undefined;
};

/** The content of a container as records of its own: text is cut up as a line of a file would be. */
const contentOf = (opened: Opened, item: Item, streams: Streams): readonly Framed[] =>
  'text' in opened
    ? frameLine({ text: opened.text, number: item.line }, streams)
    : [{ is: 'item', item: { kind: 'json', value: opened.value, text: item.text, line: item.line } }];

/** A record keeps the text and place of what it was taken out of, for its hash; alone, also that as a whole. */
const within = (framed: Framed, item: Item, { id, opened }: Found, alone: boolean): Framed => {
  if (framed.is === 'broken') return { ...framed, line: item.line };
  if (framed.is !== 'item') return framed;
  const writtenAt = opened.writtenAt ?? item.writtenAt;
  const containers = [...(item.containers ?? []), id];
  const { kind, value } = framed.item;
  const { text, line } = item;
  return {
    is: 'item',
    item: { kind, value, text, line, containers, ...(alone && { outer: item }), ...(writtenAt !== undefined && { writtenAt }) },
  };
};

/** Takes records out of their containers; what is in none passes through. */
export interface Unwrapper {
  take(framed: Framed): readonly Framed[];
  /** Whether it is a record of a schema of its own, which is in no container. */
  isBare(framed: Framed): boolean;
  /** What was still waiting for the rest of its line. */
  end(): readonly Framed[];
}

/** An unwrapper for one source: it holds the pieces of lines that a runtime has cut. */
export const createUnwrapper = (streams: Streams): Unwrapper => {
  const pieces = createPieces();

  const unwrapFound = (item: Item, found: Found, depth: number, whole: boolean): readonly Framed[] => {
    const content = contentOf(found.opened, item, streams);
    const alone = whole && content.length === 1;
    return content.flatMap((framed) => unwrap(within(framed, item, found, alone), depth + 1));
  };

  const unwrapJoined = ({ text, lines, line }: Joined, id: string, opened: Opened, depth: number): readonly Framed[] => {
    if (text === undefined) return [{ is: 'oversize', line }];
    const item: Item = { kind: 'text', value: text, text: lines, line };
    return unwrapFound(item, { id, opened: { ...opened, text } }, depth, false);
  };

  /** A piece is held until the last one of its line has come. */
  const join = (item: Item, { id, opened }: Found, text: string, depth: number): readonly Framed[] | undefined => {
    const stream = `${id} ${opened.part?.stream}`;
    const last = opened.part?.last ?? true;
    if (last && !pieces.holds(stream)) return undefined;
    const joined = pieces.add(stream, item, text, last);
    return joined ? unwrapJoined(joined, id, opened, depth) : [];
  };

  const unwrap = (framed: Framed, depth: number): readonly Framed[] => {
    if (framed.is !== 'item' || depth === DEEPEST) return [framed];
    const found = find(framed.item);
    if (!found) return [framed];
    const joined = 'text' in found.opened ? join(framed.item, found, found.opened.text, depth) : undefined;
    return joined ?? unwrapFound(framed.item, found, depth, true);
  };

  return {
    take: (framed) => unwrap(framed, 0),
    isBare: (framed) => framed.is === 'item' && isMembers(framed.item.value) && namesOwnSchema(framed.item.value),
    end: () => pieces.end().flatMap((joined) => unwrapJoined(joined, 'cut-line', { text: '' }, 0)),
  };
};

/** A frame whose records are taken out of what they came in, before formats are asked. */
export const unwrapping = (frame: Frame, streams: Streams): Frame =>
  async function* (chunks) {
    const unwrapper = createUnwrapper(streams);
    for await (const framed of frame(chunks)) {
      const taken: Framed[] = [];
      // Most records are in nothing: no array is made for each.
      for (const each of framed)
        if (unwrapper.isBare(each)) taken.push(each);
        else for (const one of unwrapper.take(each)) taken.push(one);
      yield taken;
    }
    yield unwrapper.end();
  };
