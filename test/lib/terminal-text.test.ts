import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth, padEnd, shorten, showAllControls, showControls, truncate, wrap } from '../../src/lib/terminal-text.ts';

describe('showControls', () => {
  test.each([
    ['\u001b[31mred', '\\x1b[31mred'],
    ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
    ['\u009b2J', '\\x9b2J'],
    ['a\rb\nc\td', 'a\\rb\\nc\\td'],
    ['\u202egpj.exe', '\\u202egpj.exe'],
    ['\u2066a\u2069\u200f\u200e', '\\u2066a\\u2069\\u200f\\u200e'],
    ['a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['\ud800x\udfff', '\\ud800x\\udfff'],
    ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
    ['\u3164', '\\u3164'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\u0000\u007f', '\\x00\\x7f'],
  ])('%j becomes %s', (text, shown) => {
    expect(showControls(text)).toBe(shown);
  });

  test.each(['', 'plain', 'https://as.acme.example/a?b', 'ünïcödé 支援 😀', 'a\\b'])('%s stays', (text) => {
    expect(showControls(text)).toBe(text);
  });

  test('nothing is left to show, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => showControls(showControls(text)) === showControls(text)));
  });
});

test('showAllControls reaches every string and leaves all else', () => {
  const given = JSON.parse('{"a":["\\u001b",1,null,true],"__proto__":{"b":"\\r"},"\\u0007":""}') as object;
  const shown = showAllControls(given);
  expect(JSON.stringify(shown)).toBe('{"a":["\\\\x1b",1,null,true],"__proto__":{"b":"\\\\r"},"\\\\x07":""}');
  expect(Object.getPrototypeOf(shown)).toBe(Object.prototype);
});

describe('layout', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map(showControls);
  const width = fc.integer({ min: 2, max: 80 });

  test('wide characters take two columns', () => {
    expect([displayWidth('abc'), displayWidth('支援'), displayWidth('😀'), displayWidth('…→■')]).toEqual([3, 4, 2, 3]);
  });

  test('shorten cuts the middle only where it must', () => {
    expect(shorten('short', 5)).toBe('short');
    expect(shorten('https://a.example/very/long/path', 11)).toBe('https… path'.replace(' ', '/'));
    expect(shorten('支援エージェント', 7)).toBe('支…ト');
  });

  test('truncate cuts the end only where it must', () => {
    expect(truncate('short', 5)).toBe('short');
    expect(truncate('longer', 5)).toBe('long…');
    expect(truncate('支援エ', 4)).toBe('支…');
  });

  test('shortened text is within the width', () => {
    fc.assert(fc.property(text, width, (given, columns) => displayWidth(shorten(given, columns)) <= columns));
  });

  test('wrap breaks at spaces and cuts what is longer', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij kl', 4)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
    expect(wrap('', 4)).toEqual(['']);
  });

  test('wrapped lines are within the width and keep every character but spaces', () => {
    fc.assert(
      fc.property(text, width, (given, columns) => {
        const lines = wrap(given, columns);
        expect(lines.every((line) => displayWidth(line) <= columns)).toBe(true);
        expect(lines.join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''));
      }),
    );
  });

  test('padEnd counts columns', () => {
    expect(padEnd('支', 4)).toBe('支  ');
    expect(padEnd('long', 2)).toBe('long');
  });
});
