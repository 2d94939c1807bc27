/** The name of a group, from what its members share; `undefined` where one of the parts is not known. */
export const groupKey = (parts: readonly (string | number)[]): string => JSON.stringify(parts);

/** The same from parts of which some may be missing. */
export const groupKeyOfKnown = (parts: readonly (string | number | null | undefined)[]): string | undefined =>
  parts.some((part) => part === undefined || part === null) ? undefined : groupKey(parts as (string | number)[]);
