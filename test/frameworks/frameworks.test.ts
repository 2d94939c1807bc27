import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FRAMEWORKS, frameworkById, linksOf } from '../../src/frameworks/index.ts';
import { MAPPING } from '../../src/frameworks/mapping/index.ts';
import { FINDING_CLASSES, LINK_STRENGTHS } from '../../src/model/framework.ts';

const folder = new URL('../../src/frameworks/', import.meta.url);
const contract = new URL('../../../shared/contract/', import.meta.url);

/** Classes of the rules in `contract/rules.json`. */
const CLASSES_OF_RULES = [
  'approval-stale',
  'audience-mismatch',
  'delegation-broken',
  'evidence-missing',
  'issuer-mismatch',
  'purpose-mismatch',
  'scope-excess',
  'session-stale',
  'token-expired',
  'token-leaked',
  'token-long-lived',
  'token-replayed',
  'token-revoked',
  'token-substituted',
  'token-unbound',
  'weak-algorithm',
];

/** Frameworks that fill columns of the CSV, and the classes for which the mapping is empty there. */
const COLUMNS: readonly (readonly [string, readonly string[]])[] = [
  ['owasp-nhi-2025', ['approval-stale']],
  ['owasp-asi-2026', []],
  ['owasp-mcp-2025', []],
  ['nist-sp-800-207', []],
  ['nist-csf-2.0', []],
  ['nist-sp-800-53r5', []],
  ['cwe', []],
];

describe('the frameworks', () => {
  it('are all registered under the name of their file', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
    expect(FRAMEWORKS.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  it.each(FRAMEWORKS)('$id lists each control once, with a title', ({ controls }) => {
    expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length);
    expect(controls.filter(({ id, title }) => id === '' || title === '')).toEqual([]);
  });

  it('are found by id', () => {
    expect(frameworkById('cwe')?.name).toContain('Common Weakness Enumeration');
    expect(frameworkById('iso-27001')).toBeUndefined();
  });
});

describe('the mapping', () => {
  it('covers every class of a rule', () => {
    expect(Object.keys(MAPPING).sort()).toEqual(CLASSES_OF_RULES);
    expect([...FINDING_CLASSES].sort()).toEqual(CLASSES_OF_RULES);
  });

  it.each(FINDING_CLASSES)('%s names controls that exist, each once', (of) => {
    const links = linksOf(of);
    const names = links.map(({ framework, id }) => `${framework} ${id}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { framework, id, title } of links) {
      expect(frameworkById(framework)?.controls).toContainEqual(expect.objectContaining({ id, title }));
    }
  });

  it.each(FINDING_CLASSES)('%s states a condition where a link is conditional, and only there', (of) => {
    for (const { strength, when, rationale } of linksOf(of)) {
      expect(rationale).not.toBe('');
      expect(strength === 'conditional').toBe((when ?? '') !== '');
    }
  });

  it.each(COLUMNS)('%s is linked from every class', (framework, empty) => {
    const without = FINDING_CLASSES.filter((of) => linksOf(of, [framework]).length === 0);
    expect(without).toEqual(empty);
  });
});

describe('linksOf', () => {
  it('gives strong links first, then the order of the frameworks and of their lists', () => {
    const place = ({ strength, framework, id }: ReturnType<typeof linksOf>[number]): number => {
      const list = FRAMEWORKS.findIndex((one) => one.id === framework);
      const control = FRAMEWORKS[list]?.controls.findIndex((one) => one.id === id) ?? -1;
      return (LINK_STRENGTHS.indexOf(strength) * 100 + list) * 1_000 + control;
    };
    for (const of of FINDING_CLASSES) {
      const places = linksOf(of).map(place);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    }
  });

  it('keeps to the frameworks named', () => {
    expect(linksOf('token-replayed', ['cwe']).map(({ id }) => id)).toEqual(['CWE-294']);
    expect(linksOf('token-replayed', [])).toEqual([]);
  });

  it('knows nothing of other classes', () => {
    expect(linksOf('constructor')).toEqual([]);
  });
});

interface ContractFramework {
  readonly key: string;
  readonly framework: string;
  readonly title_kind: string;
  readonly note: string;
  readonly controls: readonly { readonly id: string; readonly title: string; readonly url?: string }[];
  readonly [field: string]: unknown;
}

interface ContractClass {
  readonly class_id: string;
  readonly controls: readonly Readonly<Record<'framework' | 'id' | 'title' | 'strength' | 'rationale', string>>[];
}

const readContract = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, contract), 'utf8'));

describe.runIf(existsSync(contract))('the contract', () => {
  it('holds the same lists', () => {
    const published = readContract<readonly ContractFramework[]>('frameworks.json');
    for (const { id, name, titleKind, note = '', controls, ...facts } of FRAMEWORKS) {
      const same = published.find(({ key }) => key === id);
      expect(same).toMatchObject({ framework: name, title_kind: titleKind, note, ...facts });
      expect(controls).toEqual(same?.controls.map(({ id, title, url }) => ({ id, title, url })));
    }
  });

  it('holds the same links', () => {
    for (const { class_id, controls } of readContract<readonly ContractClass[]>('mapping.json')) {
      const kept = controls.filter(({ framework }) => frameworkById(framework));
      const links = linksOf(class_id);
      expect(links).toHaveLength(kept.length);
      for (const { rationale, ...link } of kept) {
        // Two links refer to the condition of the one before them; ours repeat it.
        const expected = rationale === 'same condition' ? link : { ...link, rationale };
        expect(links).toContainEqual(expect.objectContaining(expected));
      }
    }
  });
});
