const MOST_VALUES = 5;
const MOST_CHARACTERS = 120;

/** A value from a log within a sentence: whole, or cut short where it is longer than a line. */
export const describeValue = (value: string): string =>
  value.length <= MOST_CHARACTERS ? value : `${[...value.slice(0, MOST_CHARACTERS)].slice(0, -1).join('')}…`;

/** Values within a sentence: the first five, and how many more there are; `none` for an empty list. */
export const describeValues = (values: readonly string[]): string => {
  if (values.length === 0) return 'none';
  const shown = values.slice(0, MOST_VALUES).map(describeValue).join(', ');
  return values.length > MOST_VALUES ? `${shown} and ${values.length - MOST_VALUES} more` : shown;
};
