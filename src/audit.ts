import { createAggregateJudge } from './evaluate/aggregates.ts';
import { type Assessment, assess, planOf, type RuleErrorListener } from './evaluate/assess.ts';
import { serverClocks } from './evaluate/clock-offset.ts';
import { type Coverage, createCoverage } from './evaluate/coverage.ts';
import { judgeGroups } from './evaluate/groups.ts';
import { createTally, type Tally } from './evaluate/tally.ts';
import { foldVantagePoints } from './evaluate/vantage.ts';
import { type VerdictLine, verdictLine } from './evaluate/verdict-line.ts';
import { evidenceSource } from './facts/evidence-source.ts';
import { indexPolicy, type PolicyIndex } from './facts/policy-index.ts';
import type { ServerClock, SubjectSource } from './facts/subject.ts';
import { linksOf } from './frameworks/index.ts';
import { matchesGlob } from './lib/glob-pattern.ts';
import { remembering } from './lib/remembering.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { ControlName } from './model/framework.ts';
import type { Policy } from './model/policy.ts';
import type { Report } from './model/report.ts';
import type { RuleText } from './model/rule-text.ts';
import type { AuditSettings } from './model/settings.ts';
import type { KeyFacts } from './model/token.ts';
import { assembleReport } from './report.ts';
import type { Rule } from './rules/define.ts';
import { createFolding } from './store/fold.ts';
import type { OpenDatabase } from './store/open.ts';
import { createReader, type Reader } from './store/read.ts';
import { resolveIdentities } from './store/resolve.ts';
import { createExceptions } from './triage/exceptions.ts';

/** What an audit is made over. */
export interface AuditInput {
  readonly database: OpenDatabase;
  readonly policy: Policy;
  readonly keys: readonly KeyFacts[];
  readonly rules: readonly Rule[];
  readonly settings: AuditSettings;
  readonly version: string;
  /** What was to be said before the evaluation: of paths, of sources. */
  readonly diagnostics: readonly Diagnostic[];
  readonly missingPaths: readonly string[];
  /** Each invocation's verdicts, in a fixed order. */
  onVerdict?(line: VerdictLine): void;
  onProgress?(done: number, all: number): void;
}

const bearsOn = (rule: RuleText, controls: readonly ControlName[]): boolean =>
  linksOf(rule.class).some((link) => controls.some(({ framework, id }) => link.framework === framework && link.id === id));

const isReportedRule = ({ rules, skipRules, controls }: AuditSettings): ((rule: RuleText) => boolean) => {
  const matchesAny = (globs: readonly string[], id: string): boolean => globs.some((glob) => matchesGlob(glob, id));
  return (rule) =>
    (rules.length === 0 || matchesAny(rules, rule.id)) &&
    !matchesAny(skipRules, rule.id) &&
    (controls === undefined || bearsOn(rule, controls));
};

/** Filters choose what is reported; groups, `bound` and levels see everything ingested (contract §2). */
const isReportedTime = ({ since, until }: AuditSettings): ((assessment: Assessment) => boolean) => {
  if (since === undefined && until === undefined) return () => true;
  return ({ subject }) => {
    const time = subject.invocation.fields.eventTime ?? subject.invocation.fields.logTime;
    return time !== undefined && time >= (since ?? Number.NEGATIVE_INFINITY) && time < (until ?? Number.POSITIVE_INFINITY);
  };
};

const clocksOf = (reader: Reader, index: PolicyIndex): ReadonlyMap<string, ServerClock> => {
  function* delays() {
    for (const { serverName, httpUrl, delay } of reader.proofDelays()) {
      const server = index.serverOf({ ...(serverName === null ? {} : { serverName }), ...(httpUrl === null ? {} : { httpUrl }) });
      if (server !== undefined) yield { server, delay };
    }
  }
  return serverClocks(delays(), index.policy.clockSkew);
};

const NO_PROOFS: ServerClock = { proofs: 0, offset: 0 };

