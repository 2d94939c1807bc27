import { sha256Hex } from '../lib/digest.ts';
import type { Baseline, BaselineEntry } from '../model/baseline.ts';
import { UsageError } from '../model/errors.ts';
import type { Finding } from '../model/report.ts';
import { SEVERITIES } from '../model/severity.ts';

const SCHEMA = 'bindcheck.baseline/1';
const TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTextOrNull = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string';

/** What each member of an entry must be, in words and as a test. */
const MEMBERS: Readonly<Record<string, readonly [expected: string, test: (value: unknown) => boolean]>> = {
  fingerprint: ['the fingerprint of a finding', isText],
  rule: ['the id of a rule', isText],
  severity: [`one of ${SEVERITIES.join(', ')}`, (value) => (SEVERITIES as readonly unknown[]).includes(value)],
  title: ['text', isText],
  about: ['names and texts', (value) => isMembers(value) && Object.values(value).every((each) => typeof each === 'string')],
  since: ['a time such as 2026-03-18T14:00:00Z', (value) => isText(value) && TIME.test(value)],
  reason: ['text or null', isTextOrNull],
  owner: ['text or null', isTextOrNull],
};

const refuse = (path: string, message: string): never => {
  throw new UsageError(
    `${path} cannot be used as a baseline: ${message}`,
    'Mend it, or make it anew: bindcheck baseline create PATH... --output FILE',
  );
};

const parse = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(path, `it is no JSON (${(error as Error).message})`);
  }
};

const readEntry = (value: unknown, where: string, path: string): BaselineEntry => {
  if (!isMembers(value)) return refuse(path, `${where}: expected an object`);
  for (const [name, [expected, test]] of Object.entries(MEMBERS))
    if (!test(value[name])) refuse(path, `${where}.${name}: expected ${expected}`);
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(MEMBERS, name));
  if (unknown !== undefined) refuse(path, `${where}.${unknown}: expected one of ${Object.keys(MEMBERS).join(', ')}`);
  return {
    ...(value as unknown as BaselineEntry),
    reason: (value['reason'] ?? null) as string | null,
    owner: (value['owner'] ?? null) as string | null,
  };
};

/**
 * Reads a baseline; `path` is for messages and the report. Everything wrong with it is a `UsageError` that says where. Entries of
 * rules that `isBaselineable` denies are set apart.
 */
export const readBaseline = (text: string, path: string, isBaselineable: (rule: string) => boolean): Baseline => {
  const value = parse(text, path);
  if (!isMembers(value) || value['schema'] !== SCHEMA) return refuse(path, `expected an object with "schema": "${SCHEMA}"`);
  const { findings } = value;
  if (!Array.isArray(findings)) return refuse(path, 'findings: expected a list');
  const entries = findings.map((entry, index) => readEntry(entry, `findings[${index}]`, path));
  return {
    path,
    sha256: sha256Hex(text),
    entries: entries.filter(({ rule }) => isBaselineable(rule)),
    ignored: entries.filter(({ rule }) => !isBaselineable(rule)),
  };
};

/** The entry of a finding, as of a time (RFC 3339). */
export const entryOf = ({ fingerprint, rule, severity, title, about }: Finding, since: string): BaselineEntry => ({
  fingerprint,
  rule,
  severity,
  title,
  about,
  since,
  reason: null,
  owner: null,
});

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byRule = (a: BaselineEntry, b: BaselineEntry): number =>
  compareText(a.rule, b.rule) || compareText(a.fingerprint, b.fingerprint);

/** The file of a baseline: sorted, a line a member, and no stamp, so that its differences under version control are those of its entries. */
export const baselineText = (entries: readonly BaselineEntry[]): string =>
  `${JSON.stringify({ schema: SCHEMA, findings: [...entries].sort(byRule) }, null, 2)}\n`;
