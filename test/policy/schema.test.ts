import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { NO_POLICY, PROFILES } from '../../src/model/policy.ts';

const schema = JSON.parse(readFileSync(new URL('../../src/policy/policy.schema.json', import.meta.url), 'utf8'));

interface Node {
  readonly path: string;
  readonly value: Record<string, unknown>;
}

const nodesOf = (value: unknown, path = ''): readonly Node[] => {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, child]) => nodesOf(child, `${path}/${key}`));
  return Array.isArray(value) ? below : [{ path, value: value as Record<string, unknown> }, ...below];
};

describe('the published schema', () => {
  const nodes = nodesOf(schema);

  it('is a JSON Schema', () => {
    expect(new Ajv2020().validateSchema(schema)).toBe(true);
  });

  it('describes every key', () => {
    const keys = nodes.filter(({ path }) => /\/properties\/[^/]+$/.test(path));
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter(({ value }) => typeof value['description'] !== 'string').map(({ path }) => path)).toEqual([]);
  });

  it('allows no other keys where it names some', () => {
    const open = nodes.filter(
      ({ path, value }) => 'properties' in value && !path.endsWith('/properties') && value['additionalProperties'] !== false,
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  it('knows the profiles of the model and the fields of the default replay context', () => {
    expect(schema.$defs.issuer.properties.profile.enum).toEqual(PROFILES);
    expect(schema.properties.replay.properties.context.items.enum).toEqual(expect.arrayContaining([...NO_POLICY.replayContext]));
  });

  it('allows no MAC for proofs (RFC 9449 §4.3)', () => {
    expect(schema.$defs.server.properties.proof_algorithms.items.enum.filter((name: string) => name.startsWith('HS'))).toEqual(
      [],
    );
  });
});
