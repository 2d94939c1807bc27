/**
 * Everything that acts on a terminal, or hides: control and format characters (escapes, bidirectional overrides, zero-width ones),
 * lone surrogates, line and paragraph separators, code points that are drawn as nothing.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * What a build service takes for a command in what a step prints: `##[error]` and `##vso[...]` wherever they stand in a line (GitHub
 * Actions, Azure Pipelines), `::error ...::` where it begins one (GitHub Actions), as text may once it is wrapped.
 */
const COMMAND = /##(?=[a-z]*\[)|::(?=[a-z-]+(?: |::))/gi;

/** What nearly all text is; spares it the search for what acts. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Drawn two columns wide. Half-width forms of these scripts are counted wide too, which errs on the safe side. */
const WIDE =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u2329\u232a\u2ff0-\u303e\u3190-\u33ff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{1f200}-\u{1f2ff}]/u;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const spelled = (character: string): string => {
  const code = character.codePointAt(0) as number;
  const hex = code.toString(16);
  if (code > 0xffff) return `\\u{${hex}}`;
  return code > 0xff ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`;
};

const mayCommand = (text: string): boolean => text.includes('##') || text.includes('::');

/** The text with what acts or hides, of single characters and of commands to build services, spelled by the caller. */
export const respell = (text: string, spell: (character: string) => string): string => {
  const visible = PLAIN.test(text) ? text : text.replace(HIDDEN, spell);
  return mayCommand(visible) ? visible.replace(COMMAND, ([mark = '']) => mark + spell(mark)) : visible;
};

/** Text from a log as text on a terminal: what would act or hide is spelled out, as `\x1b`, `\u202e`, `\n`, `#\x23[` (contract §5). */
export const showControls = (text: string): string => respell(text, (character) => NAMED[character] ?? spelled(character));

/** A copy of plain data in which every string is changed, names of members included. */
export const mapTexts = <T>(value: T, change: (text: string) => string): T => {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [change(name), mapTexts(member, change)])) as T;
};

/** A copy of plain data in which every string has gone through `showControls`. */
export const showAllControls = <T>(value: T): T => mapTexts(value, showControls);

const widthOf = (character: string): number => (WIDE.test(character) ? 2 : 1);

/** Columns that the text takes; combining marks count as one each, so that a stack of them is bounded like any text. */
export const displayWidth = (text: string): number => {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
};

/** No character is wider than two columns, so that short texts need not be measured. */
const surelyFits = (text: string, width: number): boolean => text.length * 2 <= width;

const prefixWithin = (characters: readonly string[], width: number): string[] => {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += widthOf(character);
    return used > width;
  });
  return end === -1 ? [...characters] : characters.slice(0, end);
};

/** The text in at most `width` columns (at least 1), its middle replaced by `…`: both ends of an id or a URL tell it apart. */
export const shorten = (text: string, width: number): string => {
  if (surelyFits(text, width) || displayWidth(text) <= width) return text;
  const characters = [...text];
  const head = prefixWithin(characters, Math.ceil((width - 1) / 2));
  const tail = prefixWithin(characters.reverse(), Math.floor((width - 1) / 2)).reverse();
  return `${head.join('')}…${tail.join('')}`;
};

/** The text in at most `width` columns (at least 1), its end replaced by `…`: where it begins with what matters. */
export const truncate = (text: string, width: number): string =>
  surelyFits(text, width) || displayWidth(text) <= width ? text : `${prefixWithin([...text], width - 1).join('')}…`;

const pieces = (word: string, width: number): string[] => {
  const cut: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of word) {
    used += widthOf(character);
    if (used > width && piece) {
      cut.push(piece);
      piece = '';
      used = widthOf(character);
    }
    piece += character;
  }
  return [...cut, piece];
};

/** The text in lines of at most `width` columns, broken at spaces; longer words are cut, never dropped. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.split(' ').flatMap((word) => pieces(word, width))) {
    if (line && displayWidth(line) + 1 + displayWidth(piece) > width) {
      lines.push(line);
      line = '';
    }
    line = line && piece ? `${line} ${piece}` : line || piece;
  }
  return line || lines.length === 0 ? [...lines, line] : lines;
};

/** The text filled up with spaces to `width` columns. */
export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));
