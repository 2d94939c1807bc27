import { existsSync, readFileSync } from 'node:fs';

const rootAbove = (folder: URL): URL => (existsSync(new URL('package.json', folder)) ? folder : rootAbove(new URL('..', folder)));

const ROOT = rootAbove(new URL('.', import.meta.url));

/** A file of this package by its path from the root: code that is built lies elsewhere than its source. */
export const packageFile = (path: string): URL => new URL(path, ROOT);

/** Its text. */
export const readPackageFile = (path: string): string => readFileSync(packageFile(path), 'utf8');
