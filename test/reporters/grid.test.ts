import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth, showControls } from '../../src/lib/terminal-text.ts';
import { grid } from '../../src/reporters/table/grid.ts';
import { pageOf } from '../../src/reporters/table/page.ts';

const page = (width: number) => pageOf({ width, color: false });
const COLUMNS = [
  { title: 'name' },
  { title: 'about', fit: 'truncate' as const, least: 14 },
  { title: 'why', fit: 'wrap' as const },
  { title: 'times', align: 'right' as const },
];

describe('grid', () => {
  test('is as wide as its text where the page has room', () => {
    expect(grid(page(80), COLUMNS, [['a', 'bb', 'ccc', '1']])).toEqual([
      '  name  about  why  times',
      '  a     bb     ccc      1',
    ]);
  });

  test('fits any text that was made visible, and cuts no cell that must stay whole', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 90 }).map((given) => showControls(given).trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), fc.integer({ min: 60, max: 160 }), (rows, width) => {
        const lines = grid(
          page(width),
          COLUMNS,
          rows.map(([about, why], index) => [`row-${index}`, about, why, '12,345']),
        );
        expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
        expect(lines.filter((line) => /^ {2}row-\d .*12,345$/.test(line))).toHaveLength(rows.length);
      }),
      { seed: 7 },
    );
  });

  test('many rows keep their order and their columns', () => {
    const lines = grid(
      page(80),
      COLUMNS,
      Array.from({ length: 250 }, (_, index) => [`${index}`, 'x', 'y', `${index * 100}`]),
    );
    expect(lines).toHaveLength(251);
    expect(new Set(lines.map(displayWidth)).size).toBe(1);
    expect(lines.at(-1)).toBe('  249   x      y    24900');
  });
});
