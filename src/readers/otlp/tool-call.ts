import { sha256Notation } from '../../lib/digest.ts';
import { present } from '../../lib/present.ts';
import { readLoggedUrl } from '../../lib/request-url.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { InvocationFields, Outcome, StatedToken } from '../../model/invocation.ts';
import { numberOf, recordOf, textOf, wordsOf } from '../record/members.ts';
import { statedClaims } from '../record/stated-claims.ts';
import type { Attributes } from './attributes.ts';

/** What is known of a span or log record besides its attributes. */
export interface Telemetry {
  readonly attributes: Attributes;
  /** Attributes of the process that wrote it. */
  readonly resource: Attributes;
  /** The instrumentation that wrote it. */
  readonly scope: string;
  readonly name: string;
  readonly kind: 'server' | 'client' | 'internal';
  readonly failed: boolean;
}

const METHODS = ['mcp.method.name', 'mcp.method', 'rpc.method'];
const SPAN_NAMES = /^(?:mcp\.tool\.call|tool\.invoke)$/;

/** Whether it tells of a tool call: by the conventions for MCP and generative AI, or as gateways name theirs. */
export const isToolCall = ({ attributes, name }: Telemetry): boolean =>
  METHODS.some((method) => attributes.get(method) === 'tools/call') ||
  attributes.get('gen_ai.operation.name') === 'execute_tool' ||
  SPAN_NAMES.test(name);

const first = (attributes: Attributes, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const text = textOf(attributes.get(name));
    if (text !== undefined) return text;
  }
  return undefined;
};

const toolOf = ({ attributes, name }: Telemetry): string | undefined =>
  first(attributes, 'gen_ai.tool.name', 'mcp.tool.name', 'tool.name') ??
  /^(?:tools\/call|execute_tool) (\S.{0,255})$/.exec(name)?.[1];

/** What runs the tool: as named, else the service that served the call, else the address that was called. */
const serverOf = ({ attributes, resource, kind }: Telemetry): string | undefined => {
  const named = first(attributes, 'mcp.server.name', 'mcp.target');
  if (named !== undefined || kind === 'internal') return named;
  if (kind === 'server') return first(resource, 'service.name');
  const address = first(attributes, 'server.address');
  const port = numberOf(attributes.get('server.port'));
  return address === undefined || port === undefined ? address : `${address}:${port}`;
};

/** An error of the tool itself shows that it ran; any other error may have come before or after it ran. */
const outcomeOf = ({ attributes, failed }: Telemetry): Outcome => {
  const error = first(attributes, 'error.type');
  const status = numberOf(attributes.get('http.response.status_code')) ?? numberOf(error);
  if (status === 401 || status === 403) return 'denied';
  if (error === 'tool_error') return 'tool_error';
  if (attributes.get('rpc.response.status_code') !== undefined && (failed || error !== undefined)) return 'failed';
  return failed || error !== undefined ? 'unknown' : 'executed';
};

/** The conventions name no token; `token.` and the name of a claim is how an operator may log one. FastMCP logs client and scopes. */
const tokenOf = ({ attributes, scope }: Telemetry): StatedToken | undefined => {
  const claims = statedClaims((name) => attributes.get(`token.${name}`) ?? attributes.get(name.startsWith('cnf') ? name : ''));
  if (!scope.startsWith('fastmcp')) return claims;
  const own = present<StatedToken>({
    clientId: textOf(attributes.get('enduser.id')),
    scopes: wordsOf(attributes.get('enduser.scope')),
  });
  return Object.keys(own).length === 0 ? claims : { ...own, ...claims };
};

const hashOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined ? undefined : sha256Notation(text);
};

/** The convention writes numbers as text: one that looks like a number may have been either. */
const rpcIdOf = (value: unknown): string | undefined => {
  if (typeof value === 'number') return JSON.stringify(value);
  const text = textOf(value);
  return text === undefined || /^-?\d+(?:\.\d+)?$/.test(text) ? undefined : JSON.stringify(text);
};

const partiesOf = (telemetry: Telemetry): InvocationFields => {
  const { attributes, scope } = telemetry;
  const enduser = scope.startsWith('fastmcp') ? undefined : first(attributes, 'enduser.id');
  return present<InvocationFields>({
    agentName: first(attributes, 'gen_ai.agent.id', 'gen_ai.agent.name'),
    clientName: first(attributes, 'mcp.client.name'),
    principalName: first(attributes, 'user.email', 'user.id') ?? enduser,
  });
};

const requestOf = ({ attributes, kind }: Telemetry): InvocationFields => {
  const text = first(attributes, 'url.full', 'http.url');
  const url = text === undefined ? undefined : readLoggedUrl(text);
  return present<InvocationFields>({
    rpcId: rpcIdOf(attributes.get('jsonrpc.request.id')),
    protocolVersion: first(attributes, 'mcp.protocol.version'),
    httpMethod: first(attributes, 'http.request.method'),
    httpUrl: url?.url,
    urlQueryLogged: url?.query,
    tokenInUrl: url?.token,
    httpStatus: numberOf(attributes.get('http.response.status_code')),
    sourceIp: kind === 'server' ? first(attributes, 'client.address') : undefined,
    userAgent: first(attributes, 'user_agent.original'),
  });
};

/** The invocation that a span or log record tells of, but for its time and ids. */
export const toolCallOf = (telemetry: Telemetry): InvocationDraft => {
  const { attributes, kind } = telemetry;
  const fields = present<InvocationFields>({
    vantage: kind === 'server' ? 'server' : 'client',
    serverName: serverOf(telemetry),
    toolName: toolOf(telemetry),
    outcome: outcomeOf(telemetry),
    ...requestOf(telemetry),
    ...partiesOf(telemetry),
    statedToken: tokenOf(telemetry),
    tokenSha256: hashOf(attributes.get('token.sha256')),
  });
  return present<InvocationDraft>({
    kind: 'invocation',
    fields,
    sessionId: first(attributes, 'mcp.session.id'),
    arguments: recordOf(attributes.get('gen_ai.tool.call.arguments')),
  });
};
