import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Evidence, Finding, Report } from '../../src/model/report.ts';
import sarif from '../../src/reporters/sarif.ts';
import { RULES } from '../../src/rules/index.ts';
import { HOSTILE, hostileReport, manyFindings, OPTIONS, type ReportName, rendered, report } from './reports.ts';

interface Run {
  readonly tool: {
    readonly driver: { readonly rules: readonly Rule[]; readonly supportedTaxonomies: readonly { name: string }[] };
  };
  readonly taxonomies: readonly { readonly name: string; readonly taxa: readonly { readonly id: string }[] }[];
  readonly results: readonly Result[];
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly { readonly descriptor: { readonly id: string }; readonly message: Text }[];
  }[];
}

interface Text {
  readonly text: string;
}

interface Rule {
  readonly id: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly properties: { readonly tags: readonly string[]; readonly 'security-severity': string };
  readonly relationships: readonly {
    readonly target: { readonly id: string; readonly index: number; readonly toolComponent: { readonly index: number } };
  }[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: Text;
  readonly baselineState: string;
  readonly suppressions: readonly { readonly justification: string }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
  readonly codeFlows?: readonly {
    readonly message: Text;
    readonly threadFlows: readonly { readonly locations: readonly { readonly executionTimeUtc?: string }[] }[];
  }[];
}

const runOf = (of: Report, rules = OPTIONS.rules): Run => JSON.parse(rendered(sarif, of, { rules })).runs[0];

const resultOf = (rule: string, of: Report = report('canonical')): Result => {
  const result = runOf(of).results.find(({ ruleId }) => ruleId === rule);
  if (!result) throw new Error(`no result of ${rule}`);
  return result;
};

/** What a terminal would act on, or hide. */
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200f\u2028\u202e]/;

const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : value === null || typeof value !== 'object'
      ? []
      : Object.values(value).flatMap(stringsIn);

const withFinding = (over: Partial<Finding>): Report => ({
  ...report('empty'),
  findings: [{ ...(report('canonical').findings[0] as Finding), ...over }],
});

const NAMES: readonly ReportName[] = ['canonical', 'empty', 'no-execution', 'no-policy'];
const REPORTS: readonly (readonly [string, () => Report])[] = [
  ...NAMES.map((name) => [name, () => report(name)] as const),
  ['hostile', hostileReport],
  ['many findings', () => manyFindings(1000)],
];

const path = fileURLToPath(new URL('../../../shared/schemas/sarif-schema-2.1.0.json', import.meta.url));
const missing = !existsSync(path);

/** The schema of OASIS is draft 4: what of it a later draft names otherwise is its own name. */
const validator = () => {
  const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: false });
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat('uri-reference', (text) => URL.canParse(text, 'https://base.example/a/') && /^[!-~]*$/.test(text));
  ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/);
  return ajv.compile(schema);
};

