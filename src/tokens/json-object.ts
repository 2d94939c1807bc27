export { present } from '../lib/present.ts';

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
