import type { Draft } from '../model/draft.ts';
import type { Format, FrameKind, Item, Mapped, RecordMapper } from '../model/format.ts';

/** What a record gives, by the format that claims it, alone or with the container that it came in. */
export interface Recognised {
  readonly format: Format;
  readonly item: Item;
  readonly mapped: Mapped;
}

/** Tells the format of each record of one source and maps it. */
export interface Recogniser {
  /** What a record gives, and by which format; `undefined` where none claims it. */
  read(item: Item): Recognised | undefined;
  /** Hands the surroundings of a streamed array to the format that claims them. */
  readHead(value: unknown): void;
  /** What records give that wait for others, when none come any more. */
  end(): readonly Draft[];
  /** Notes that records of a format were read elsewhere. */
  note(format: Format): void;
  /** Ids of the formats seen, in alphabetical order. */
  seen(): readonly string[];
}

/** A recogniser over the formats given; with `forced` every record of its frames is taken for one of that format. */
export const createRecogniser = (formats: readonly Format[], forced: Format | undefined): Recogniser => {
  const mappers = new Map<Format, RecordMapper>();
  /** Records of one source are mostly alike: the format that claimed the last one is asked first. */
  let last: Format | undefined;

  const claims = (format: Format, value: unknown, kind: FrameKind): boolean =>
    format.frames.includes(kind) && (format === forced || format.detect(value, kind));

  const find = (value: unknown, kind: FrameKind): Format | undefined => {
    if (forced) return claims(forced, value, kind) ? forced : undefined;
    if (last && claims(last, value, kind)) return last;
    return formats.find((format) => claims(format, value, kind));
  };

  const mapperOf = (format: Format): RecordMapper => {
    last = format;
    const known = mappers.get(format);
    if (known) return known;
    const made = format.mapper();
    mappers.set(format, made);
    return made;
  };

  /** A record by itself is asked for first, then with the container that it came in. */
  const read = (item: Item): Recognised | undefined => {
    const { value, kind, outer } = item;
    const format = isForcedOnRubbish(value, kind, forced) ? undefined : find(value, kind);
    if (format) return { format, item, mapped: mapperOf(format)(value, item) };
    return outer && read(outer);
  };

  return {
    read,
    readHead: (value) => {
      const format = [forced, ...formats].find(
        (candidate) => candidate?.frames.includes('json') && candidate.detect(value, 'json'),
      );
      if (format) mapperOf(format)(value, { kind: 'json', value, text: '', line: 1 });
    },
    end: () => [...mappers.values()].flatMap((mapper) => mapper.end?.() ?? []),
    note: (format) => void mapperOf(format),
    seen: () => [...mappers.keys()].map((format) => format.id).sort(),
  };
};

/** A forced format still maps objects only, where its frame is one of objects. */
const isForcedOnRubbish = (value: unknown, kind: FrameKind, forced: Format | undefined): boolean =>
  forced !== undefined && kind !== 'text' && (typeof value !== 'object' || value === null || Array.isArray(value));
