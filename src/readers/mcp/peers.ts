import type { InvocationFields } from '../../model/invocation.ts';
import type { Message } from '../http/json-rpc.ts';
import { REMEMBERED_CHARACTERS, REMEMBERED_SERVERS } from '../limits.ts';
import { textAt } from '../record/members.ts';

/** What the opening of a connection told about both sides. */
interface Peer {
  protocolVersion?: string;
  clientName?: string;
  serverName?: string;
}

/**
 * What servers and clients said of themselves in `initialize`, up to revision 2025-11-25 of MCP: it holds for the calls after it. From
 * 2026-07-28 on there is no such opening, and each request carries it in `_meta`. The revision that counts is the one in the answer.
 */
export interface Peers {
  hear(server: string, message: Message): void;
  /** Adds what a call does not state itself. */
  complete(server: string, fields: InvocationFields): void;
}

const tell = <K extends keyof Peer>(peer: Peer, name: K, value: Peer[K] | undefined): void => {
  if (value !== undefined && value.length <= REMEMBERED_CHARACTERS) peer[name] = value;
};

/** Remembers a bounded number of servers; of those above it nothing is known. */
export const createPeers = (): Peers => {
  const peers = new Map<string, Peer>();
  return {
    hear: (server, message) => {
      if (message['method'] === 'initialize') {
        const isRoom = peers.size < REMEMBERED_SERVERS && server.length <= REMEMBERED_CHARACTERS;
        if (peers.has(server) || isRoom) peers.set(server, {});
      } else if (message['method'] !== undefined) return;
      const peer = peers.get(server);
      if (!peer) return;
      tell(peer, 'clientName', textAt(message, 'params', 'clientInfo', 'name'));
      tell(peer, 'protocolVersion', textAt(message, 'result', 'protocolVersion'));
      tell(peer, 'serverName', textAt(message, 'result', 'serverInfo', 'name'));
    },
    complete: (server, fields) => {
      const { protocolVersion, clientName, serverName } = peers.get(server) ?? {};
      if (protocolVersion !== undefined) fields.protocolVersion ??= protocolVersion;
      if (clientName !== undefined) fields.clientName ??= clientName;
      if (serverName !== undefined) fields.serverName ??= serverName;
    },
  };
};
