import { resolve } from 'node:path';
import { type ControlParts, controlsOf } from './compliance/controls.ts';
import type { Tally } from './evaluate/tally.ts';
import { nearestName } from './lib/nearest-name.ts';
import { writeRfc3339 } from './lib/rfc3339.ts';
import { shellWord } from './lib/shell-word.ts';
import type { Diagnostic, DiagnosticLevel } from './model/diagnostic.ts';
import type { Policy } from './model/policy.ts';
import type { DiagnosticReport, Finding, Report, SourceReport } from './model/report.ts';
import type { AuditSettings } from './model/settings.ts';
import { severityRank } from './model/severity.ts';
import type { FoundHint, Reader } from './store/read.ts';
import type { SharedName } from './store/resolve.ts';
import { baselineReport, ignoredEntries, markKnown } from './triage/baseline.ts';
import { incompleteBecause } from './triage/complete.ts';
import { countFindings } from './triage/count-findings.ts';
import { compareFindings } from './triage/order.ts';

/** Everything that a report is put together from. */
export interface ReportParts {
  readonly settings: AuditSettings;
  readonly policy: Policy;
  readonly version: string;
  readonly missingPaths: readonly string[];
  readonly reader: Reader;
  readonly tally: Tally;
  /** Servers that the logs tell of. */
  readonly servers: ReadonlySet<string>;
  readonly findings: readonly Finding[];
  readonly controls: Omit<ControlParts, 'findings' | 'complete'>;
  readonly diagnostics: readonly Diagnostic[];
  readonly sharedNames: readonly SharedName[];
}

const LEVELS: readonly DiagnosticLevel[] = ['error', 'warning', 'note'];

const toReport = ({ code, level, message, hint, location, count }: Diagnostic): DiagnosticReport => ({
  code,
  level,
  message,
  hint: hint ?? null,
  source: location?.source ?? null,
  line: location?.line ?? null,
  count: count ?? 1,
});

/** Pairs of names that are compared: where there are more, it is not for a slip of the pen. */
const MOST_PAIRS = 10_000;

/** Tells the nearest of some names, to each of others. */
const nearNames = (others: { readonly length: number }, names: ReadonlySet<string>): ((name: string) => string) => {
  if (others.length * names.size > MOST_PAIRS) return () => '';
  return (name) => {
    const near = nearestName(name, names);
    return near === undefined ? '' : ` Did you mean ${near}?`;
  };
};

/** A server that only one of policy and logs knows is often a typo: tell it with the nearest name (contract §3.3). */
const serverDiagnostics = ({ policy, servers }: ReportParts): Diagnostic[] => {
  if (policy.path === undefined || servers.size === 0) return [];
  const configured = new Set(policy.servers.map(({ id }) => id));
  const lacking = [...servers].filter((id) => !configured.has(id)).sort();
  const unseen = [...configured].filter((id) => !servers.has(id)).sort();
  const [nearConfigured, nearLogged] = [nearNames(lacking, configured), nearNames(unseen, servers)];
  return [
    ...lacking.map(
      (id): Diagnostic => ({
        code: 'server-not-in-policy',
        level: 'warning',
        message: `The logs tell of the server ${id}, which the policy does not list: what it demands is not known.${nearConfigured(id)}`,
        hint: 'List it under `servers` with its resource identifiers and tools.',
      }),
    ),
    ...unseen.map(
      (id): Diagnostic => ({
        code: 'server-not-in-log',
        level: 'note',
        message: `The policy lists the server ${id}, and no record names it.${nearLogged(id)}`,
      }),
    ),
  ];
};

const noPolicy = ({ policy }: ReportParts): Diagnostic[] =>
  policy.path !== undefined
    ? []
    : [
        {
          code: 'no-policy',
          level: 'warning',
          message:
            'No policy was given, so what the servers should have demanded is not known: issuers and their keys, audiences, scopes of tools, binding.',
          hint: 'Draft one with bindcheck init PATH, or name one with --policy; with it, signatures, audiences and scopes can be judged.',
        },
      ];

