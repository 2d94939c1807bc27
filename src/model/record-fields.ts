import type { InvocationFields } from './invocation.ts';

/**
 * What many calls have in common, by what varies together: the call (which tool of which server, and how it was asked for), the
 * sender, and the credential that was presented. All else is the record's own. Verdicts that look at nothing of the last kind
 * are the same for all calls that agree in the others.
 */
export type FieldHome = 'call' | 'sender' | 'presented' | 'own';

/** Where each field is kept. The type sees to it that none is forgotten. */
export const FIELD_HOMES = {
  recordId: 'own',
  eventTime: 'own',
  eventTimeWithoutZone: 'call',
  logTime: 'own',
  vantage: 'call',
  serverName: 'call',
  toolName: 'call',
  resource: 'own',
  outcome: 'own',
  httpMethod: 'call',
  httpUrl: 'call',
  urlQueryLogged: 'call',
  tokenInUrl: 'call',
  httpStatus: 'call',
  tokenScheme: 'call',
  tokenCount: 'call',
  tokenSha256: 'presented',
  tokenVerbatim: 'presented',
  tokenTruncated: 'presented',
  statedToken: 'presented',
  proofCount: 'call',
  nonces: 'own',
  clientCertSha256: 'sender',
  clientCertPresent: 'sender',
  agentId: 'sender',
  clientId: 'sender',
  principalId: 'sender',
  agentName: 'sender',
  clientName: 'sender',
  principalName: 'sender',
  sessionId: 'sender',
  rpcId: 'own',
  protocolVersion: 'call',
  traceId: 'own',
  spanId: 'own',
  parentSpanId: 'own',
  requestId: 'own',
  sourceIp: 'sender',
  userAgent: 'sender',
  workloadId: 'sender',
  deviceId: 'sender',
  podUid: 'sender',
  runId: 'sender',
  stage: 'sender',
  argumentsSha256: 'own',
  argumentDigests: 'own',
  tokensInArguments: 'own',
  approvalId: 'own',
  purpose: 'call',
  scopesUsed: 'call',
  transactionId: 'own',
} as const satisfies Record<keyof InvocationFields, FieldHome>;

type FieldsAt<H extends FieldHome> = {
  [N in keyof typeof FIELD_HOMES]: (typeof FIELD_HOMES)[N] extends H ? N : never;
}[keyof typeof FIELD_HOMES];

const fieldsAt = <H extends FieldHome>(home: H): readonly FieldsAt<H>[] =>
  (Object.keys(FIELD_HOMES) as (keyof typeof FIELD_HOMES)[]).filter((name) => FIELD_HOMES[name] === home) as FieldsAt<H>[];

export type CallField = FieldsAt<'call'>;
export type SenderField = FieldsAt<'sender'>;
export type PresentedField = FieldsAt<'presented'>;
export type OwnField = FieldsAt<'own'>;

export const CALL_FIELDS = fieldsAt('call');
export const SENDER_FIELDS = fieldsAt('sender');
export const PRESENTED_FIELDS = fieldsAt('presented');
/** In a fixed order, by which `has` of a call numbers them. */
export const OWN_FIELDS = fieldsAt('own');

export type SenderFields = Pick<InvocationFields, SenderField>;
export type PresentedFields = Pick<InvocationFields, PresentedField>;
export type OwnFields = Pick<InvocationFields, OwnField>;
/** The bit of `has` that says that a proof came with each record of the call. */
export const HAS_PROOF = 1 << OWN_FIELDS.length;

/** `has`: bit n is set where the records of this call state the n-th of `OWN_FIELDS`, and see `HAS_PROOF`. */
export type CallFields = Pick<InvocationFields, CallField> & { readonly has: number };