const subjectSource = (reader: Reader, index: PolicyIndex, asOf: number): SubjectSource => {
  const clocks = clocksOf(reader, index);
  const proof = (id: number) => reader.proof(id).facts;
  const sessions = new Set(reader.sharedSessions().map(({ server, issuer }) => JSON.stringify([server, issuer])));
  return {
    index,
    proof,
    token: remembering(reader.token, 20_000),
    tokenNamed: reader.tokenNamed,
    introspections: remembering(reader.introspections, 20_000),
    serverClock: (server) => (server === undefined ? undefined : clocks.get(server)) ?? NO_PROOFS,
    evidence: evidenceSource(reader.evidence),
    sharesSessions: (server, issuer) => sessions.has(JSON.stringify([server, issuer])),
    asOf,
  };
};

const ruleErrors = (): { listener: RuleErrorListener; diagnostics: () => Diagnostic[] } => {
  const found = new Map<string, { count: number; first: string; error: string }>();
  return {
    listener: (rule, invocation, error) => {
      const before = found.get(rule.id);
      if (before) before.count++;
      else
        found.set(rule.id, { count: 1, first: invocation.name, error: error instanceof Error ? error.message : String(error) });
    },
    diagnostics: () =>
      [...found].map(([rule, { count, first, error }]) => ({
        code: 'rule-error' as const,
        level: 'warning' as const,
        message: `The rule ${rule} failed on ${first}: ${error}. Its verdict there is not-evaluable.`,
        hint: 'This is a fault of bindcheck; please report it.',
        count,
      })),
  };
};

/** One pass over all invocations. */
const assessAll = (
  input: AuditInput,
  reader: Reader,
  source: SubjectSource,
  tally: Tally,
  coverage: Coverage,
  onError: RuleErrorListener,
): Set<string> => {
  const aggregates = createAggregateJudge(input.rules);
  const { rules, settings } = input;
  const isReported = isReportedRule(settings);
  const inPeriod = isReportedTime(settings);
  const groups = judgeGroups(rules, reader.groups, source, onError);
  const plan = planOf(rules);
  const servers = new Set<string>();
  const all = reader.countInvocations();
  let done = 0;
  for (const invocation of reader.invocations()) {
    const assessment = assess(invocation, source, plan, groups, onError);
    const reported = inPeriod(assessment);
    tally.add(assessment, reported);
    if (reported) coverage.add(assessment);
    aggregates.add(assessment);
    if (assessment.subject.serverId !== undefined) servers.add(assessment.subject.serverId);
    if (reported && input.onVerdict) input.onVerdict(verdictLine(assessment, rules, isReported));
    if (++done % 1000 === 0) input.onProgress?.(done, all);
  }
  for (const verdict of aggregates.verdicts()) {
    tally.addAggregate(verdict);
    coverage.addAggregate(verdict);
  }
  return servers;
};

/** Those of the command line, else those of the controls that it names, else those of the policy; absent: all. */
const frameworksAskedFor = ({ frameworks, controls }: AuditSettings, policy: Policy): readonly string[] | undefined =>
  frameworks ?? controls?.map(({ framework }) => framework) ?? policy.frameworks;

/** The program on one page: what a database holds, judged by all rules against a policy, as a report. */
export const audit = (input: AuditInput): Report => {
  const { database, policy, keys, rules, settings } = input;
  const index = indexPolicy(policy, keys);
  const shared = resolveIdentities(database.connection);
  foldVantagePoints(createFolding(database.connection), index);
  const reader = createReader(database.connection);
  const errors = ruleErrors();
  const exceptions = createExceptions(policy.exceptions, settings.asOf);
  const isReported = isReportedRule(settings);
  const tally = createTally(rules, isReported, exceptions.covering);
  const coverage = createCoverage(rules, isReported);
  const servers = assessAll(input, reader, subjectSource(reader, index, settings.asOf), tally, coverage, errors.listener);
  const frameworks = frameworksAskedFor(settings, policy);
  const findings = tally.findings().map((finding) => ({
    ...finding,
    controls: linksOf(finding.class, frameworks).map(({ framework, id, title, strength }) => ({
      framework,
      id,
      title,
      strength,
    })),
  }));
  return assembleReport({
    settings,
    policy,
    version: input.version,
    missingPaths: input.missingPaths,
    reader,
    tally,
    servers,
    findings,
    controls: { rules, isReported, frameworks, only: settings.controls, reachOf: coverage.reachOf },
    diagnostics: [...input.diagnostics, ...exceptions.diagnostics(), ...errors.diagnostics()],
    sharedNames: shared,
  });
};
