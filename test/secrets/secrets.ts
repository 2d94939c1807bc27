import { createECDH, createHash, createPrivateKey, randomUUID } from 'node:crypto';

/** The everyday run has the same secrets each time; with BINDCHECK_LONG_TESTS there are others each time, told by their names. */
const SEED = process.env['BINDCHECK_LONG_TESTS'] === undefined ? '' : ` ${randomUUID()}`;

/** Bytes that look random. */
const bytesOf = (name: string, length: number): Buffer => {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash('sha256').update(`${name} ${index}${SEED}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
};

const letters = (name: string, length: number): string =>
  bytesOf(name, length * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, length);

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const privateKeyOf = (name: string): ReturnType<typeof createPrivateKey> => {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(bytesOf(name, 32));
  const [point, d] = [pair.getPublicKey(), pair.getPrivateKey('base64url')];
  const [x = '', y = ''] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d }, format: 'jwk' });
};

const privateKey = privateKeyOf('private key');

/** The signature is of nobody: what is told by its form need not be genuine. */
const compact = (header: object, claims: object): string => {
  const input = `${segment(header)}.${segment(claims)}`;
  return `${input}.${bytesOf(input, 64).toString('base64url')}`;
};

const jwk = privateKey.export({ format: 'jwk' });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

/** A credential as a log may hold it, and the parts of it that nobody must ever find again. */
export interface Secret {
  readonly name: string;
  readonly text: string;
  readonly parts: readonly string[];
}

const token = (name: string): Secret => {
  const text = compact(
    { alg: 'ES256', typ: 'at+jwt', kid: 'k1' },
    { iss: 'https://as.acme.example', sub: name, exp: 1_893_456_000 },
  );
  return { name, text, parts: text.split('.').slice(1) };
};

/** Told by their form wherever they stand. */
export const FORMED: readonly Secret[] = [
  token('access token'),
  { ...token('presented token'), text: `Bearer ${token('presented token').text}` },
  { name: 'private key', text: pem, parts: pem.split('\n').slice(1, -2) },
  { name: 'private JWK', text: JSON.stringify(jwk), parts: [String(jwk.d)] },
  { name: 'key of a provider', text: `ghp_${letters('provider', 36)}`, parts: [letters('provider', 36)] },
  {
    name: 'URL',
    text: `https://alice:${letters('password', 24)}@git.acme.example/mcp?access_token=${letters('query', 32)}`,
    parts: [letters('password', 24), letters('query', 32)],
  },
];

/** Nothing but their place tells what they are. */
export const opaque = (name: string): Secret => ({ name, text: letters(name, 40), parts: [letters(name, 40)] });

export { jwk as PRIVATE_JWK, pem as PRIVATE_PEM };

/** Characters of a part that, found again, are a leak. */
const WINDOW = 12;

const encodings = (part: string): string[] => {
  const bytes = Buffer.from(part);
  const inner = [0, 1, 2].map((skip) => bytes.subarray(skip).toString('base64').replace(/=+$/, '').slice(0, -2));
  return [part, bytes.toString('hex'), ...inner, encodeURIComponent(part)];
};

const windows = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - WINDOW + 1) }, (_, at) => text.slice(at, at + WINDOW));

/**
 * Finds what is left of secrets in bytes: 12 characters of a part, raw or encoded, in capitals or not. Answers with the name of each
 * secret found.
 */
export const createDetector = (secrets: readonly Secret[]): ((bytes: Buffer) => readonly string[]) => {
  const owners = new Map<string, string>();
  for (const { name, parts } of secrets)
    for (const part of parts)
      for (const text of encodings(part)) for (const each of windows(text.toLowerCase())) owners.set(each, `${name}${SEED}`);
  return (bytes) => {
    const found = new Set<string>();
    const text = bytes.toString('latin1').toLowerCase();
    for (let at = 0; at + WINDOW <= text.length; at += 1) {
      const owner = owners.get(text.slice(at, at + WINDOW));
      if (owner !== undefined) found.add(`${owner}: …${text.slice(Math.max(0, at - 80), at + WINDOW)}…`);
      if (found.size >= 5) break;
    }
    return [...found];
  };
};
