/** Writes what a terminal could act on as JSON escapes: controls beyond ASCII, bidirectional marks, line separators (contract §5). */
export const escapeNonPrintable = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
