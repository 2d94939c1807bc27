import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readMapping } from '../../src/mapping/load.ts';
import { readWhole } from '../readers/reading.ts';

const root = fileURLToPath(new URL('../../fixtures/maps/', import.meta.url));
const products = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** Istio writes the log of Envoy, which is read as far as its fields have the names that Envoy gives them. */
const READ_WITHOUT: Readonly<Record<string, object>> = { istio: { format: 'envoy-access-log' } };

describe.each(products.map(({ name }) => name))('the mapping for %s', (name) => {
  const folder = `${root}${name}`;
  const sample = readdirSync(folder).find((file) => file.startsWith('sample.')) as string;

  it('reads its sample as expected', async () => {
    const map = readMapping(readFileSync(`${folder}/map.yaml`, 'utf8'), 'map.yaml');
    const { outcome, drafts, records } = await readWhole({ path: `${folder}/${sample}`, named: true }, { maps: [map] });
    const { format, records: count, rejected, ignored } = outcome;
    const read = { format, records: count, rejected, ignored, drafts, lines: records.map(({ location }) => location.line) };
    await expect(`${JSON.stringify(read, null, 2)}\n`).toMatchFileSnapshot(`${folder}/expected.json`);
  });

  it('tells more of its sample than is read without it', async () => {
    const { outcome } = await readWhole({ path: `${folder}/${sample}`, named: true });
    expect(outcome).toMatchObject(READ_WITHOUT[name] ?? { status: 'not-recognised', records: 0 });
  });
});
