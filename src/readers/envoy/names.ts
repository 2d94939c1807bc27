import { isRecord } from '../native/read-fields.ts';
import { recordOf } from '../record/members.ts';

/** Operators choose the names of an access log: how each fact is called, without `-`, `_` and `.`, in lower case; the first counts. */
const ALIASES = {
  time: ['starttime', 'timestamp', 'time', 'ts'],
  method: ['method', 'httpmethod', 'requestmethod', 'reqmethod'],
  path: ['xenvoyoriginalpath', 'xenvoyoriginpath', 'path', 'requestpath', 'httppath', 'uri'],
  authority: ['authority', 'requestauthority', 'host', 'httphost'],
  scheme: ['scheme', 'xforwardedproto', 'requestscheme'],
  status: ['responsecode', 'httpstatus', 'status'],
  denial: ['responsecodedetails'],
  flags: ['responseflags'],
  requestId: ['xrequestid', 'requestid'],
  traceparent: ['traceparent'],
  userAgent: ['useragent'],
  source: ['downstreamremoteaddress', 'downstreamremoteaddresswithoutport', 'xforwardedfor', 'sourceip', 'clientip'],
  rpcMethod: ['mcpmethodname', 'mcpmethod'],
  tool: ['mcptoolname', 'mcptool', 'genaitoolname', 'toolname'],
  server: ['mcpservername', 'mcpprovidername', 'mcpbackend', 'mcptarget', 'mcpserver'],
  session: ['mcpsessionid'],
  user: ['mcpuserid', 'userid'],
  jti: ['jti', 'jwtjti', 'tokenjti', 'tokenid', 'claimsjti', 'xjwtjti'],
  iss: ['iss', 'jwtiss', 'tokeniss', 'tokenissuer', 'claimsiss', 'xjwtiss'],
  sub: ['sub', 'jwtsub', 'tokensub', 'tokensubject', 'claimssub', 'xjwtsub'],
  aud: ['aud', 'jwtaud', 'tokenaud', 'tokenaudience', 'claimsaud', 'xjwtaud'],
  scope: ['scope', 'jwtscope', 'tokenscope', 'tokenscopes', 'claimsscope', 'xjwtscope'],
  exp: ['exp', 'jwtexp', 'tokenexp', 'tokenexpiresat', 'claimsexp', 'xjwtexp'],
  iat: ['iat', 'jwtiat', 'tokeniat', 'claimsiat'],
  azp: ['azp', 'jwtazp', 'clientid', 'jwtclientid', 'tokenclientid', 'claimsazp', 'claimsclientid'],
  jkt: ['cnfjkt', 'jwtcnfjkt', 'tokencnfjkt'],
  tokenHash: ['tokensha256', 'accesstokensha256'],
  authorization: ['authorization', 'reqauthorization'],
  dpop: ['dpop', 'reqdpop'],
  certificate: ['downstreampeerfingerprint256', 'peerfingerprint256', 'clientcertsha256'],
  workload: ['downstreampeerurisan', 'peerurisan', 'sourceprincipal', 'srcidentity'],
} as const;

/** A fact that an access log may hold under some name. */
export type Fact = keyof typeof ALIASES;

/** A line of an access log by what its fields mean. */
export interface AccessLine {
  /** The value of a fact; what is written as `-` or null is none. */
  of(fact: Fact): unknown;
  has(fact: Fact): boolean;
  /** The payload of the token, where it is logged whole (`payload_in_metadata` of the JWT filter), as an object or as its text. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
}

const DEPTH = 3;

const plain = (name: string): string => name.toLowerCase().replace(/[-_.: ]/g, '');

const isClaims = (value: Readonly<Record<string, unknown>>): boolean =>
  typeof value['iss'] === 'string' && ['sub', 'exp', 'jti'].some((name) => Object.hasOwn(value, name));

interface Gathered {
  readonly values: Map<string, unknown>;
  claims: Readonly<Record<string, unknown>> | undefined;
}

const gather = (record: Readonly<Record<string, unknown>>, prefix: string, depth: number, into: Gathered): void => {
  for (const [name, value] of Object.entries(record)) {
    if (value === null || value === '' || value === '-') continue;
    const key = prefix + plain(name);
    if (!into.values.has(key)) into.values.set(key, value);
    const nested = depth < DEPTH ? recordOf(value) : undefined;
    if (nested === undefined) continue;
    if (isClaims(nested)) into.claims ??= nested;
    else if (isRecord(value)) gather(nested, key, depth + 1, into);
  }
};

/** Reads the names of a line. Nested fields are named by their path. */
export const readAccessLine = (record: Readonly<Record<string, unknown>>): AccessLine => {
  const gathered: Gathered = { values: new Map(), claims: undefined };
  gather(record, '', 0, gathered);
  const find = (fact: Fact): string | undefined => ALIASES[fact].find((alias) => gathered.values.has(alias));
  return {
    of: (fact) => gathered.values.get(find(fact) ?? ''),
    has: (fact) => find(fact) !== undefined,
    claims: gathered.claims,
  };
};
