import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Inspection, inspectToken } from '../../src/tokens/inspect.ts';
import { type KeyRing, loadKeyRing } from '../../src/tokens/keys.ts';
import { readProof } from '../../src/tokens/proof.ts';
import { importPublicKey } from '../../src/tokens/public-key.ts';

/** Vectors of others, which lie beside a checkout of the project and not in it. */
const shared = fileURLToPath(new URL('../../../shared/vectors/', import.meta.url));
const missing = !existsSync(shared);
const title = `vectors of others${missing ? ' (skipped: no ../shared/vectors beside this checkout; rfc-vectors.test.ts has the essential ones)' : ''}`;

type Json = Record<string, unknown>;
const read = <Content>(path: string): Content => JSON.parse(readFileSync(`${shared}${path}`, 'utf8')) as Content;

/** The keys that are asymmetric; none at all is as if no key had been given. */
const ringOf = async (keys: readonly Json[]): Promise<KeyRing | undefined> => {
  const text = JSON.stringify({ keys });
  return loadKeyRing([{ issuer: 'vector', path: 'vector.json', text }]).then(
    ({ ring }) => ring,
    () => undefined,
  );
};

/** As a JWS, whatever the payload: many vectors sign a text. */
const isAccepted = ({ signature, codes, differential }: Inspection): boolean =>
  signature === 'valid' && differential.length === 0 && codes.every((code) => code.startsWith('payload-'));

const isSymmetric = ({ header }: Inspection): boolean => String(header?.['alg']).startsWith('HS');

/** Labels in dispute: the `alg` of the key is another than that of the header, and we honour it. */
const DISPUTED = new Set([346, 347, 350, 351]);

interface Group {
  readonly public?: Json;
  readonly private: Json;
  readonly tests: readonly { readonly tcId: number; readonly comment: string; readonly jws: unknown; readonly result: string }[];
}

