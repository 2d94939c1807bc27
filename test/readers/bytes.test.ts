import { createHash } from 'node:crypto';
import * as zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBytes, record } from './reading.ts';

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${record({ record_id: `r-${index}` })}\n`).join('');
const hex = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('gzip', () => {
  it('is told by its magic bytes, and members in a row are one stream', async () => {
    const bytes = Buffer.concat([zlib.gzipSync(lines(3)), zlib.gzipSync(lines(4))]);
    const { outcome } = await readBytes(bytes);
    expect(outcome).toMatchObject({ status: 'read', records: 7, bytes: bytes.length, sha256: hex(bytes) });
  });

  it.each([5, 1_000, 1_000_000])(
    'gives what can be read before a place where it ends early (pieces of %i)',
    async (pieceSize) => {
      const whole = zlib.gzipSync(lines(2_000));
      const bytes = whole.subarray(0, whole.length - 20);
      const { outcome, diagnostics } = await readBytes(bytes, pieceSize);
      expect(outcome.status).toBe('partly-read');
      expect(outcome.sha256).toBe(hex(bytes));
      expect(outcome.records).toBeGreaterThan(1_900);
      expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'source-damaged', level: 'error' }));
    },
  );

  it('that is damaged from the start is unreadable, and says so', async () => {
    const { outcome, diagnostics } = await readBytes(Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    expect(outcome).toMatchObject({ status: 'unreadable', records: 0 });
    expect(diagnostics.map((each) => each.code)).toEqual(['source-damaged']);
  });

  it('that grows a thousandfold is stopped', async () => {
    // zlib alone comes to 1,032:1.
    const { outcome, diagnostics } = await readBytes(zlib.gzipSync(Buffer.alloc(90 * 1024 * 1024, ' '), { level: 9 }), 4_096);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'limit-exceeded', level: 'error' }));
    expect(outcome.status).toBe('partly-read');
  });
});

describe('zstd', () => {
  const compress = (zlib as { zstdCompressSync?: (bytes: string) => Buffer }).zstdCompressSync;

  it.runIf(compress)('is read where Node has it', async () => {
    const { outcome } = await readBytes((compress as (bytes: string) => Buffer)(lines(3)));
    expect(outcome).toMatchObject({ status: 'read', records: 3 });
  });

  it.skipIf(compress)('says what to do where Node has none', async () => {
    const { outcome, diagnostics } = await readBytes(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0]));
    expect(outcome.status).toBe('unreadable');
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'unsupported-compression', hint: expect.stringContaining('22.15') });
  });
});

it.each([
  ['zip', 'PK\u0003\u0004'],
  ['bzip2', 'BZh9'],
  ['xz', '\u00fd7zXZ\u0000'],
])('%s is not read, which is said with what to do', async (name, magic) => {
  const { outcome, diagnostics } = await readBytes(Buffer.from(`${magic}rest of it`, 'latin1'));
  expect(outcome).toMatchObject({ status: 'unreadable', records: 0 });
  expect(diagnostics).toEqual([
    expect.objectContaining({
      code: 'unsupported-compression',
      message: expect.stringContaining(name),
      hint: expect.stringContaining('decompress'),
    }),
  ]);
});

describe('encodings', () => {
  const bigEndian = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

  it.each([
    ['UTF-8 with byte order mark', Buffer.from(`\ufeff${lines(2)}`)],
    ['UTF-16LE', Buffer.from(`\ufeff${lines(2)}`, 'utf16le')],
    ['UTF-16BE', bigEndian(lines(2))],
    ['UTF-16LE without byte order mark', Buffer.from(lines(2), 'utf16le')],
    ['UTF-16BE without byte order mark', Buffer.from(lines(2), 'utf16le').swap16()],
    ['UTF-8 put together from files with a byte order mark each', Buffer.from(`\ufeff${lines(1)}\ufeff${lines(1)}`)],
  ])('%s is read', async (_, bytes) => {
    expect((await readBytes(bytes, 1)).outcome).toMatchObject({ status: 'read', records: 2 });
  });
});