describe.skipIf(missing)(
  `the schema of SARIF 2.1.0${missing ? ' (skipped: no ../shared/schemas beside this checkout)' : ''}`,
  () => {
    test.each(REPORTS)('%s conforms', (_, make) => {
      const validate = validator();
      validate(JSON.parse(rendered(sarif, make(), { rules: RULES })));
      expect(validate.errors).toBeNull();
    });

    test('refuses what is no SARIF', () => {
      expect(validator()({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
    });
  },
);

test('canonical', async () => {
  await expect(rendered(sarif, report('canonical'))).toMatchFileSnapshot('../../fixtures/reports/canonical.sarif');
});

describe('rules', () => {
  const { rules } = runOf({ ...report('canonical'), controls: [] }, RULES).tool.driver;

  test('are all there, with help, tags and a severity that GitHub sorts by', () => {
    expect(rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    for (const [index, { help, properties }] of rules.entries()) {
      const { severity, class: of } = RULES[index] as (typeof RULES)[number];
      expect(help.text).toContain('How to mend it: ');
      expect(help.markdown).toContain('**Why it matters**');
      const score = Number(properties['security-severity']);
      expect(score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low').toBe(severity);
      expect(properties.tags.length).toBeLessThanOrEqual(10);
      expect(properties.tags).toEqual(expect.arrayContaining(['security', of]));
    }
    expect(rules.find(({ id }) => id === 'replay/proof-reused')?.properties.tags).toContain('external/cwe/cwe-294');
  });

  test('relate to the controls that they bear on, by places that exist', () => {
    const { tool, taxonomies } = runOf(report('canonical'), RULES);
    let related = 0;
    for (const { relationships } of tool.driver.rules) {
      for (const { target } of relationships) {
        expect(taxonomies[target.toolComponent.index]?.taxa[target.index]?.id).toBe(target.id);
        related++;
      }
    }
    expect(related).toBeGreaterThan(100);
    expect(tool.driver.supportedTaxonomies.map(({ name }) => name)).toEqual(taxonomies.map(({ name }) => name));
    expect(taxonomies.map(({ name }) => name)).toEqual([
      'OWASP Non-Human Identities Top 10',
      'OWASP Top 10 for Agentic Applications',
      'NIST SP 800-207 Zero Trust Architecture, tenets (section 2.1)',
    ]);
  });
});

describe('results', () => {
  test('are the findings, each at its rule and its place', () => {
    const { results, tool } = runOf(report('canonical'));
    expect(results.map(({ partialFingerprints }) => partialFingerprints['bindcheck/v1'])).toEqual(
      report('canonical').findings.map(({ fingerprint }) => fingerprint),
    );
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(locations[0]?.physicalLocation.artifactLocation.uri).toMatch(/^[!-~]+$/);
    }
  });

  test('have the level of their own severity', () => {
    expect(resultOf('audience/mismatch').level).toBe('error');
    expect(resultOf('audience/overbroad').level).toBe('warning');
    expect(resultOf('hygiene/no-token-id').level).toBe('note');
  });

  test('say what the state of the finding is', () => {
    expect(resultOf('audience/mismatch')).toMatchObject({ baselineState: 'new', suppressions: [] });
    expect(resultOf('token/lifetime-excessive')).toMatchObject({ baselineState: 'unchanged', suppressions: [] });
    expect(resultOf('audience/overbroad').suppressions).toMatchObject([
      { justification: 'split of the client is planned, SEC-123, by platform, until 2026-12-31T23:59:59.999Z' },
    ]);
  });

  test.each([
    ['logs/tickets\u001b[31m.ndjson', 'logs/tickets%1B%5B31m.ndjson'],
    ['/var/log/a b.ndjson', 'file:///var/log/a%20b.ndjson'],
    ['a:b\ud800', 'a%3Ab%EF%BF%BD'],
    ['-', '-'],
    ['', 'unknown'],
  ])('%j is a place with the URI %s', (source, uri) => {
    const evidence = [{ ...(report('canonical').findings[0]?.evidence[0] as Evidence), source }];
    expect(resultOf('audience/mismatch', withFinding({ evidence })).locations[0]?.physicalLocation.artifactLocation.uri).toBe(
      uri,
    );
  });

  test('without evidence stand at the source that they are about, else at the first', () => {
    const place = (about: Finding['about']): string | undefined =>
      resultOf('audience/mismatch', withFinding({ evidence: [], about })).locations[0]?.physicalLocation.artifactLocation.uri;
    expect(place({ source_file: 'logs/x.ndjson' })).toBe('logs/x.ndjson');
    expect(place({})).toBe('logs/git-mcp.ndjson');
  });

  test('hold no link and no placeholder from a log', () => {
    const { text } = resultOf('audience/mismatch', withFinding({ message: '[click](https://evil.example) {0} \u001b' })).message;
    expect(text).toMatch(/^\[click\] \(https:\/\/evil\.example\) \{\{0\}\} \\x1b /);
  });

  test('of a hostile log hold nothing that acts', () => {
    const text = rendered(sarif, hostileReport());
    expect(ACTING.exec(text)).toBeNull();
    expect(stringsIn(JSON.parse(text)).filter((each) => ACTING.test(each) || /\p{Cs}/u.test(each))).toEqual([]);
    const messages = runOf(hostileReport()).results.map(({ message }) => message.text);
    expect(messages.filter((each) => each.includes(']('))).toEqual([]);
    expect(HOSTILE).toContain('](');
  });
});

describe('code flows', () => {
  const uses = (...times: (string | null)[]): Evidence[] =>
    times.map((time, index) => ({
      ...(report('canonical').findings[0]?.evidence[0] as Evidence),
      time,
      record_id: `use-${index}`,
    }));

  test('tell the way of a token from use to use, in order of time', () => {
    const evidence = uses('2026-03-01T12:00:02Z', null, '2026-03-01T12:00:01Z');
    const [flow] =
      resultOf('replay/bearer-context', withFinding({ rule: 'replay/bearer-context', evidence, occurrences: 9 })).codeFlows ?? [];
    expect(flow?.message.text).toBe('The token from use to use, 3 of 9');
    expect(flow?.threadFlows[0]?.locations.map(({ executionTimeUtc }) => executionTimeUtc)).toEqual([
      '2026-03-01T12:00:01Z',
      '2026-03-01T12:00:02Z',
      undefined,
    ]);
  });

  test('are not made up where there is one use, or nothing that travels', () => {
    expect(
      resultOf('replay/bearer-context', withFinding({ rule: 'replay/bearer-context', evidence: uses(null) })).codeFlows,
    ).toBeUndefined();
    expect(
      resultOf('signature/invalid', withFinding({ rule: 'signature/invalid', evidence: uses(null, null) })).codeFlows,
    ).toBeUndefined();
  });
});

describe('the limits of GitHub', () => {
  test('25,000 results, open and worst first, and what was left out is said', () => {
    const given = manyFindings(25_001);
    const text = rendered(sarif, given);
    const { results, invocations } = JSON.parse(text).runs[0] as Run;
    expect(results).toHaveLength(25_000);
    expect(results.at(-1)?.partialFingerprints['bindcheck/v1']).toBe(given.findings[24_999]?.fingerprint);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    const [first] = invocations[0]?.toolExecutionNotifications ?? [];
    expect(first?.message.text).toContain('25,001 findings, of which SARIF holds the first 25,000');
    expect(sarif.notes(given, OPTIONS)).toEqual([expect.stringContaining('the first 25,000')]);
  });

  test('10 MB compressed', () => {
    let seed = 1;
    const noise = (): string =>
      Array.from({ length: 750 }, () => {
        seed = (seed * 48_271) % 2_147_483_647;
        return String.fromCharCode(0x4e00 + (seed % 20_000));
      }).join('');
    const given = manyFindings(4000);
    const evidence = report('canonical').findings[0]?.evidence[0] as Evidence;
    const findings = given.findings.map((finding) => ({
      ...finding,
      message: noise(),
      evidence: [{ ...evidence, observed: noise() }],
    }));
    const text = rendered(sarif, { ...given, findings });
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    const { results } = JSON.parse(text).runs[0] as Run;
    expect(results.length).toBeGreaterThan(1000);
    expect(results.length).toBeLessThan(4000);
  });

  test('nothing is said where everything fits', () => {
    expect(sarif.notes(report('canonical'), OPTIONS)).toEqual([]);
    expect(sarif.notes(manyFindings(600), OPTIONS)).toEqual([]);
  });
});

test('an audit that is not complete was not successful', () => {
  expect(runOf(report('canonical')).invocations[0]?.executionSuccessful).toBe(false);
  expect(runOf(report('empty')).invocations[0]?.executionSuccessful).toBe(true);
  const ids = runOf(report('canonical')).invocations[0]?.toolExecutionNotifications.map(({ descriptor }) => descriptor.id);
  expect(ids).toEqual(['audit-incomplete', 'source-damaged', 'record-rejected', 'policy-not-used']);
});
