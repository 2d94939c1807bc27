import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A request as the server received it; times in epoch seconds. */
interface RecordedRequest {
  readonly ts: number;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** PEM. */
  readonly clientCertificate?: string;
}

/** A history of requests, and whether anything in it may or must fail. */
export interface RecordedCase {
  readonly id: string;
  readonly family: 'dpop' | 'at' | 'mtls' | 'replay' | 'delegation' | 'scope';
  readonly check: string;
  readonly expect: 'accept' | 'reject' | 'policy';
  readonly reason: string;
  readonly records: readonly RecordedRequest[];
  readonly policy?: {
    readonly window?: number;
    readonly requiredScopes?: readonly string[];
    readonly allowedActors?: readonly string[];
  };
}

/** What the server of all cases demands; times in seconds. */
interface Context {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: object;
  readonly iatWindow: number;
  readonly clockTolerance: number;
}

const read = (name: string): string => readFileSync(new URL(`requests/${name}`, import.meta.url), 'utf8');

export const CONTEXT = JSON.parse(read('context.json')) as Context;
export const CASES = read('cases.jsonl')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedCase);

const SERVER = 'mcp';
const TOOL = 'search';

/** What the tokens of all cases grant that are not about scopes. */
const GRANTED = ['tools:read', 'tools:call'];

const toolsOf = ({ policy }: RecordedCase): object => ({
  [TOOL]: { scopes: policy?.requiredScopes ?? GRANTED, ...(policy?.allowedActors && { delegation: 'required' }) },
});

/** The policy of a case, JSON; `jwks` names the key set beside it. Actors are demanded only where the case is about them. */
export const policyOf = (recorded: RecordedCase, jwks: string): string => {
  const actors = recorded.policy?.allowedActors?.map((actor) => ({ actor }));
  return JSON.stringify({
    schema: 'bindcheck.policy/1',
    clock_skew: `${CONTEXT.clockTolerance}s`,
    proof_window: `${recorded.policy?.window ?? CONTEXT.iatWindow}s`,
    issuers: [{ issuer: CONTEXT.issuer, jwks: [{ path: jwks, complete: true }], profile: 'rfc9068' }],
    servers: [{ id: SERVER, resource: [CONTEXT.audience], urls: [`${CONTEXT.audience}/mcp`], tools: toolsOf(recorded) }],
    ...(actors && { delegation: { actors } }),
  });
};

const timeOf = ({ ts }: RecordedRequest): string => new Date(ts * 1000).toISOString();

const call = (id: number): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: TOOL, arguments: {} } });

/** The history as a proxy would export it. HAR has no place for client certificates. */
export const toHar = ({ records }: RecordedCase): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'recording proxy', version: '1' },
      entries: records.map((request, index) => ({
        startedDateTime: timeOf(request),
        request: {
          method: request.method,
          url: request.url,
          headers: request.headers.map(([name, value]) => ({ name, value })),
          postData: { mimeType: 'application/json', text: call(index) },
        },
        response: { status: 200, headers: [], content: { text: JSON.stringify({ jsonrpc: '2.0', id: index, result: {} }) } },
      })),
    },
  });

const certificateFields = ({ clientCertificate }: RecordedRequest): object =>
  clientCertificate === undefined
    ? { client_cert_present: false }
    : { client_cert_sha256: createHash('sha256').update(new X509Certificate(clientCertificate).raw).digest('hex') };

const toRecord = (recorded: RecordedCase, request: RecordedRequest, index: number): object => {
  const valuesOf = (name: string): string[] => request.headers.filter((header) => header[0] === name).map((header) => header[1]);
  const [authorizations, proofs] = [valuesOf('authorization'), valuesOf('dpop')];
  const [scheme, token] = authorizations[0]?.split(/ +/, 2) ?? [];
  return {
    schema: 'invocation/1',
    record_id: `${recorded.id}#${index}`,
    event_time: timeOf(request),
    server_name: SERVER,
    tool_name: TOOL,
    outcome: 'executed',
    http_method: request.method,
    http_url: request.url,
    token_scheme: request.clientCertificate === undefined ? scheme : 'mTLS',
    token,
    token_count: authorizations.length,
    dpop_proof: proofs[0],
    dpop_proof_count: proofs.length,
    ...certificateFields(request),
  };
};

/** The history as the server itself would log it. */
export const toRecords = (recorded: RecordedCase): readonly object[] =>
  recorded.records.map((request, index) => toRecord(recorded, request, index));
