/** Bytes that are no UTF-8 were replaced, so that the text no longer stands for them. */
const REPLACED = '\ufffd';

/** Parses JSON as it was written; `undefined` where the text is none, or does not stand for the bytes that it came from. */
export const parseExact = (text: string): unknown => {
  if (text.includes(REPLACED)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
