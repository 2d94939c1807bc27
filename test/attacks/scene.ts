import { loadConfiguration } from '../../src/cli/configuration.ts';
import type { VerdictLine } from '../../src/evaluate/verdict-line.ts';
import type { Report } from '../../src/model/report.ts';
import { importPublicKey } from '../../src/tokens/public-key.ts';
import { replay } from '../replay.ts';
import { ecPair, edPair, jwkOf, type Pair, rsaPair } from '../tokens/signer.ts';
import { sha256, type Workspace } from '../workspace.ts';
import { exponentOne } from './forge.ts';

export const ISSUER = 'https://as.acme.example';
const PARTNER = 'https://sts.partner.example';
const URL = 'https://git.acme.example/mcp';

/** Keys of the issuer by `kid`, that of the other issuer, and those of the attacker, whom nobody trusts. */
export const KEYS = {
  ec: ecPair(),
  p384: ecPair('P-384'),
  rsa: rsaPair(),
  ed: edPair(),
  short: rsaPair(1024),
  encryption: ecPair(),
  deriving: ecPair(),
  es384only: ecPair(),
  twinA: ecPair(),
  twinB: ecPair(),
  one: rsaPair(),
  partner: ecPair(),
  client: ecPair(),
  mallory: ecPair(),
  malloryRsa: rsaPair(),
  malloryP384: ecPair('P-384'),
} satisfies Record<string, Pair>;

/** The key set of the issuer as published: with members that are not needed, in an order of its own. */
export const PUBLISHED: readonly Readonly<Record<string, unknown>>[] = [
  jwkOf(KEYS.ec, { kid: 'ec', use: 'sig', alg: 'ES256' }),
  jwkOf(KEYS.p384, { kid: 'p384' }),
  jwkOf(KEYS.rsa, { kid: 'rsa' }),
  jwkOf(KEYS.ed, { kid: 'ed' }),
  jwkOf(KEYS.short, { kid: 'short' }),
  jwkOf(KEYS.encryption, { kid: 'encryption', use: 'enc' }),
  jwkOf(KEYS.deriving, { kid: 'deriving', key_ops: ['deriveBits'] }),
  jwkOf(KEYS.es384only, { kid: 'es384only', alg: 'ES384' }),
  jwkOf(KEYS.twinA, { kid: 'twin' }),
  jwkOf(KEYS.twinB, { kid: 'twin' }),
  { ...exponentOne(KEYS.one), kid: 'one' },
  { kty: 'AKP', alg: 'ML-DSA-65', kid: 'later', pub: 'AAAA' },
];

/** Epoch seconds of every request. */
export const NOW = 1_781_277_022;
const TIME = new Date(NOW * 1000).toISOString();

let serial = 0;

/** Claims that hold in every respect, with an id of their own. */
export const claims = (more: object = {}): Readonly<Record<string, unknown>> => ({
  iss: ISSUER,
  sub: 'alice',
  client_id: 'agent-7',
  aud: 'https://git.acme.example',
  scope: 'repo:read',
  jti: `t-${++serial}`,
  iat: NOW - 60,
  exp: NOW + 600,
  ...more,
});

/** The thumbprint of a key (RFC 7638). */
export const thumbprint = (pair: Pair): string => importPublicKey(jwkOf(pair))?.thumbprint ?? '';

/** Claims of a proof for `token` that hold in every respect. */
export const proofClaims = (token: string, more: object = {}): Readonly<Record<string, unknown>> => ({
  jti: `p-${++serial}`,
  htm: 'POST',
  htu: URL,
  iat: NOW,
  ath: sha256(token),
  ...more,
});

/** The record of one executed call, as the server itself logs it. */
export const record = (id: string, more: object): object => ({
  schema: 'invocation/1',
  record_id: id,
  event_time: TIME,
  server_name: 'git-mcp',
  tool_name: 'repo.read',
  outcome: 'executed',
  http_method: 'POST',
  http_url: URL,
  token_scheme: 'Bearer',
  token_count: 1,
  dpop_proof_count: 0,
  ...more,
});

/** What the policy says of the keys of the issuer: all there are, or just some. */
export type KeySet = 'complete' | 'undated' | 'none';

const policyOf = (keySet: KeySet, more: object): object => ({
  schema: 'bindcheck.policy/1',
  max_token_lifetime: '1h',
  issuers: [
    {
      issuer: ISSUER,
      profile: 'rfc9068',
      ...(keySet !== 'none' && { jwks: [{ path: 'as.jwks.json', ...(keySet === 'complete' && { complete: true }) }] }),
    },
    { issuer: PARTNER, jwks: [{ path: 'partner.jwks.json', complete: true }] },
  ],
  servers: [
    {
      id: 'git-mcp',
      resource: ['https://git.acme.example'],
      urls: [URL],
      issuers: [ISSUER],
      tools: { 'repo.read': { scopes: ['repo:read'] } },
    },
  ],
  ...more,
});

/** What an audit says: each invocation by its id, and the report. */
export interface Audited {
  readonly lines: ReadonlyMap<string, VerdictLine>;
  readonly report: Report;
}

/** Writes policy, key sets and log, and audits them as `bindcheck audit` does. */
export const auditRecords = async (
  place: Workspace,
  records: readonly object[],
  keySet: KeySet = 'complete',
  more: object = {},
): Promise<Audited> => {
  place.write('as.jwks.json', JSON.stringify({ keys: PUBLISHED }));
  place.write('partner.jwks.json', JSON.stringify({ keys: [jwkOf(KEYS.partner, { kid: 'partner' })] }));
  const path = place.write('policy.json', JSON.stringify(policyOf(keySet, more)));
  const { policy, ring } = await loadConfiguration({ policy: path, jwks: [], asOf: NOW * 1000 });
  const logs = [place.write('calls.ndjson', records)];
  const { report, lines } = await replay({ folder: place.folder, logs, policy, ring, asOf: NOW * 1000 });
  return { lines: new Map(lines.map((line) => [line.record_id, line])), report };
};

/** The rules that fail, in the order of their names. */
export const failsOf = (line: VerdictLine | undefined): readonly string[] =>
  Object.entries(line?.rules ?? { 'no such invocation': 'fail' })
    .flatMap(([rule, verdict]) => (verdict === 'fail' ? [rule] : []))
    .sort();
