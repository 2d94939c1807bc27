import { recordDigest } from '../../lib/record-digest.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { Item } from '../../model/format.ts';
import { addCall } from '../http/invocation-fields.ts';
import { type Message, outcomeOfAnswer, readToolCall, type ToolCall } from '../http/json-rpc.ts';
import { isRecord } from '../native/read-fields.ts';
import { createWaiting } from '../record/waiting.ts';
import { createPeers, type Peers } from './peers.ts';

/** A message of a capture, with what its carrier states. */
export interface Captured {
  readonly message: Message;
  /** What the carrier calls the server; empty where it names none. */
  readonly server: string;
  /** What the carrier states of each call: time, server, who saw it. */
  readonly fields: InvocationDraft['fields'];
  readonly item: Item;
}

/** The calls of one capture: each is given once its answer is there, or none can come any more. */
export interface Conversation {
  take(captured: Captured): readonly InvocationDraft[];
  end(): readonly InvocationDraft[];
}

interface Asked {
  readonly method: string;
  /** Absent for a request that is no tool call. */
  readonly draft?: InvocationDraft;
}

const RESULT_OF_CALL = ['content', 'structuredContent', 'isError', 'resultType', 'task', 'toolResult'];
/** By method: logs hold methods of any name, such as `constructor`. */
const RESULTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['tools/call', RESULT_OF_CALL],
  ['initialize', ['protocolVersion']],
  ['tools/list', ['tools']],
]);

/** Whether an answer has the form of one to such a request. */
const answers = (method: string, { error, result }: Message): boolean => {
  if (isRecord(error)) return true;
  const members = RESULTS.get(method);
  return members === undefined ? !RESULT_OF_CALL.some((name) => has(result, name)) : members.some((name) => has(result, name));
};

const has = (value: unknown, name: string): boolean => isRecord(value) && Object.hasOwn(value, name);

const isAnswer = (message: Message): boolean => Object.hasOwn(message, 'result') || Object.hasOwn(message, 'error');

const isId = (id: unknown): id is string | number => typeof id === 'string' || typeof id === 'number';

/** Requests are told apart by their id; where a carrier drops it, by their order. */
const keyOf = (server: string, id: unknown): string => JSON.stringify([server, isId(id) ? id : null]);

const draftOf = (captured: Captured, call: ToolCall, peers: Peers): InvocationDraft => {
  const fields = { ...captured.fields };
  addCall(fields, call);
  peers.complete(captured.server, fields);
  return {
    kind: 'invocation',
    fields,
    place: { line: captured.item.line, recordSha256: recordDigest(captured.item.text) },
    ...(call.arguments && { arguments: call.arguments }),
  };
};

const withOutcome = (draft: InvocationDraft, outcome: InvocationDraft['fields']['outcome']): InvocationDraft => ({
  ...draft,
  fields: { ...draft.fields, ...(outcome && { outcome }) },
});

/** What was asked and never answered: whether it ran is not known. */
const unanswered = (asked: readonly Asked[]): InvocationDraft[] =>
  asked.flatMap(({ draft }) => (draft ? [withOutcome(draft, 'unknown')] : []));

/**
 * Pairs requests and answers of MCP, in bounded memory. An answer belongs to the open request with its id, else to the first
 * without an id whose answer may have its form. A request with the id of an open one shows that a process began anew.
 */
export const createConversation = (): Conversation => {
  const waiting = createWaiting<Asked>();
  const peers = createPeers();

  const ask = (captured: Captured, method: string): readonly InvocationDraft[] => {
    const { message, server, item } = captured;
    const key = keyOf(server, message['id']);
    const call = readToolCall(message);
    peers.hear(server, message);
    const before = isId(message['id']) ? waiting.take(key) : undefined;
    const asked: Asked = { method, ...(call && { draft: draftOf(captured, call, peers) }) };
    return unanswered([...(before ? [before] : []), ...waiting.hold(key, asked, item.text.length)]);
  };

  const answer = ({ message, server }: Captured): readonly InvocationDraft[] => {
    const fits = ({ method }: Asked): boolean => answers(method, message);
    const asked = waiting.take(keyOf(server, message['id']), fits) ?? waiting.take(keyOf(server, undefined), fits);
    if (asked?.method === 'initialize') peers.hear(server, message);
    return asked?.draft ? [withOutcome(asked.draft, outcomeOfAnswer(message))] : [];
  };

  return {
    take: (captured) => {
      const { method } = captured.message;
      if (typeof method === 'string') return method.startsWith('notifications/') ? [] : ask(captured, method);
      return isAnswer(captured.message) ? answer(captured) : [];
    },
    end: () => unanswered(waiting.rest()),
  };
};
