import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Workspace } from '../workspace.ts';

/** A token or proof to be signed: `key` names a key pair that is derived from its name, so that all bytes are repeatable. */
interface Signed {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly key: string;
  /** False: not handed in as a sample. Only tokens are. */
  readonly sample?: boolean;
}

/** What is said of one invocation: rule id → verdict, or a member of its line such as `binding`. */
export type ExpectedLine = Readonly<Record<string, unknown>>;

/**
 * One scenario of honest, or at least harmless, traffic that naive checks accuse. Times are RFC 3339; `@name` stands for the token,
 * proof, key or certificate of that name in the form that the member is meant to hold.
 */
export interface Trap {
  /** Row of the table in standards §18.1, from 1. */
  readonly row: number;
  readonly trap: string;
  /** Entries that hold `{n}` are repeated so often, each `seconds` later than the one before. */
  readonly repeat?: { readonly times: number; readonly seconds: number };
  readonly policy: object;
  /** File of a key set → its keys. Default: `as.jwks.json` with the key `as`. */
  readonly key_sets?: Readonly<Record<string, readonly { readonly key: string; readonly kid: string }[]>>;
  readonly tokens: Readonly<Record<string, Signed>>;
  readonly proofs?: Readonly<Record<string, Signed>>;
  readonly records?: readonly object[];
  readonly har?: object;
  readonly evidence?: readonly object[];
  /** Every invocation that there is, or `*` for the only one, without an id; a rule that is not named must not fail. */
  readonly expect: Readonly<Record<string, ExpectedLine>>;
  /** Every finding that there is: rule → severity. */
  readonly findings?: Readonly<Record<string, string>>;
  readonly summary?: object;
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const EVENT_TIMES = new Set(['event_time', 'log_time', 'iat']);
const NUMERIC_DATES = new Set(['iat', 'nbf', 'exp', 'auth_time', 'warnafter', 'event_timestamp', 'toe']);

const later = (time: string, seconds: number): string => new Date(Date.parse(time) + seconds * 1000).toISOString();

const repeatEntry = (entry: unknown, { times, seconds }: NonNullable<Trap['repeat']>): unknown[] => {
  const text = JSON.stringify(entry);
  if (!text.includes('{n}')) return [entry];
  return Array.from({ length: times }, (_, n) =>
    JSON.parse(text.replaceAll('{n}', String(n)), (name, value) =>
      EVENT_TIMES.has(name) && typeof value === 'string' ? later(value, n * seconds) : value,
    ),
  );
};

const repeatMembers = <T>(members: Readonly<Record<string, T>>, repeat: NonNullable<Trap['repeat']>): Record<string, T> =>
  Object.fromEntries(Object.entries(members).flatMap((entry) => repeatEntry(entry, repeat) as [string, T][]));

/** Reads a fixture and writes its repeated entries out. */
export const readTrap = (path: string): Trap => {
  const trap = JSON.parse(readFileSync(path, 'utf8')) as Trap;
  const { repeat } = trap;
  if (!repeat) return trap;
  return {
    ...trap,
    tokens: repeatMembers(trap.tokens, repeat),
    proofs: repeatMembers(trap.proofs ?? {}, repeat),
    records: (trap.records ?? []).flatMap((record) => repeatEntry(record, repeat) as object[]),
    expect: repeatMembers(trap.expect, repeat),
  };
};

const hash = (text: string | Buffer): string => createHash('sha256').update(text).digest('base64url');

/** The fixed beginning of a PKCS #8 Ed25519 key (RFC 8410), before its 32 bytes of seed. */
const PKCS8 = '302e020100300506032b657004220420';

const keyNamed = (name: string): KeyObject => {
  const seed = createHash('sha256').update(name).digest('hex');
  return createPrivateKey({ key: Buffer.from(PKCS8 + seed, 'hex'), format: 'der', type: 'pkcs8' });
};

const publicJwk = (name: string) => {
  const { kty, crv, x } = createPublicKey(keyNamed(name)).export({ format: 'jwk' });
  return { crv, kty, x };
};

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const compact = (header: object, claims: object, key: string): string => {
  const input = `${segment(header)}.${segment(claims)}`;
  return `${input}.${sign(null, Buffer.from(input), keyNamed(key)).toString('base64url')}`;
};

type Raw = (name: string) => string;

const thumbprint: Raw = (name) => hash(JSON.stringify(publicJwk(name)));

/** What `@name` becomes in each member; `@name[0..60]` is a part of it. */
const referencesTo = (raw: Raw): Readonly<Record<string, Raw>> => ({
  token: raw,
  dpop_proof: raw,
  value: raw,
  token_sha256: (name) => hash(raw(name)),
  ath: (name) => hash(raw(name)),
  jkt: thumbprint,
  'x5t#S256': hash,
  client_cert_sha256: hash,
});

const REFERENCE = /@([\w-]+)(?:\[(\d+)\.\.(\d+)\])?/g;

/** Writes references and NumericDates out. */
const resolve = <T>(value: T, raw: Raw): T => {
  const references = referencesTo(raw);
  return JSON.parse(JSON.stringify(value), (member, text) => {
    if (typeof text !== 'string') return text;
    if (NUMERIC_DATES.has(member) && RFC3339.test(text)) return Date.parse(text) / 1000;
    const reference = references[member];
    if (!reference) return text;
    return text.replace(REFERENCE, (_, name: string, from?: string, to?: string) =>
      reference(name).slice(Number(from ?? 0), to === undefined ? undefined : Number(to)),
    );
  });
};

const nothing: Raw = (name) => {
  throw new Error(`no token or proof is called ${name}`);
};

const signTokens = ({ tokens }: Trap): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tokens).map(([name, { header = {}, claims, key }]) => [
      name,
      compact({ alg: 'EdDSA', typ: 'at+jwt', kid: key, ...header }, resolve(claims, nothing), key),
    ]),
  );

