import { readPackageFile } from '../lib/package-file.ts';

/** Version of the package, as its own package.json says. */
export const readVersion = (): string => {
  const { version } = JSON.parse(readPackageFile('package.json')) as { version: string };
  return version;
};
