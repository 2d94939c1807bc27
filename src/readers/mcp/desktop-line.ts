import { type ReadTime, readRfc3339 } from '../../lib/rfc3339.ts';
import { parseWithin } from '../bounded-json.ts';
import { isMessage, type Message } from '../http/json-rpc.ts';
import { isRecord } from '../native/read-fields.ts';

/** A message as a desktop client writes it into its log. */
export interface DesktopLine {
  readonly time: ReadTime | undefined;
  readonly server: string | undefined;
  /** `undefined` where the line is cut short so early that not even its id or method can be told. */
  readonly message: Message | undefined;
}

const LINE = /^(\d{4}-\d\d-\d\dT[\d:.]{8,18}Z?) ((?:\[[^\]]{0,200}\] ){0,3})Message from (?:client|server): (\{.*)$/s;
const LEVELS = new Set(['info', 'error', 'warn', 'warning', 'debug', 'trace']);
/** What the logger of the client prints of its second argument. */
const METADATA = / \{ metadata: [^{}]{0,200}\}$/;

/** Both orders of level and server occur; files of one server name it only in their own name. */
const serverOf = (brackets: string): string | undefined =>
  [...brackets.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '').find((word) => word !== '' && !LEVELS.has(word));

const parseText = (text: string): string => {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
};

const parse = (text: string): Message | undefined => {
  const value = parseWithin(text);
  return isMessage(value) ? value : undefined;
};

/** The client cuts long messages in their middle: what is left of the arguments are not the arguments. */
const CUT = /\[\d{1,15} chars truncated\]/;
const CALL = /^\{"method":"tools\/call","params":\{"name":("(?:[^"\\]|\\.){1,200}")/;
const ANSWER = /^\{(?:"jsonrpc":"2\.0",)?"id":(-?\d{1,15}|"[^"\\]{1,200}"),"(result|error)":\{/;
const ID_AT_END = /"id":(-?\d{1,15}|"[^"\\]{1,200}")\}$/;
const IS_ERROR = /"isError":true\b/;

const idOf = (text: string | undefined): { id?: string | number } =>
  text === undefined ? {} : { id: JSON.parse(text) as string | number };

/** What can be told of a message without its middle: a call by its beginning and the id at its end, an answer by its beginning. */
const salvage = (text: string): Message | undefined => {
  const call = CALL.exec(text)?.[1];
  if (call !== undefined)
    return { jsonrpc: '2.0', ...idOf(ID_AT_END.exec(text)?.[1]), method: 'tools/call', params: { name: parseText(call) } };
  const [, id, kind] = ANSWER.exec(text) ?? [];
  if (kind === undefined) return undefined;
  return { jsonrpc: '2.0', ...idOf(id), ...(kind === 'error' ? { error: {} } : { result: { isError: IS_ERROR.test(text) } }) };
};

const withoutArguments = (message: Message): Message => {
  const params = message['params'];
  return isRecord(params) ? { ...message, params: { ...params, arguments: undefined } } : message;
};

const readMessage = (text: string): Message | undefined => {
  if (!CUT.test(text)) return parse(text) ?? salvage(text);
  const whole = parse(text);
  return whole ? withoutArguments(whole) : salvage(text);
};

/** Whether a line is one of a message. */
export const isDesktopLine = (line: string): boolean => LINE.test(line);

/** Reads a line of a message; `undefined` for any other. */
export const readDesktopLine = (line: string): DesktopLine | undefined => {
  const [, time = '', brackets = '', text] = LINE.exec(line) ?? [];
  if (text === undefined) return undefined;
  return { time: readRfc3339(time), server: serverOf(brackets), message: readMessage(text.replace(METADATA, '')) };
};