const signProofs = ({ proofs = {} }: Trap, tokens: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(proofs).map(([name, { header = {}, claims, key }]) => [
      name,
      compact(
        { alg: 'EdDSA', typ: 'dpop+jwt', jwk: publicJwk(key), ...header },
        resolve(claims, (token) => tokens[token] ?? nothing(token)),
        key,
      ),
    ]),
  );

const keySet = (keys: readonly { key: string; kid: string }[]): string =>
  JSON.stringify({ keys: keys.map(({ key, kid }) => ({ ...publicJwk(key), kid, alg: 'EdDSA', use: 'sig' })) });

/** Signs all tokens and proofs and writes policy, key sets, logs, samples and evidence. */
export const writeTrap = (trap: Trap, place: Workspace): { readonly logs: readonly string[]; readonly policy: string } => {
  const tokens = signTokens(trap);
  const signed = { ...tokens, ...signProofs(trap, tokens) };
  const raw: Raw = (name) => signed[name] ?? nothing(name);
  const keySets = trap.key_sets ?? { 'as.jwks.json': [{ key: 'as', kid: 'as' }] };
  for (const [path, keys] of Object.entries(keySets)) place.write(path, keySet(keys));
  const samples = Object.entries(tokens).filter(([name]) => trap.tokens[name]?.sample !== false);
  const logs = [
    ...(trap.records ? [place.write('calls.ndjson', resolve(trap.records, raw))] : []),
    ...(trap.har ? [place.write('traffic.har', JSON.stringify(resolve(trap.har, raw)))] : []),
    ...(samples.length > 0 ? [place.write('samples.txt', samples.map(([, token]) => token).join('\n'))] : []),
    ...(trap.evidence ? [place.write('evidence.ndjson', resolve(trap.evidence, raw))] : []),
  ];
  return { logs, policy: place.write('policy.json', JSON.stringify(trap.policy)) };
};
