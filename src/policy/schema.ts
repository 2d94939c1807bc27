import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { nearestName } from '../lib/nearest-name.ts';
import { readPackageFile } from '../lib/package-file.ts';
import { showControls } from '../lib/terminal-text.ts';
import { type Path, type Problem, quoted, suggestion, writtenPath } from './problem.ts';

interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: '`true` or `false`',
  integer: 'a whole number',
  number: 'a number',
  object: 'a mapping of keys to values',
  string: 'text',
};

/** The schemas are our own, and tests hold them against the meta-schema: to do so in each run would take longer than all else. */
const OPTIONS = {
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  ownProperties: true,
  meta: false,
  validateSchema: false,
};

/** `file` is the path of a schema from the root of the package. */
const compile = (file: string): ValidateFunction => new Ajv2020(OPTIONS).compile(JSON.parse(readPackageFile(file)) as object);

const pathOf = (pointer: string, data: unknown): Path => {
  let value = data;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const inList = Array.isArray(value);
      value = (value as Record<string, unknown> | undefined)?.[name];
      return inList ? Number(name) : name;
    });
};

const named = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return TYPES[typeof value] ?? typeof value;
};

const listed = (names: readonly string[]): string => names.map(quoted).join(', ');

const expectation = ({ title, enum: values, type, minItems }: Schema): string => {
  if (title !== undefined) return title;
  if (values) return `one of ${listed(values)}`;
  if (type === 'array' && minItems) return 'a list with at least one entry';
  return [type ?? []]
    .flat()
    .map((name) => TYPES[name] ?? name)
    .join(' or ');
};

const wrongType = (data: unknown, schema: Schema): string => {
  const found = `found ${named(data)}, expected ${expectation(schema)}`;
  if (schema.type === 'array' && typeof data === 'string') return `${found}; write ${quoted(`[${data}]`)}`;
  if (schema.type === 'string' && typeof data === 'number') return `${found}; put it in quotes`;
  return found;
};

const unknownKey = (key: string, schema: Schema): string => {
  const keys = Object.keys(schema.properties ?? {});
  return `unknown key ${quoted(key)}${suggestion(nearestName(key, keys), `one of ${listed(keys)}`)}`;
};

const unknownValue = (data: unknown, values: readonly string[]): string => {
  if (typeof data !== 'string') return `found ${named(data)}, expected one of ${listed(values)}`;
  return `${quoted(data)} is not known here${suggestion(nearestName(data, values), `one of ${listed(values)}`)}`;
};

const missingKey = (key: string, schema: Schema): string =>
  `${quoted(key)} is missing, expected here: ${schema.properties?.[key]?.description ?? key}`;

const isEmpty = (data: unknown): boolean =>
  data === '' || (typeof data === 'object' && data !== null && Object.keys(data).length === 0);

const wrongValue = (data: unknown, schema: Schema): string => {
  if (isEmpty(data)) return `this is empty, expected ${expectation(schema)}`;
  const found = typeof data === 'object' ? named(data) : quoted(String(data));
  return `${found} is not valid, expected ${expectation(schema)}`;
};

const messageOf = ({ keyword, params, data, parentSchema }: ErrorObject): string => {
  const schema = parentSchema as Schema;
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(params['additionalProperty'], schema);
    case 'required':
      return missingKey(params['missingProperty'], schema);
    case 'enum':
      return unknownValue(data, params['allowedValues']);
    case 'const':
      return unknownValue(data, [params['allowedValue']]);
    case 'type':
      return wrongType(data, schema);
    case 'propertyNames':
      return `an empty name, expected ${schema.propertyNames?.title ?? 'a name'}`;
    default:
      return wrongValue(data, schema);
  }
};

const problemOf = (error: ErrorObject, data: unknown): Problem => {
  const above = pathOf(error.instancePath, data);
  const key: string | undefined = error.params['additionalProperty'] ?? error.params['propertyName'];
  const where = above.length > 0 ? `${showControls(writtenPath(above).slice(0, 200))}: ` : '';
  return { path: key === undefined ? above : [...above, key], onKey: key !== undefined, message: `${where}${messageOf(error)}` };
};

/** Says what a schema of this package finds wrong with a file; compiled at first use, since most commands read none. */
export const createSchemaCheck = (file: string): ((data: unknown) => readonly Problem[]) => {
  let compiled: ValidateFunction | undefined;
  return (data) => {
    compiled ??= compile(file);
    if (compiled(data)) return [];
    // The errors of a name are repeated by the one that says whose name it is.
    const errors = (compiled.errors ?? []).filter(({ propertyName }) => propertyName === undefined);
    return errors.map((error) => problemOf(error, data));
  };
};

/** What `policy.schema.json` finds wrong with a policy; empty where it is in order. */
export const schemaProblems = createSchemaCheck('src/policy/policy.schema.json');
