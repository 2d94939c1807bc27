/**
 * Reads JSON that was written to a row before. What SQLite cannot notice, a flipped bit within a text, is an error here that counts
 * as one of its own.
 */
export const parseStored = (text: string): ReturnType<typeof JSON.parse> => {
  try {
    return JSON.parse(text);
  } catch {
    throw Object.assign(new Error('a row does not hold what was written to it'), { code: 'SQLITE_CORRUPT_ROW' });
  }
};
