import { isRecord } from '../native/read-fields.ts';
import { at, elementsOf, textAt, textOf } from '../record/members.ts';

/** An event of Claude Code: its name without `claude_code.`, its attributes, and when it was made, nanoseconds since the epoch as text. */
export interface CodeEvent {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly nanoseconds: unknown;
}

const NAME = /^claude_code\.(\w+)$/;

/** The value of an `AnyValue` of OTLP, as far as events use them. */
const anyValue = (value: unknown): unknown =>
  isRecord(value) ? (value['stringValue'] ?? value['intValue'] ?? value['boolValue'] ?? value['doubleValue']) : value;

/** Attributes as OTLP lists them, or as an object. */
const attributesOf = (value: unknown): Readonly<Record<string, unknown>> => {
  if (isRecord(value)) return value;
  const attributes: Record<string, unknown> = Object.create(null);
  for (const each of elementsOf(value)) {
    const key = textAt(each, 'key');
    if (key !== undefined) attributes[key] = anyValue(at(each, 'value'));
  }
  return attributes;
};

const nameOf = (record: unknown): string | undefined => {
  const body = textOf(anyValue(at(record, 'body')));
  return NAME.exec(body ?? '')?.[1];
};

/** The event of a log record, as exporters write them one a line; `undefined` where it is of somebody else. */
export const codeEventOf = (record: unknown): CodeEvent | undefined => {
  const name = nameOf(record);
  if (name === undefined) return undefined;
  return { name, attributes: attributesOf(at(record, 'attributes')), nanoseconds: at(record, 'timeUnixNano') };
};
