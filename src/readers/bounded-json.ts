import { NESTING, VALUES } from './limits.ts';

const OPENING = /[{[]/g;

/** Exact only where it matters: text with few brackets cannot be deep. */
const mayBeDeep = (text: string): boolean => {
  let brackets = 0;
  OPENING.lastIndex = 0;
  while (OPENING.test(text)) if (++brackets > NESTING) return true;
  return false;
};

/** Text with fewer characters cannot hold too many values, each of which takes a comma beside its own. */
const mayBeMany = (text: string): boolean => text.length > 2 * VALUES;

/** Place of the quote that ends a string; a quote after an odd number of backslashes does not. */
const endOfString = (text: string, from: number): number => {
  for (let end = text.indexOf('"', from); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text[before - 1] === '\\') before--;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
};

/** How deep a text is nested, and how many values it holds at most. */
const measure = (text: string): { readonly depth: number; readonly values: number } => {
  let [depth, deepest, values] = [0, 0, 1];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at + 1);
    else if (character === ',') values++;
    else if (character === '{' || character === '[') {
      values++;
      deepest = Math.max(deepest, ++depth);
    } else if (character === '}' || character === ']') depth--;
  }
  return { depth: deepest, values };
};

/** Why a text is not read as JSON, in words; `undefined` where it is within the bounds. Linear, and near to nothing for most texts. */
export const excessOf = (text: string): string | undefined => {
  if (!mayBeDeep(text) && !mayBeMany(text)) return undefined;
  const { depth, values } = measure(text);
  if (depth > NESTING) return `nested more than ${NESTING} levels deep`;
  return values > VALUES ? `holds more than ${VALUES / 1_000_000} million values` : undefined;
};

/** JSON text within a record, as systems put it into a string; `undefined` for what is none, and for what is beyond the bounds. */
export const parseWithin = (text: string): unknown => {
  try {
    return excessOf(text) === undefined ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
};
