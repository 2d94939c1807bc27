import { sha256Base64url } from '../lib/digest.ts';
import type { InvocationFields } from '../model/invocation.ts';

/**
 * What makes an event the same. Left out are what is no part of it (`logTime`, `tokenVerbatim`), of random key (`argumentDigests`),
 * or a mere view of the arguments (`tokensInArguments`). The type sees to it that no other field is forgotten.
 */
const FIELDS = Object.keys({
  recordId: 0,
  eventTime: 0,
  eventTimeWithoutZone: 0,
  vantage: 0,
  serverName: 0,
  toolName: 0,
  resource: 0,
  outcome: 0,
  httpMethod: 0,
  httpUrl: 0,
  urlQueryLogged: 0,
  tokenInUrl: 0,
  httpStatus: 0,
  tokenScheme: 0,
  tokenCount: 0,
  tokenSha256: 0,
  tokenTruncated: 0,
  statedToken: 0,
  proofCount: 0,
  nonces: 0,
  clientCertSha256: 0,
  clientCertPresent: 0,
  agentId: 0,
  clientId: 0,
  principalId: 0,
  agentName: 0,
  clientName: 0,
  principalName: 0,
  sessionId: 0,
  rpcId: 0,
  protocolVersion: 0,
  traceId: 0,
  spanId: 0,
  parentSpanId: 0,
  requestId: 0,
  sourceIp: 0,
  userAgent: 0,
  workloadId: 0,
  deviceId: 0,
  podUid: 0,
  runId: 0,
  stage: 0,
  argumentsSha256: 0,
  approvalId: 0,
  purpose: 0,
  scopesUsed: 0,
  transactionId: 0,
} satisfies Record<Exclude<keyof InvocationFields, LeftOut>, 0>) as readonly Exclude<keyof InvocationFields, LeftOut>[];

type LeftOut = 'logTime' | 'tokenVerbatim' | 'argumentDigests' | 'tokensInArguments';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

const entries = (object: object): [string, unknown][] => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : Number(a > b)));

/** In a fixed order, whatever that of the record; only the facts of a token are an object of their own. */
const fieldValues = (fields: InvocationFields): unknown[] =>
  FIELDS.map((name) => {
    const value = fields[name];
    return isObject(value) ? entries(value) : (value ?? null);
  });

/**
 * The identity of a record's content (contract §6): the same whatever the order of its members, the format that carried it, the
 * notation of its times and hashes, and the random key of the database; another one when anything but `log_time` differs.
 * `remains` is the digest of what left no trace in the fields.
 */
export const contentOf = (fields: InvocationFields, proofSha256: string | undefined, remains: string | undefined): string =>
  sha256Base64url(JSON.stringify([fieldValues(fields), proofSha256 ?? null, remains ?? null]));
