import { afterEach, expect, test, vi } from 'vitest';
import { createProgress } from '../../src/cli/progress.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('a name out of a log does nothing in the line that is redrawn, and does not wrap it', () => {
  vi.stubEnv('CI', '');
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const { isTTY, columns } = process.stderr;
  Object.assign(process.stderr, { isTTY: true, columns: 40 });
  const progress = createProgress(true);
  progress.update(`reading a\n::error::x\u001b]52;c;ZXZpbA==\u0007\u202e${'漢'.repeat(100)}`);
  progress.clear();
  Object.assign(process.stderr, { isTTY, columns });
  expect(written[0]).toMatch(/^\r\u001b\[2Kreading a\\n:\\x3aerror::x\\x1b\]52/);
  expect(written[0]?.slice(5)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(written[0]?.length).toBeLessThanOrEqual(5 + 39);
});
