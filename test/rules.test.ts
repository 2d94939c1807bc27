import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FactLookup, judgeRule } from '../src/evaluate/judge.ts';
import { approvalSet } from '../src/facts/approval-set.ts';
import type { Fact } from '../src/facts/fact.ts';
import { indexPolicy } from '../src/facts/policy-index.ts';
import type { ApprovalRecord, RevocationRecord } from '../src/facts/records.ts';
import { RevocationLine, revocationSet, wholeLine } from '../src/facts/revocation-set.ts';
import type { FactName, Member } from '../src/facts/values.ts';
import { readRfc3339 } from '../src/lib/rfc3339.ts';
import { FINDING_CLASSES } from '../src/model/framework.ts';
import { NO_POLICY, type Policy } from '../src/model/policy.ts';
import { REASONS, type Reason } from '../src/model/reasons.ts';
import type { Verdict } from '../src/model/verdict.ts';
import { type AggregateRule, isAggregateRule, type Rule } from '../src/rules/define.ts';
import { RULES, ruleById } from '../src/rules/index.ts';

type Given = Readonly<Record<string, unknown>>;

/** One scenario of one rule in terms of the facts that it declares. Times are written as RFC 3339, maps as objects. */
interface Fixture {
  readonly story: string;
  readonly given?: Given;
  readonly unknown?: Readonly<Record<string, readonly Reason[]>>;
  /** Facts that no signature vouches for. */
  readonly unverified?: readonly string[];
  /** Executions of the group, in order of time. */
  readonly members?: readonly Member[];
  /** What a rule over a source, an issuer or a server is shown, one record after the other, in place of `given`. */
  readonly records?: readonly { readonly given: Given; readonly fields?: Member['fields'] }[];
  readonly expect: Verdict;
}

/** What a rule is judged by in the contract; texts of ours are `title`, `why` and `fix`. */
interface CatalogueEntry {
  readonly id: string;
  readonly fails_when: string;
  readonly not_evaluable_when: string;
  readonly breaks_binding: boolean;
}

const FOLDER = 'fixtures/rules';

const revive = (_name: string, value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return /^-?Infinity$/.test(value) ? Number(value) : (readRfc3339(value)?.milliseconds ?? value);
};

const readFixture = (path: string): Fixture => JSON.parse(readFileSync(path, 'utf8'), revive);

const declaredBy = (rule: Rule): readonly string[] =>
  isAggregateRule(rule) ? rule.uses : [...(rule.when ?? []), ...rule.needs, ...(rule.uses ?? [])];

const mentionedBy = ({ given, unknown, unverified, records }: Fixture): readonly string[] => [
  ...Object.keys(given ?? {}),
  ...(records ?? []).flatMap((record) => Object.keys(record.given)),
  ...Object.keys(unknown ?? {}),
  ...(unverified ?? []),
];

const identitiesOf = (written: unknown = []) =>
  indexPolicy({ ...NO_POLICY, identities: written as Policy['identities'] }, []).identities;

const revocationsOf = (written: unknown) =>
  revocationSet(
    (written as RevocationRecord[]).map((record, list) =>
      wholeLine(new RevocationLine([{ ...record, place: 0 }]), record.what, list),
    ),
  );

/** Facts that JSON cannot hold, from the form in which a fixture, or the policy, writes them. */
const FORMS: Partial<Record<FactName, (written: unknown, given: Given) => unknown>> = {
  resourcesByServer: (written) => new Map(Object.entries(written as object)),
  identities: (written) => identitiesOf(written),
  approvals: (written, { identities }) => approvalSet(written as ApprovalRecord[], identitiesOf(identities)),
  tokenRevocations: (written) => revocationsOf(written),
  partyRevocations: (written) => revocationsOf(written),
};

const lookupOf = ({ given = {}, unknown, unverified }: Fixture): FactLookup => {
  const factOf = (name: FactName): Fact<unknown> => {
    if (!Object.hasOwn(given, name)) return { known: false, reasons: unknown?.[name] ?? [] };
    const value = FORMS[name]?.(given[name], given) ?? given[name];
    return { known: true, value, verified: !unverified?.includes(name) };
  };
  return factOf as FactLookup;
};

const collectFrom = (rule: AggregateRule, records: Fixture['records'] = []): Verdict => {
  const counts = rule.begin();
  for (const [index, { given, fields = {} }] of records.entries()) {
    const facts = Object.fromEntries(rule.uses.map((name) => [name, given[name]]));
    const record: Member = { name: `i-${index + 1}`, server: 'git-mcp', ambiguous: false, fields };
    rule.add(counts, facts as Parameters<typeof rule.add>[1], record, 1);
  }
  return rule.verdict(counts);
};

