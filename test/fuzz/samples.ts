import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHIPPED = ['formats', 'maps', 'demo'].map((name) => fileURLToPath(new URL(`../../fixtures/${name}/`, import.meta.url)));
/** A folder with more of them, as published ones that are not shipped. */
const MORE = process.env['BINDCHECK_FUZZ_SAMPLES'];

const filesBelow = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));

/** A published or shipped file. */
export interface Sample {
  readonly path: string;
  readonly bytes: Buffer;
}

/** All of them up to 256 KB, in the order of their paths: the shipped ones, and more where they are named. */
export const SAMPLES: readonly Sample[] = [...SHIPPED, ...(MORE === undefined ? [] : [MORE])]
  .flatMap(filesBelow)
  .filter((path) => statSync(path).size > 0 && statSync(path).size <= 262_144)
  .map((path) => ({ path, bytes: readFileSync(path) }));

const compact = (text: string): string[] => {
  try {
    return [JSON.stringify(JSON.parse(text))];
  } catch {
    return text.split('\n');
  }
};

/** Single records of the samples, a line each. */
export const LINES: readonly string[] = [...new Set(SAMPLES.flatMap(({ bytes }) => compact(bytes.toString('utf8'))))].filter(
  (line) => line.trim() !== '' && line.length < 40_000,
);
