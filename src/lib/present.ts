/** The same object without the members that are `undefined`, as the exact optional types of the model want it. */
export const present = <T extends object>(object: { readonly [K in keyof T]: T[K] | undefined }): T => {
  const kept: Partial<T> = {};
  // A plain loop, as this runs several times for each token and proof.
  for (const name of Object.keys(object) as (keyof T)[]) if (object[name] !== undefined) kept[name] = object[name];
  return kept as T;
};
