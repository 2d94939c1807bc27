import { isRecord } from '../native/read-fields.ts';
import { at, elementsOf, textAt, textOf } from '../record/members.ts';

/** An event of Claude Code: its name without `claude_code.`, its attributes, and when it was made, nanoseconds since the epoch as text. */
export interface CodeEvent {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly nanoseconds: unknown;
}

const SCOPE = 'com.anthropic.claude_code.events';
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

/** A single log record, as exporters write them one a line. */
const recordEvent = (record: unknown): CodeEvent[] => {
  const name = nameOf(record);
  if (name === undefined) return [];
  return [{ name, attributes: attributesOf(at(record, 'attributes')), nanoseconds: at(record, 'timeUnixNano') }];
};

const scopesOf = (value: unknown): readonly unknown[] =>
  elementsOf(at(value, 'resourceLogs'))
    .flatMap((resource) => elementsOf(at(resource, 'scopeLogs')))
    .filter((scope) => textAt(scope, 'scope', 'name') === SCOPE);

/** The events of a log record, or of an export request of OTLP/JSON; empty where it is of somebody else. */
export const codeEventsOf = (value: unknown): readonly CodeEvent[] => {
  if (!isRecord(value)) return [];
  if (!Array.isArray(value['resourceLogs'])) return recordEvent(value);
  return scopesOf(value).flatMap((scope) => elementsOf(at(scope, 'logRecords')).flatMap(recordEvent));
};

/** Whether it holds events of Claude Code. */
export const isCodeRecord = (value: unknown): boolean =>
  isRecord(value) && (Array.isArray(value['resourceLogs']) ? scopesOf(value).length > 0 : nameOf(value) !== undefined);