describe.skipIf(missing)(title, () => {
  const groups = missing
    ? []
    : ['json_web_signature_test', 'json_web_key_test'].flatMap((file) =>
        read<{ testGroups: Group[] }>(`wycheproof/${file}.json`).testGroups.map((group) => ({ file, group })),
      );

  for (const { file, group } of groups) {
    const given = group.public ?? group.private;
    const keys = (given['keys'] as Json[] | undefined) ?? [given];
    it.each([...group.tests])(`wycheproof ${file} $tcId $comment: $result`, async ({ tcId, jws, result }) => {
      const raw = typeof jws === 'string' ? jws : JSON.stringify(jws);
      const inspection = await inspectToken(raw, await ringOf(keys));
      const expected =
        result === 'valid' && !isSymmetric(inspection) && !(file === 'json_web_signature_test' && DISPUTED.has(tcId));
      expect(isAccepted(inspection)).toBe(expected);
      if (isSymmetric(inspection)) expect(inspection.signature).not.toBe('valid');
    });
  }

  const COOKBOOK = [
    '4_1.rsa_v15_signature',
    '4_2.rsa-pss_signature',
    '4_3.ecdsa_signature',
    '4_4.hmac-sha2_integrity_protection',
  ];
  it.each(['rfc7520-cookbook/curve25519/jws', ...COOKBOOK.map((name) => `rfc7520-cookbook/jws/${name}`)])('%s', async (name) => {
    const vector = read<{ input: { key: Json }; output: { compact: string } }>(`${name}.json`);
    const inspection = await inspectToken(vector.output.compact, await ringOf([vector.input.key]));
    expect(inspection.signature).toBe(isSymmetric(inspection) ? 'not-evaluable:hmac-secret-unavailable' : 'valid');
    expect(inspection.codes).toEqual(['payload-not-json-object']);
  });

  it.each(
    missing ? [] : read<{ tests: { name: string; public_key?: string; compact?: string }[] }>('joserfc/jws_rfc7520.json').tests,
  )('joserfc RFC 7520 $name', async ({ public_key, compact }) => {
    const ring = public_key?.endsWith('public.json') ? await ringOf([read<Json>(`joserfc/keys/${public_key}`)]) : undefined;
    if (compact === undefined) return expect(public_key === undefined || ring).toBeTruthy();
    const { signature } = await inspectToken(compact, ring);
    expect(signature).toBe(ring ? 'valid' : 'not-evaluable:hmac-secret-unavailable');
  });

  interface Compact {
    readonly name: string;
    readonly public_key?: string;
    readonly compact?: string;
    readonly general_json?: unknown;
    readonly flattened_json?: unknown;
  }

  const publicJwk = (file: string): Json =>
    createPublicKey(readFileSync(`${shared}joserfc/keys/${file}`, 'utf8')).export({ format: 'jwk' }) as Json;

  it.each(missing ? [] : read<{ tests: Compact[] }>('joserfc/jws_examples.json').tests.filter(({ compact }) => compact))(
    'joserfc $name',
    async ({ public_key, compact = '', general_json, flattened_json }) => {
      const ring = public_key === undefined ? undefined : await ringOf([publicJwk(public_key)]);
      const { signature } = await inspectToken(compact, ring);
      expect(signature).toBe(ring ? 'valid' : 'not-evaluable:hmac-secret-unavailable');
      const altered = compact.replace(/\.[^.]*\./, '.aGVsbG9v.');
      expect((await inspectToken(altered, ring)).signature).not.toBe('valid');
      for (const json of [general_json, flattened_json])
        expect((await inspectToken(JSON.stringify(json), ring)).codes).toEqual(['json-serialization']);
    },
  );

  it.each([
    '4_5.signature_with_detached_content',
    '4_6.protecting_specific_header_fields',
    '4_7.protecting_content_only',
    '4_8.multiple_signatures',
  ])('%s is no compact JWS with a payload', async (name) => {
    const { output } = read<{ output: Record<string, unknown> }>(`rfc7520-cookbook/jws/${name}.json`);
    const { input } = read<{ input: { key: Json | Json[] } }>(`rfc7520-cookbook/jws/${name}.json`);
    const ring = await ringOf([input.key].flat());
    for (const [form, value] of Object.entries(output).filter(([form]) => ['compact', 'json', 'json_flat'].includes(form))) {
      const inspection = await inspectToken(form === 'compact' ? String(value) : JSON.stringify(value), ring);
      expect([form, inspection.signature === 'valid', inspection.well_formed]).toEqual([form, false, false]);
    }
  });

  interface Example {
    readonly id: string;
    readonly form: string;
    readonly jws?: unknown;
    readonly key?: Json | null;
    readonly expect?: string;
    readonly proof?: string;
    readonly jkt?: string;
    readonly ath?: string;
    readonly sha256?: string;
  }
  const examples = missing ? [] : read<{ examples: Example[] }>('rfc/rfc-examples.json').examples;

  it.each(examples.filter(({ form }) => form === 'compact'))(
    '$id is judged as the RFC demands',
    async ({ jws, key, expect: label }) => {
      const inspection = await inspectToken(jws as string, await ringOf(key ? [key] : []));
      const expected = label === 'valid' && !isSymmetric(inspection);
      expect(isAccepted(inspection)).toBe(expected);
    },
  );

  it.each(examples.filter(({ form }) => form === 'general' || form === 'flattened'))('$id is no compact JWS', async ({ jws }) => {
    expect((await inspectToken(JSON.stringify(jws))).codes).toEqual(['json-serialization']);
  });

  it.each(examples.filter(({ form }) => form === 'thumbprint'))('$id', async ({ key, sha256 }) => {
    expect((await importPublicKey(key ?? {}))?.thumbprint).toBe(sha256);
  });

  it.each(examples.filter(({ form }) => form === 'dpop'))('$id', async ({ proof, jkt, ath }) => {
    expect(await readProof(proof ?? '')).toMatchObject({ signature: 'valid', defects: [], jkt, ath });
  });
});
