import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readMapping } from '../../src/mapping/load.ts';
import { UsageError } from '../../src/model/errors.ts';
import type { Format } from '../../src/model/format.ts';
import { readPolicy } from '../../src/policy/load.ts';
import { loadKeyRing } from '../../src/tokens/keys.ts';
import { readBaseline } from '../../src/triage/baseline-file.ts';
import { createExceptions } from '../../src/triage/exceptions.ts';
import { readBytes } from '../readers/reading.ts';
import { NUMBERS, TEXTS } from './hostile-values.ts';
import { mutateBytes, mutateValues } from './mutation.ts';
import { createRandom, type Random } from './random.ts';
import { LINES } from './samples.ts';
import { PATIENCE, RECORDS, SEED, tell } from './settings.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const MAPS = readdirSync(`${fixtures}maps`, { recursive: true })
  .map(String)
  .filter((name) => /\.ya?ml$/.test(name))
  .sort()
  .map((name) => readFileSync(`${fixtures}maps/${name}`, 'utf8'));
const DEMO = readFileSync(`${fixtures}demo/bindcheck.policy.yaml`, 'utf8');
const EXCEPTIONS = `${DEMO}
exceptions:
  - rule: audience/mismatch
    match: { server_name: git-mcp, client_id: "build-*" }
    reason: planned
    accept_risk: true
    expires: 2026-12-31
`;
const BASELINE = JSON.stringify({
  schema: 'bindcheck.baseline/1',
  findings: [
    {
      fingerprint: 'f',
      rule: 'scope/over-granted',
      severity: 'low',
      title: 't',
      about: { server_name: 's' },
      since: '2026-03-18T14:00:00Z',
    },
  ],
});
const KEYS = JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'a', use: 'sig' }] });

/** A scalar of a YAML text becomes another one. */
const mutateScalar = (text: string, random: Random): string => {
  const places = [...text.matchAll(/[:[,-] *[^\s,\]}#]+/g)];
  const { index, 0: whole } = random.of(places) as RegExpMatchArray & { index: number };
  const value = random.of([
    JSON.stringify(random.of(TEXTS)),
    random.of(NUMBERS),
    '[]',
    '{}',
    'null',
    '*a',
    '&a x',
    '!!js x',
    '"',
    '|',
  ]);
  return `${text.slice(0, index + 1)} ${value}${text.slice(index + whole.length)}`;
};

const mutateText = (text: string, random: Random): string => {
  if (random.once(2)) return mutateScalar(text, random);
  return mutateValues(text, random) ?? mutateBytes(Buffer.from(text), random).toString('utf8');
};

/** What a reader makes of a text: a value, or a refusal in words. Anything else is thrown on. */
const outcomeOf = <T>(read: () => T): T | string => {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
};

/** Reads mutated texts twice each; of those that are taken `use` is told. */
const readMutated = <T>(
  seed: number,
  texts: readonly string[],
  most: number,
  read: (text: string) => T,
  use: (value: T) => void,
) => {
  const random = createRandom(seed);
  let taken = 0;
  for (let made = 0; made < most; made++) {
    const text = mutateText(random.of(texts), random);
    const outcome = outcomeOf(() => read(text));
    if (typeof outcome === 'string') expect(outcomeOf(() => read(text))).toBe(outcome);
    else {
      taken++;
      use(outcome);
    }
  }
  return { made: most, taken };
};

const MOST = Math.ceil(RECORDS * 0.012);

describe('hostile configuration', () => {
  it(
    'in a policy and its exceptions is refused in words, or does no harm',
    () => {
      const read = (text: string) => readPolicy(text, 'p.yaml').policy;
      const counts = readMutated(SEED + 5, [DEMO, EXCEPTIONS], MOST, read, (policy) => {
        const exceptions = createExceptions(policy.exceptions, 0);
        for (const text of TEXTS) exceptions.covering('audience/mismatch', () => ({ server_name: text, client_id: text }));
      });
      tell('policies', counts);
    },
    PATIENCE,
  );

  it(
    'in a baseline or a key set is refused in words, or does no harm',
    async () => {
      const counts = readMutated(
        SEED + 6,
        [BASELINE],
        MOST,
        (text) => readBaseline(text, 'b.json', () => true),
        () => undefined,
      );
      tell('baselines', counts);
      const random = createRandom(SEED + 7);
      for (let made = 0; made < MOST; made++) {
        const file = { issuer: 'i', path: 'k.json', text: mutateText(KEYS, random), mayBeEmpty: true };
        await loadKeyRing([file]).catch((error) => expect(error).toBeInstanceOf(UsageError));
      }
      tell('key sets', { made: MOST });
    },
    PATIENCE,
  );

  it(
    'in a mapping is refused in words, or reads hostile records without harm',
    async () => {
      const maps: Format[] = [];
      const counts = readMutated(
        SEED + 8,
        MAPS,
        MOST,
        (text) => readMapping(text, 'm.yaml'),
        (map) => void maps.push(map),
      );
      tell('mappings', counts);
      const random = createRandom(SEED + 9);
      let records = 0;
      for (const map of maps) {
        const lines = Array.from({ length: 20 }, () => mutateBytes(Buffer.from(random.of(LINES)), random));
        const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
        const [first, again] = [
          await readBytes(bytes, 65_536, undefined, [map]),
          await readBytes(bytes, 65_536, undefined, [map]),
        ];
        expect(again).toEqual(first);
        records += first.outcome.records + first.outcome.ignored;
      }
      tell('records through them', { records });
    },
    PATIENCE,
  );
});
