/** A JSON object as JSON.parse makes it; its members are read through `member`, never through the prototype. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, neither array nor null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own member of an object; `undefined` for what is inherited, such as `constructor`. */
export const member = (object: JsonObject, name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);

/** A member that is a string. */
export const stringMember = (object: JsonObject, name: string): string | undefined => {
  const value = member(object, name);
  return typeof value === 'string' ? value : undefined;
};

/** A member that is an object. */
export const objectMember = (object: JsonObject, name: string): JsonObject | undefined => {
  const value = member(object, name);
  return isJsonObject(value) ? value : undefined;
};

/** A member that is a list of strings and nothing else. */
export const stringsMember = (object: JsonObject, name: string): readonly string[] | undefined => {
  const value = member(object, name);
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined;
};

/** The same object without the members that are `undefined`, as the exact optional types of the model want it. */
export const present = <T extends object>(object: { readonly [K in keyof T]: T[K] | undefined }): T => {
  const kept: Partial<T> = {};
  // A plain loop, as this runs several times for each token and proof.
  for (const name of Object.keys(object) as (keyof T)[]) if (object[name] !== undefined) kept[name] = object[name];
  return kept as T;
};
