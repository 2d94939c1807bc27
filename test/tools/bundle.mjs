// How source becomes what runs: bundled, since Node takes longer to find and load six hundred modules than most audits take.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

export const inRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Packages, and what belongs to Node, are left where they are. */
const isForeign = (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:/.test(id);

/** Bundles modules of src, named by where they are to lie below `folder`, and what they share beside them. */
export async function bundle(modules, folder) {
  const input = Object.fromEntries(modules.map((module) => [module, inRoot(`src/${module}.ts`)]));
  const bundled = await rolldown({
    cwd: inRoot('.'),
    input,
    platform: 'node',
    external: isForeign,
    tsconfig: inRoot('tsconfig.json'),
  });
  await bundled.write({ dir: folder, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name].js' });
  await bundled.close();
}

/** Loads a module of src as it is. It is bundled where packages are found. */
export async function loadSource(module) {
  const folder = mkdtempSync(inRoot('node_modules/.source-'));
  try {
    await bundle([module], folder);
    return await import(pathToFileURL(join(folder, `${module}.js`)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
