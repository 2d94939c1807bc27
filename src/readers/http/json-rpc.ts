import type { Outcome } from '../../model/invocation.ts';
import { parseWithin } from '../bounded-json.ts';
import { isRecord } from '../native/read-fields.ts';

/** A JSON-RPC message (JSON-RPC 2.0 §4, §5). */
export type Message = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON-RPC 2.0 message. */
export const isMessage = (value: unknown): value is Message => isRecord(value) && value['jsonrpc'] === '2.0';

/** The messages of a body: one, or a batch. */
export const readMessages = (body: string): readonly Message[] => {
  if (!/^\s*[{[]/.test(body)) return [];
  const value = parseWithin(body);
  return (Array.isArray(value) ? value : [value]).filter(isMessage);
};

/** The messages of an answer: JSON, or the events of a `text/event-stream`. An event may hold several `data` lines. */
export const readAnswer = (answer: string): readonly Message[] => {
  if (/^\s*[{[]/.test(answer)) return readMessages(answer);
  const events = answer.split(/\r?\n\r?\n|\r\r/);
  return events.flatMap((event) => readMessages(dataOf(event)));
};

const dataOf = (event: string): string =>
  event
    .split(/\r\n|\r|\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5))
    .join('\n');

/** A call of a tool (MCP `tools/call`). */
export interface ToolCall {
  readonly id: string | number | undefined;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>> | undefined;
  /** `params._meta`. */
  readonly meta: Readonly<Record<string, unknown>>;
}

/** The tool call that a message makes, if it makes one. */
export const readToolCall = (message: Message): ToolCall | undefined => {
  const params = message['params'];
  if (message['method'] !== 'tools/call' || !isRecord(params) || typeof params['name'] !== 'string') return undefined;
  const id = message['id'];
  return {
    id: typeof id === 'string' || typeof id === 'number' ? id : undefined,
    tool: params['name'],
    arguments: isRecord(params['arguments']) ? params['arguments'] : undefined,
    meta: isRecord(params['_meta']) ? params['_meta'] : {},
  };
};

const EXECUTED = new Set([200, 201, 204]);

/** What a status says about the effect of a request (contract §3.2). */
export const outcomeOfStatus = (status: number | undefined): Outcome => {
  if (status === 401 || status === 403) return 'denied';
  if (status !== undefined && EXECUTED.has(status)) return 'executed';
  return status !== undefined && status >= 400 && status < 500 ? 'failed' : 'unknown';
};

const answerTo = (id: ToolCall['id'], answers: readonly Message[]): Message | undefined =>
  answers.find((answer) => id !== undefined && answer['id'] === id && !Object.hasOwn(answer, 'method')) ??
  answers.find((answer) => isRecord(answer['error']) && (answer['id'] === null || answer['id'] === undefined));

/**
 * What an answer says about its call. An error: it did not run. From 2026-07-28 on an answer may only ask for input
 * (`resultType`), and in 2025-11-25 it may only name a task that is to run (`task`): neither is an execution.
 */
export const outcomeOfAnswer = (answer: Message): Outcome => {
  if (isRecord(answer['error'])) return 'failed';
  const result = isRecord(answer['result']) ? answer['result'] : {};
  if (result['resultType'] === 'input_required' || isRecord(result['task'])) return 'pending';
  return result['isError'] === true ? 'tool_error' : 'executed';
};

/** What became of a call: the status first, then what its own answer says. */
export const outcomeOfCall = (id: ToolCall['id'], status: number | undefined, answers: readonly Message[]): Outcome => {
  const byStatus = outcomeOfStatus(status);
  if (byStatus !== 'executed') return byStatus;
  const answer = answerTo(id, answers);
  return answer ? outcomeOfAnswer(answer) : 'executed';
};
