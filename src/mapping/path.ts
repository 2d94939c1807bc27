/** A place in records. */
export interface RecordPath {
  /** As it is written. */
  readonly text: string;
  /** The member of the record that it begins with. */
  readonly first: string;
  /** The value there; `undefined` where there is none. Never throws. */
  read(record: unknown): unknown;
  /** The record without that value; what it holds besides is shared. */
  omit(record: unknown): unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

const childOf = (value: unknown, step: string): unknown => {
  if (!isObject(value)) return undefined;
  if (Array.isArray(value)) return /^\d{1,7}$/.test(step) ? value[Number(step)] : undefined;
  return Object.hasOwn(value, step) ? value[step] : undefined;
};

type Steps = readonly string[];

/** Names may hold dots themselves, as those of OpenTelemetry do: the longest name that leads there counts. */
const resolve = (value: unknown, steps: Steps): Steps | undefined => {
  if (steps.length === 0) return [];
  for (let taken = Array.isArray(value) ? 1 : steps.length; taken > 0; taken--) {
    const name = steps.slice(0, taken).join('.');
    const child = childOf(value, name);
    const rest = child === undefined ? undefined : resolve(child, steps.slice(taken));
    if (rest) return [name, ...rest];
  }
  return undefined;
};

const omit = (value: unknown, [step, ...rest]: Steps): unknown => {
  if (step === undefined || !isObject(value)) return value;
  const inner = rest.length === 0 ? undefined : omit(childOf(value, step), rest);
  if (Array.isArray(value)) return value.map((item, index) => (index === Number(step) ? inner : item));
  return Object.fromEntries(
    Object.entries(value).flatMap((entry) => (entry[0] !== step ? [entry] : rest.length > 0 ? [[step, inner]] : [])),
  );
};

const pathOf = (text: string, first: string, stepsIn: (record: unknown) => Steps | undefined): RecordPath => ({
  text,
  first,
  read: (record) => stepsIn(record)?.reduce(childOf, record),
  omit: (record) => omit(record, stepsIn(record) ?? []),
});

/** More parts than any record is deep. */
const MOST_STEPS = 32;

/** Whether a text is a path: not empty, no empty part, a pointer with no wrong escape. */
export const isPath = (text: string): boolean =>
  text.startsWith('/')
    ? !/~(?![01])/.test(text)
    : text.split('.').length <= MOST_STEPS && text.split('.').every((step) => step.trim() !== '');

/** RFC 6901 §4. */
const pointerSteps = (text: string): Steps =>
  text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A path as `isPath` has it: a JSON pointer if it begins with `/`, else dotted. */
export const readPath = (text: string): RecordPath => {
  if (text.startsWith('/')) {
    const steps = pointerSteps(text);
    return pathOf(text, steps[0] as string, () => steps);
  }
  const steps = text.split('.');
  return pathOf(text, steps[0] as string, (record) => resolve(record, steps));
};
