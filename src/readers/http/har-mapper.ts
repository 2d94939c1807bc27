import type { Draft, InvocationDraft } from '../../model/draft.ts';
import type { Mapped, RecordMapper } from '../../model/format.ts';
import { excessOf, parseWithin } from '../bounded-json.ts';
import { isRecord, isRejection, reject } from '../native/read-fields.ts';
import { textAt } from '../record/members.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { type Exchange, readExchange, valuesOf } from './exchange.ts';
import { toFields } from './invocation-fields.ts';
import { outcomeOfCall, outcomeOfStatus, readAnswer, readMessages, readToolCall, type ToolCall } from './json-rpc.ts';
import { createMcpSessions, type McpSessions } from './mcp-sessions.ts';
import { createNonceLedger } from './nonces.ts';
import { nameRoute } from './route.ts';

/** Browsers of that engine name themselves so in a HAR; from Chrome 130 on they leave out Authorization unless told otherwise. */
const SANITISING_CREATOR = 'WebInspector';

/** What is known of the capture as a whole. */
interface Capture {
  creator: string | undefined;
  /** An Authorization header was seen, so they are not left out. */
  showsAuthorization: boolean;
}

const readHead = (head: Readonly<Record<string, unknown>>, capture: Capture): void => {
  const log = head['log'];
  const creator = isRecord(log) && isRecord(log['creator']) ? log['creator']['name'] : undefined;
  if (typeof creator === 'string') capture.creator = creator;
};

/** Whether the absence of a credential in this capture shows that none was sent. */
const showsAbsence = (exchange: Exchange, capture: Capture): boolean => {
  const sanitising = capture.creator === undefined || capture.creator === SANITISING_CREATOR;
  return exchange.requestHeaders.length > 0 && (capture.showsAuthorization || !sanitising);
};

const addCredentials = (draft: InvocationDraft, credentials: Credentials, complete: boolean): InvocationDraft => {
  const { fields } = draft;
  const { scheme, token, count, proofs } = credentials;
  if (scheme !== undefined) fields.tokenScheme = scheme;
  else if (complete && count === 0) fields.tokenScheme = 'none';
  if (complete || count > 0) fields.tokenCount = count;
  const proofCount = proofs.flatMap((proof) => proof.split(',')).length;
  if (complete || proofCount > 0) fields.proofCount = proofCount;
  const single = proofCount === 1 ? proofs[0] : undefined;
  return { ...draft, ...(token !== undefined && { token }), ...(single !== undefined && { dpopProof: single }) };
};

const isPreflight = ({ method }: Exchange): boolean => method.toUpperCase() === 'OPTIONS';

const tokenSamples = ({ answer }: Exchange): Draft[] => {
  if (!/^\s*\{/.test(answer) || !answer.includes('"access_token"')) return [];
  const token = textAt(parseWithin(answer), 'access_token');
  return token === undefined ? [] : [{ kind: 'token', token }];
};

const draftCalls = (exchange: Exchange, calls: readonly ToolCall[], revision: string | undefined): InvocationDraft[] => {
  const answers = readAnswer(exchange.answer);
  return calls.map((call, index) => {
    const fields = toFields(exchange, call);
    if (exchange.id !== undefined) fields.recordId = calls.length === 1 ? exchange.id : `${exchange.id}#${index}`;
    fields.outcome = outcomeOfCall(call.id, exchange.status, answers);
    if (revision !== undefined) fields.protocolVersion ??= revision;
    return { kind: 'invocation', fields, ...(call.arguments && { arguments: call.arguments }) };
  });
};

const draftRequest = (exchange: Exchange): InvocationDraft => {
  const fields = toFields(exchange, undefined);
  if (exchange.id !== undefined) fields.recordId = exchange.id;
  fields.toolName = nameRoute(exchange.method, exchange.url);
  fields.outcome = outcomeOfStatus(exchange.status);
  return { kind: 'invocation', fields };
};

/** The invocations of an exchange: its tool calls, else the request itself where it carries a token (contract §3.2). */
const draftInvocations = (exchange: Exchange, credentials: Credentials, sessions: McpSessions): InvocationDraft[] => {
  const messages = readMessages(exchange.body);
  sessions.hear(exchange, messages);
  const calls = messages.flatMap((message) => readToolCall(message) ?? []);
  if (calls.length > 0) return draftCalls(exchange, calls, sessions.revisionOf(exchange));
  const authorised =
    valuesOf(exchange.requestHeaders, 'authorization').length > 0 && /^(?:bearer|dpop)$/.test(credentials.scheme ?? '');
  return authorised && messages.length === 0 && !isPreflight(exchange) ? [draftRequest(exchange)] : [];
};

const withSession = (draft: InvocationDraft, exchange: Exchange, nonces: readonly string[] | undefined): InvocationDraft => {
  const sessionId = valuesOf(exchange.requestHeaders, 'mcp-session-id')[0];
  return { ...draft, ...(sessionId && { sessionId }), ...(nonces && { dpopNonces: nonces }) };
};

/**
 * Maps the entries of one HAR in order: a nonce that a server handed out counts for the requests after it. That no credential came is
 * stated only where the capture holds request headers and either has shown an Authorization header before, or was not made by a
 * browser that leaves them out.
 */
export const createHarMapper = (): RecordMapper => {
  const capture: Capture = { creator: undefined, showsAuthorization: false };
  const nonces = createNonceLedger();
  const sessions = createMcpSessions();
  return (value): Mapped => {
    const record = value as Readonly<Record<string, unknown>>;
    if (Object.hasOwn(record, 'log')) {
      readHead(record, capture);
      return [];
    }
    const exchange = readExchange(record);
    if (isRejection(exchange)) return exchange;
    const excess = /^\s*[{[]/.test(exchange.body) ? excessOf(exchange.body) : undefined;
    if (excess !== undefined) return reject(`request.postData: ${excess}`);
    const credentials = readCredentials(exchange);
    if (valuesOf(exchange.requestHeaders, 'authorization').length > 0) capture.showsAuthorization = true;
    const complete = showsAbsence(exchange, capture);
    const accepted = nonces.recent(exchange.url);
    nonces.remember(exchange);
    const drafts = draftInvocations(exchange, credentials, sessions);
    return [
      ...drafts.map((draft) => withSession(addCredentials(draft, credentials, complete), exchange, accepted)),
      ...tokenSamples(exchange),
    ];
  };
};
