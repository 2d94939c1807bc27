import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    // Measured on two cores: threads start faster than forks, and better-sqlite3 runs in both.
    pool: 'threads',
    // Some tests run the built program over whole cases, on machines with few cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
