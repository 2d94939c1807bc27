import { readdirSync, readFileSync } from 'node:fs';
import { FORMED, type Secret } from './secrets.ts';

/** A file with secrets in it. */
export interface Planted {
  readonly name: string;
  readonly content: string;
}

type Path = readonly (string | number)[];

/** A step into the JSON that a text holds. */
const INTO_TEXT = '\0json';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Paths of all texts in a value, and in the JSON that such a text holds; keys of members apart. */
const textsIn = (value: unknown, path: Path = []): Path[] => {
  const inner = typeof value === 'string' ? parse(value) : undefined;
  if (isObject(inner)) return [path, ...textsIn(inner, [...path, INTO_TEXT])];
  if (typeof value === 'string') return [path];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...path, Array.isArray(value) ? Number(name) : name]));
};

/** The value with another text in one place. */
const replaced = (value: unknown, [first, ...rest]: Path, text: string): unknown => {
  if (first === undefined) return text;
  if (first === INTO_TEXT) return JSON.stringify(replaced(parse(value as string), rest, text));
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const members = copy as Record<string | number, unknown>;
  members[first] = replaced(members[first], rest, text);
  return copy;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A JSON document, and what stands before it on its line. */
interface Document {
  readonly prefix: string;
  readonly value: unknown;
}

/** Documents of a JSON file: the whole, or one a line, behind what was put before it on its way. */
const documentsOf = (text: string): Document[] => {
  const whole = parse(text);
  if (whole !== undefined) return [{ prefix: '', value: whole }];
  return text
    .split('\n')
    .map((line) => ({ prefix: line.slice(0, Math.max(0, line.indexOf('{'))), value: parse(line.slice(line.indexOf('{'))) }))
    .filter(({ value }) => isObject(value));
};

/** The everyday run plants two secrets in each place, in turn; with BINDCHECK_LONG_TESTS all of them, in more records. */
const LONG = process.env['BINDCHECK_LONG_TESTS'] !== undefined;

const MOST_DOCUMENTS = LONG ? 3 : 1;

const turn = (secrets: readonly Secret[], place: number): readonly Secret[] =>
  LONG ? secrets : [0, 1].map((step) => secrets[(place * 2 + step) % secrets.length] as Secret);

/** Each text of the first documents replaced by each secret in turn, where it stands, and once in a member that nobody knows. */
const plantJson = (documents: readonly Document[], secrets: readonly Secret[]): string =>
  documents
    .flatMap(({ prefix, value }) => {
      const planted = [
        ...textsIn(value).flatMap((path, place) => turn(secrets, place).map(({ text }) => replaced(value, path, text))),
        ...(Array.isArray(value) ? [] : secrets.map(({ text }) => ({ ...(value as object), unheard_of: { of: [text] } }))),
        ...(Array.isArray(value) ? [] : secrets.map(({ text }) => ({ ...(value as object), [text]: 1 }))),
      ];
      return planted.map((document) => `${prefix}${JSON.stringify(document)}\n`);
    })
    .join('');

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

const plantCsv = (text: string, secrets: readonly Secret[]): string => {
  const [header = '', row = ''] = text.split(/\r?\n/);
  const cells = row.split(',');
  const rows = cells.flatMap((_, index) =>
    turn(secrets, index).map((secret) => cells.map((cell, at) => (at === index ? quoted(secret.text) : cell)).join(',')),
  );
  return `${[header, row, ...rows].join('\n')}\n`;
};

/** Words of a text line, each replaced by each secret; line breaks of a secret would make other lines of it, and do. */
const plantText = (text: string, secrets: readonly Secret[]): string =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, MOST_DOCUMENTS)
    .flatMap((line) => {
      const words = [...line.matchAll(/[^\s"=,;{}[\]]{3,}/g)];
      return words.flatMap(({ 0: word, index }, place) =>
        turn(secrets, place).map((secret) => line.slice(0, index) + secret.text + line.slice(index + word.length)),
      );
    })
    .join('\n');

const plant = (name: string, text: string): string => {
  if (name.endsWith('.csv')) return plantCsv(text, FORMED);
  const documents = documentsOf(text).slice(0, MOST_DOCUMENTS);
  return documents.length > 0 ? plantJson(documents, FORMED) : plantText(text, FORMED);
};

/** Every sample of every format, or of every mapping that is shipped, with secrets in every place. */
export const plantedSamples = (folder: 'fixtures/formats' | 'fixtures/maps'): readonly Planted[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: format }) =>
      readdirSync(`${folder}/${format}`)
        .filter((name) => name.startsWith('sample.') || name.endsWith('.har'))
        .map((name) => ({
          name: `${format}/${name}`,
          content: plant(name, readFileSync(`${folder}/${format}/${name}`, 'utf8')),
        })),
    );