const verdictOf = (rule: Rule, fixture: Fixture): Verdict =>
  isAggregateRule(rule)
    ? collectFrom(rule, fixture.records)
    : judgeRule(rule, lookupOf(fixture), fixture.members ?? [], (_, error) => {
        throw error;
      });

const fixturesOf = (rule: Rule): readonly string[] => {
  const folder = `${FOLDER}/${rule.id}`;
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

const required = (rule: Rule): readonly string[] =>
  rule.notEvaluableWhen === '-' ? ['fail.json', 'pass.json'] : ['fail.json', 'not-evaluable.json', 'pass.json'];

const SCENARIO = /^(fail|pass|not-evaluable|not-applicable)(-[a-z0-9-]+)?\.json$/;

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  it('has a scenario for each answer', () => {
    expect(fixturesOf(rule)).toEqual(expect.arrayContaining([...required(rule)]));
    expect(fixturesOf(rule).filter((name) => !SCENARIO.test(name))).toEqual([]);
  });

  it.each(fixturesOf(rule))('%s', (name) => {
    const fixture = readFixture(`${FOLDER}/${rule.id}/${name}`);
    expect(mentionedBy(fixture).filter((fact) => !declaredBy(rule).includes(fact))).toEqual([]);
    expect(fixture.expect.is).toBe(SCENARIO.exec(name)?.[1]);
    expect(verdictOf(rule, fixture)).toEqual(fixture.expect);
  });
});

it('every scenario belongs to a rule', () => {
  const folders = readdirSync(FOLDER).flatMap((family) =>
    readdirSync(`${FOLDER}/${family}`).map((state) => `${family}/${state}`),
  );
  expect(folders.filter((id) => !ruleById(id))).toEqual([]);
});

describe('the catalogue', () => {
  const { rules: catalogue } = JSON.parse(readFileSync('test/contract/rules.json', 'utf8')) as { rules: CatalogueEntry[] };

  const asInCatalogue = (rule: Rule): unknown => ({
    id: rule.id,
    class: rule.class,
    severity: rule.severity,
    over: rule.over,
    fails_when: rule.failsWhen,
    not_evaluable_when: rule.notEvaluableWhen,
    spec: rule.spec,
    breaks_binding: rule.breaksBinding,
    matters: rule.matters,
    baselineable: rule.baselineable,
  });

  it('is what the rules say of themselves, in its order', () => {
    expect(RULES.map(asInCatalogue)).toEqual(catalogue);
  });

  it('uses known classes', () => {
    expect(RULES.filter((rule) => !FINDING_CLASSES.includes(rule.class))).toEqual([]);
  });
});

describe('texts', () => {
  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s says why it matters and how to mend it',
    (_id, { title, why, fix }) => {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(why).toMatch(/^[A-Z].*\.$/);
      expect(fix).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('are the rule’s own', () => {
    const titles = RULES.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

it('scenarios give reasons of the closed list', () => {
  const reasons = RULES.flatMap((rule) => fixturesOf(rule).map((name) => readFixture(`${FOLDER}/${rule.id}/${name}`))).flatMap(
    (fixture) => [
      ...Object.values(fixture.unknown ?? {}).flat(),
      ...(fixture.expect.is === 'not-evaluable' ? fixture.expect.reasons : []),
    ],
  );
  expect([...new Set(reasons)].filter((reason) => !Object.hasOwn(REASONS, reason))).toEqual([]);
});

describe('replay/bearer-context', () => {
  const schema = JSON.parse(readFileSync('src/policy/policy.schema.json', 'utf8'));
  const fields: readonly string[] = schema.properties.replay.properties.context.items.enum;
  const camelCase = (name: string): string => name.replace(/_[a-z]/g, (match) => (match[1] as string).toUpperCase());

  it.each(fields)('compares %s where the policy names it', (field) => {
    const member = (name: string, value: string): Member => ({
      name,
      server: 's',
      ambiguous: false,
      fields: { [camelCase(field)]: value },
    });
    const given = { tokenPresented: true, confirmation: null, replayContext: [field] };
    const rule = ruleById('replay/bearer-context') as Rule;
    const fixture = {
      story: '',
      given,
      members: [member('i-1', 'one'), member('i-2', 'other')],
      expect: { is: 'fail' },
    } as unknown as Fixture;
    expect(verdictOf(rule, fixture)).toMatchObject({ is: 'fail', observed: `${field} is one (i-1), then other (i-2)` });
  });
});
