import { respell } from './terminal-text.ts';

/** What no shell gives a meaning, wherever it stands in a word; `~` and `=` only have one where they begin it. */
const PLAIN = /^[\w./@%+,:][\w./@%+,:=~-]*$/;

/** As bash and zsh read it within `$'...'`. A code point below U+0100 is spelled whole too, as `\xHH` there means a byte. */
const spelled = (character: string): string => {
  const hex = (character.codePointAt(0) as number).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
};

/** A name that begins with a dash would be taken for an option. */
const asOperand = (path: string): string => (path.startsWith('-') ? `./${path}` : path);

/**
 * A path as one word of a shell, for commands that people paste: quoted where a shell would act on it, and spelled as `$'...'`, which
 * bash, zsh and ksh read back, where it holds what acts on a terminal (contract §5).
 */
export const shellWord = (path: string): string => {
  const word = asOperand(path);
  if (respell(word, () => '\ufffd') !== word) return `$'${respell(word.replace(/[\\']/g, '\\$&'), spelled)}'`;
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
};
