import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own for one test, removed by `remove`. */
export interface Workspace {
  readonly folder: string;
  write(name: string, content: string | readonly object[]): string;
  remove(): void;
}

/** Objects become NDJSON. */
export const createWorkspace = (): Workspace => {
  const folder = mkdtempSync(join(tmpdir(), 'bindcheck-test-'));
  return {
    folder,
    write: (name, content) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        path,
        typeof content === 'string' ? content : content.map((record) => `${JSON.stringify(record)}\n`).join(''),
      );
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An issuer with one Ed25519 key: repeatable signatures, published as a key set. */
export interface TestIssuer {
  readonly issuer: string;
  readonly jwks: string;
  token(claims: object, header?: object): string;
}

export const createIssuer = (issuer: string, kid = 'k1'): TestIssuer => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    issuer,
    jwks: JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' }] }),
    token: (claims, header = {}) =>
      signCompact({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header }, { iss: issuer, ...claims }, privateKey),
  };
};

const signCompact = (header: object, payload: object, key: KeyObject): string => {
  const input = `${segment(header)}.${segment(payload)}`;
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
