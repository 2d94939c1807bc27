import { REMEMBERED_CHARACTERS, REMEMBERED_SERVERS } from '../limits.ts';
import { textAt } from '../record/members.ts';
import { type Exchange, valuesOf } from './exchange.ts';
import { type Message, readAnswer } from './json-rpc.ts';

/** The revisions of MCP that were agreed on in a capture, by session. */
export interface McpSessions {
  /** Notes what an exchange opens. */
  hear(exchange: Exchange, messages: readonly Message[]): void;
  /** The revision that holds for an exchange which does not state one. */
  revisionOf(exchange: Exchange): string | undefined;
}

const sessionOf = (headers: Exchange['requestHeaders']): string | undefined => valuesOf(headers, 'mcp-session-id')[0];

/** Servers without sessions are told apart by their URL. */
const keyOf = (session: string | undefined, url: string): string => (session === undefined ? `url ${url}` : `session ${session}`);

/**
 * Up to revision 2025-11-25 both sides agree on one in `initialize`, and until 2025-06-18 no header repeats it. The answer counts, not
 * what the client asked for. From 2026-07-28 on each request states its own.
 */
export const createMcpSessions = (): McpSessions => {
  const revisions = new Map<string, string>();
  return {
    hear: (exchange, messages) => {
      if (!messages.some(({ method }) => method === 'initialize')) return;
      const answers = readAnswer(exchange.answer);
      const revision = answers.map((answer) => textAt(answer, 'result', 'protocolVersion')).find((found) => found !== undefined);
      const key = keyOf(sessionOf(exchange.responseHeaders), exchange.url);
      revisions.delete(key);
      if (revision === undefined || revisions.size >= REMEMBERED_SERVERS) return;
      if (key.length + revision.length <= REMEMBERED_CHARACTERS) revisions.set(key, revision);
    },
    revisionOf: ({ requestHeaders, url }) => revisions.get(keyOf(sessionOf(requestHeaders), url)),
  };
};
