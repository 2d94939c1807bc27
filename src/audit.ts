import { serverClocks } from './evaluate/clock-offset.ts';
import { createFindingFolder, type GrowingFindings } from './evaluate/finding.ts';
import { foldVantagePoints } from './evaluate/vantage.ts';
import { type VerdictLine, verdictLine } from './evaluate/verdict-line.ts';
import { indexPolicy, type PolicyIndex } from './facts/policy-index.ts';
import type { ServerClock } from './facts/subject.ts';
import { findingsOf, growFindings } from './findings.ts';
import { linksOf } from './frameworks/index.ts';
import {
  type AssessmentListener,
  addUp,
  createJudge,
  type JudgeTerms,
  type Judging,
  type Outcomes,
  type PartOutcome,
  type RuleFault,
} from './judge.ts';
import { dataWithoutCredentials, withoutCredentials } from './lib/credential-text.ts';
import { matchesGlob } from './lib/glob-pattern.ts';
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
import { readSharedNames, resolveIdentities } from './store/resolve.ts';
import { hireJudges } from './workers/judging.ts';

/** What an audit is made over. */
export interface AuditInput {
  readonly database: OpenDatabase;
  readonly policy: Policy;
  readonly keys: readonly KeyFacts[];
  readonly rules: readonly Rule[];
  /** Threads that may be used; with none everything is done here. The outcome is the same. Threads judge by all rules there are. */
  readonly threads?: number;
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

/** Which rules are reported: all, or those that the user chose. */
const isReportedRule = ({ rules, skipRules, controls }: AuditSettings): ((rule: RuleText) => boolean) => {
  const matchesAny = (globs: readonly string[], id: string): boolean => globs.some((glob) => matchesGlob(glob, id));
  return (rule) =>
    (rules.length === 0 || matchesAny(rules, rule.id)) &&
    !matchesAny(skipRules, rule.id) &&
    (controls === undefined || bearsOn(rule, controls));
};

const clocksOf = (reader: Reader, index: PolicyIndex): ReadonlyMap<string, ServerClock> => {
  function* delays() {
    for (const { call, delay } of reader.proofDelays()) {
      const server = index.serverOf(call);
      if (server !== undefined) yield { server, delay };
    }
  }
  return serverClocks(delays(), index.policy.clockSkew);
};

const faultDiagnostics = (faults: ReadonlyMap<string, RuleFault>): Diagnostic[] =>
  [...faults].map(([rule, { count, first, error }]) => ({
    code: 'rule-error' as const,
    level: 'warning' as const,
    message: `The rule ${rule} failed on ${first}: ${error}. Its verdict there is not-evaluable.`,
    hint: 'This is a fault of bindcheck; please report it.',
    count,
  }));

/**
 * Settles what depends on all sources: which records tell of the same, and what the policy makes of it. From then on the database
 * stays as it is until `thaw` is called, whoever else has it open.
 */
const settle = async ({
  database,
  policy,
  keys,
  settings,
  rules,
}: AuditInput): Promise<{ reader: Reader; terms: JudgeTerms; thaw: () => void }> => {
  const { connection } = database;
  const index = indexPolicy(policy, keys);
  const thaw = await database.freeze(() => {
    resolveIdentities(connection);
    foldVantagePoints(createFolding(connection), index);
  });
  const reader = createReader(connection);
  const clocks = clocksOf(reader, index);
  const reported = new Set(rules.filter(isReportedRule(settings)).map(({ id }) => id));
  return { reader, thaw, terms: { policy, keys, settings, reported, clocks, sharedSessions: reader.sharedSessions() } };
};

/** Judges to the end, and lets others have their turn at each stop: signals are heard there, and other threads. */
const finish = async (judging: Judging, onProgress: (more: number) => void): Promise<PartOutcome> => {
  for (;;) {
    const step = judging.next();
    if (step.done) return step.value;
    onProgress(step.value);
    await new Promise(setImmediate);
  }
};

/** Invocations from which on threads are worth their start. */
const WORTH_THREADS = 20_000;

/** A second thread gains little, since each has its own code to make ready and its own memory to look through. */
const FEWEST_THREADS = 3;

/** How many threads judge besides this one. Each verdict is told in order by one alone. */
const othersFor = ({ threads = 0, onVerdict }: AuditInput, all: number): number =>
  onVerdict || all < WORTH_THREADS || threads < FEWEST_THREADS ? 0 : threads - 1;

const tellVerdicts = ({ rules, settings, onVerdict }: AuditInput): AssessmentListener => {
  const isReported = isReportedRule(settings);
  return (assessment, reported) => {
    if (reported) onVerdict?.(verdictLine(assessment, rules, isReported));
  };
};

/** Judges groups, and then the parts of the database side by side, one of them here. */
const judgeAll = async (input: AuditInput, reader: Reader, terms: JudgeTerms, growing: GrowingFindings): Promise<Outcomes> => {
  const all = reader.countInvocations();
  const others = othersFor(input, all);
  let done = 0;
  const onProgress = (more: number): void => {
    done += more;
    input.onProgress?.(done, all);
  };
  const onGrown = createFindingFolder(input.policy.exceptions, growing).merge;
  const judges = hireJudges(others, { path: input.database.path, terms }, { onProgress, onGrown });
  try {
    const judge = createJudge(reader, input.rules, terms, growing);
    const groups = judge.groups();
    const [own = {}, ...shares] = reader.ranges(others + 1);
    const elsewhere = shares.map((range) => judges.judge(range, groups.kept));
    const here = input.onVerdict
      ? judge.records(reader.inOrder(), groups.kept, tellVerdicts(input))
      : judge.range(own, groups.kept);
    const part = await finish(here, onProgress);
    return { groups, parts: [part, ...(await Promise.all(elsewhere))] };
  } finally {
    await judges.close();
  }
};

/** Those of the command line, else those of the controls that it names, else those of the policy; absent: all. */
const frameworksAskedFor = ({ settings, policy }: AuditInput): readonly string[] | undefined =>
  settings.frameworks ?? settings.controls?.map(({ framework }) => framework) ?? policy.frameworks;

/** Judges what was settled, and puts the report together. */
const judged = async (input: AuditInput, reader: Reader, terms: JudgeTerms): Promise<Report> => {
  const { rules, settings, policy, version, missingPaths } = input;
  const frameworks = frameworksAskedFor(input);
  const growing = growFindings();
  const whole = addUp(rules, terms, await judgeAll(input, reader, terms, growing), growing);
  return assembleReport({
    settings,
    policy,
    version,
    missingPaths: missingPaths.map(withoutCredentials),
    reader,
    tally: whole.tally,
    servers: whole.servers,
    findings: findingsOf({ rules, policy, frameworks }, growing),
    controls: {
      rules,
      isReported: isReportedRule(settings),
      frameworks,
      only: settings.controls,
      reachOf: whole.coverage.reachOf,
    },
    diagnostics: dataWithoutCredentials([
      ...input.diagnostics,
      ...whole.exceptions.diagnostics(),
      ...faultDiagnostics(whole.faults),
    ]),
    sharedNames: readSharedNames(input.database.connection),
  });
};

/** The program on one page: what a database holds, judged by all rules against a policy, as a report. */
export const audit = async (input: AuditInput): Promise<Report> => {
  const { reader, terms, thaw } = await settle(input);
  try {
    return await judged(input, reader, terms);
  } finally {
    thaw();
  }
};
