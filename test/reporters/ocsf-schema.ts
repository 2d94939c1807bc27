import { existsSync, readFileSync } from 'node:fs';

/** The source form of OCSF: attributes point to a dictionary that gives their types. */
export interface OcsfSchema {
  /** What is wrong with an event of the class, each with its path; empty where nothing is. */
  problems(event: object, className: string): string[];
}

interface Attribute {
  readonly requirement?: string;
  readonly enum?: Readonly<Record<string, { readonly caption: string }>>;
  readonly type?: string;
  readonly is_array?: boolean;
}

interface Definition {
  readonly uid?: number;
  readonly category?: string;
  readonly extends?: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly constraints?: { readonly at_least_one?: readonly string[] };
}

const JSON_TYPES: Readonly<Record<string, string>> = {
  integer_t: 'number',
  long_t: 'number',
  timestamp_t: 'number',
  float_t: 'number',
  boolean_t: 'boolean',
  string_t: 'string',
  url_t: 'string',
};

const read = (path: string): Definition | undefined => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

/** Merged with what it extends; profiles, which are included, are left out: we use none. */
const merged = (load: (name: string) => Definition | undefined, name: string): Definition | undefined => {
  const own = load(name);
  const base = own?.extends === undefined ? undefined : merged(load, own.extends);
  if (!own) return undefined;
  const attributes: Record<string, Attribute> = { ...base?.attributes };
  for (const [key, attribute] of Object.entries(own.attributes)) {
    if (key.startsWith('$')) continue;
    const before = attributes[key];
    attributes[key] = { ...before, ...attribute, enum: { ...before?.enum, ...attribute.enum } };
  }
  const constraints = own.constraints ?? base?.constraints;
  const category = own.category ?? base?.category;
  return {
    attributes,
    ...(own.uid === undefined ? {} : { uid: own.uid }),
    ...(category === undefined ? {} : { category }),
    ...(constraints ? { constraints } : {}),
  };
};

/** Reads the schema of a folder (`dictionary.json`, `events/`, `objects/`). */
export const readOcsfSchema = (folder: string): OcsfSchema => {
  const dictionary = (read(`${folder}/dictionary.json`) as Definition).attributes;
  const categories = (read(`${folder}/categories.json`) as Definition).attributes as Readonly<Record<string, { uid?: number }>>;
  const event = (name: string) => read(`${folder}/events/findings/${name}.json`) ?? read(`${folder}/events/${name}.json`);
  const object = (name: string) => read(`${folder}/objects/${name}.json`);

  const checkValue = (value: unknown, path: string, attribute: Attribute): string[] => {
    const { type = '' } = attribute;
    const known = Object.keys(attribute.enum ?? {});
    if (known.length > 0 && !known.includes(String(value))) return [`${path}: ${String(value)} is none of ${known.join(', ')}`];
    if (type in JSON_TYPES) return typeof value === JSON_TYPES[type] ? [] : [`${path}: expected ${type}`];
    if (type === 'json_t' || type === 'object') return [];
    const definition = merged(object, type);
    return definition ? check(value as object, path, definition) : [];
  };

  const checkAttribute = (value: unknown, path: string, name: string, own: Attribute | undefined): string[] => {
    if (!own) return [`${path}: not in the schema`];
    const general = name.endsWith('_uid') ? {} : dictionary[name]?.enum;
    const type = { ...dictionary[name], ...own, enum: { ...general, ...own.enum } };
    if (type.is_array !== Array.isArray(value) && type.is_array) return [`${path}: expected a list`];
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((each, index) => checkValue(each, Array.isArray(value) ? `${path}[${index}]` : path, type));
  };

  const check = (given: object, path: string, { attributes, constraints }: Definition): string[] => {
    const required = Object.keys(attributes).filter((name) => attributes[name]?.requirement === 'required' && !(name in given));
    const oneOf = constraints?.at_least_one;
    return [
      ...required.map((name) => `${path}.${name}: required`),
      ...(oneOf && !oneOf.some((name) => name in given) ? [`${path}: at least one of ${oneOf.join(', ')}`] : []),
      ...Object.entries(given).flatMap(([name, value]) => checkAttribute(value, `${path}.${name}`, name, attributes[name])),
    ];
  };

  /** Numbers of the class and its category are worked out when the schema is compiled: the source form lists the one of its base. */
  const classOf = (name: string): Definition => {
    const { attributes, ...rest } = merged(event, name) as Definition;
    const category = categories[rest.category ?? '']?.uid ?? 0;
    const only = (number: number) => ({ requirement: 'required', enum: { [number]: { caption: name } } });
    return {
      ...rest,
      attributes: { ...attributes, category_uid: only(category), class_uid: only(category * 1000 + (rest.uid ?? 0)) },
    };
  };

  return { problems: (given, className) => check(given, className, classOf(className)) };
};
