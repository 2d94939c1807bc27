/** What SQLite cannot notice, a flipped bit within a text: an error that counts as one of its own. */
export const damagedRow = (): Error =>
  Object.assign(new Error('a row does not hold what was written to it'), { code: 'SQLITE_CORRUPT_ROW' });

/** Reads JSON that was written to a row before. */
export const parseStored = (text: string): ReturnType<typeof JSON.parse> => {
  try {
    return JSON.parse(text);
  } catch {
    throw damagedRow();
  }
};
