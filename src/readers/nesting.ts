/** Whether a value is nested deeper than `limit`. Most records are flat, so that their members decide. */
export const isDeep = (value: object, limit: number): boolean => {
  if (limit === 0) return true;
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'object' && member !== null && isDeep(member, limit - 1)) return true;
  }
  return false;
};