const sharedNameDiagnostics = ({ sharedNames }: ReportParts): Diagnostic[] =>
  sharedNames.map(({ recordId, contents }) => ({
    code: 'duplicate-id-other-content' as const,
    level: 'warning' as const,
    message: `The record id ${recordId} came with ${contents} different contents; all but the earliest are named ${recordId}~ and 8 hex digits.`,
    hint: 'Give every event an id of its own.',
  }));

const SINGLE_KEY =
  'If it is yours, put it into a key set, {"keys": [...]}, and name that in the policy (`issuers[].jwks`) or with --jwks ISSUER=FILE.';

const hintText = ({ source, hint }: FoundHint): Diagnostic => {
  if (hint.what === 'policy')
    return {
      code: 'policy-not-used',
      level: 'note',
      message: `${source} is a policy that lies among the logs: it was not used, since what is audited must not set its own rules.`,
      hint: `Name it with --policy ${shellWord(source)} if it is yours.`,
      location: { source },
    };
  return {
    code: 'key-set-not-trusted',
    level: 'note',
    message: `${source} (${hint.what}) lies among the logs and is not trusted.`,
    hint:
      hint.what === 'jwk'
        ? SINGLE_KEY
        : 'Name it in the policy (`issuers[].jwks`, `servers[].resource`) or with --jwks ISSUER=FILE if it is yours.',
    location: { source },
  };
};

/** Key sets and the policy that are in use need no hint, although they may lie below the folder audited. */
const hintDiagnostics = ({ policy, reader }: ReportParts): Diagnostic[] => {
  const inUse = new Set(
    [policy.path, ...policy.issuers.flatMap(({ jwks }) => jwks.map(({ path }) => path))].map((path) => path && resolve(path)),
  );
  return reader
    .hints()
    .filter(({ source }) => !inUse.has(resolve(source)))
    .map(hintText);
};

const diagnosticsOf = (parts: ReportParts): DiagnosticReport[] => {
  const own = [
    ...parts.diagnostics,
    ...noPolicy(parts),
    ...serverDiagnostics(parts),
    ...sharedNameDiagnostics(parts),
    ...hintDiagnostics(parts),
    ...(parts.settings.baseline ? ignoredEntries(parts.settings.baseline) : []),
  ].map(toReport);
  return [...parts.reader.diagnostics(), ...own].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
};

const isShown = ({ minSeverity }: AuditSettings, { severity }: Finding): boolean =>
  minSeverity === undefined || severityRank(severity) <= severityRank(minSeverity);

/** Puts the report together. Everything in it has a total order. */
export const assembleReport = (parts: ReportParts): Report => {
  const { settings, policy, reader, tally } = parts;
  const sources = reader.sources();
  const counted = tally.summary();
  const because = incompleteBecause(sources, parts.missingPaths, counted, settings);
  const { baseline } = settings;
  const findings = (baseline ? markKnown(parts.findings, baseline) : [...parts.findings]).sort(compareFindings);
  const report: Report = {
    schema: 'bindcheck.report/1',
    tool: { name: 'bindcheck', version: parts.version },
    run: {
      as_of: writeRfc3339(settings.asOf) as string,
      policy: policy.path === undefined ? null : { path: policy.path, sha256: policy.sha256 as string },
      since: writeRfc3339(settings.since),
      until: writeRfc3339(settings.until),
    },
    sources: sources.map(({ named: _, ...source }): SourceReport => source),
    diagnostics: diagnosticsOf(parts),
    summary: {
      ...counted,
      duplicates: sources.reduce((sum, { duplicates }) => sum + duplicates, 0),
      findings: countFindings(findings),
      complete: because.length === 0,
      incomplete_because: because,
    },
    rules: tally.rules(),
    findings: findings.filter((finding) => isShown(settings, finding)),
    controls: controlsOf({ ...parts.controls, findings, complete: because.length === 0 }),
  };
  return baseline ? { ...report, baseline: baselineReport(baseline, findings, report) } : report;
};
