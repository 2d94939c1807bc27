import { type AggregateCounts, createAggregateJudge } from './evaluate/aggregates.ts';
import { type Answer, type Assessment, planOf, type RuleErrorListener } from './evaluate/assessment.ts';
import { createClassJudge, type Remembered } from './evaluate/class-judge.ts';
import { createCoverage } from './evaluate/coverage.ts';
import { createFindingFolder, type GrowingFindings } from './evaluate/finding.ts';
import { type GroupInput, judgeGroups, type KeptVerdicts, verdictsOf } from './evaluate/groups.ts';
import { createTally, reportedTimes, type Tally, type TallyState } from './evaluate/tally.ts';
import { evidenceSource } from './facts/evidence-source.ts';
import { indexPolicy } from './facts/policy-index.ts';
import { subjectsFrom } from './facts/registry.ts';
import type { ClassSubject, ServerClock, SubjectSource } from './facts/subject.ts';
import { faultMessage } from './lib/fault-text.ts';
import { remembering } from './lib/remembering.ts';
import type { Policy } from './model/policy.ts';
import type { AuditSettings } from './model/settings.ts';
import type { StoredRecord } from './model/stored.ts';
import type { KeyFacts } from './model/token.ts';
import type { Rule } from './rules/define.ts';
import type { BlockRange, Reader } from './store/read.ts';
import { createExceptions } from './triage/exceptions.ts';

/** What a database is judged by. Plain data, the rules apart. */
export interface JudgeTerms {
  readonly policy: Policy;
  readonly keys: readonly KeyFacts[];
  readonly settings: AuditSettings;
  /** Ids of the rules that are reported. */
  readonly reported: ReadonlySet<string>;
  /** By server, as the policy names it. */
  readonly clocks: ReadonlyMap<string, ServerClock>;
  /** See `Reader.sharedSessions`. */
  readonly sharedSessions: readonly { readonly server: string | null; readonly issuer: string }[];
}

/** A rule that threw: how often, and where first. */
export interface RuleFault {
  count: number;
  readonly first: string;
  readonly error: string;
}

/** What was found in part of a database, its findings apart: plain data, which adds up to the whole in any order. */
export interface PartOutcome {
  readonly tally: TallyState;
  /** See `Coverage.states`. */
  readonly coverage: ReadonlyMap<number, number>;
  readonly aggregates: AggregateCounts;
  readonly servers: ReadonlySet<string>;
  readonly covered: readonly number[];
  readonly faults: ReadonlyMap<string, RuleFault>;
}

/** Hears of each invocation as it is judged, and whether it is within what is reported. */
export type AssessmentListener = (assessment: Assessment, reported: boolean) => void;

/** Judging underway: it stops after each so many invocations, says how many these were, and goes on when it is asked to. */
export type Judging = Generator<number, PartOutcome>;

/** Verdicts of groups that were kept, and rules that threw on some. Plain data. */
export interface GroupOutcome {
  readonly kept: KeptVerdicts;
  readonly faults: ReadonlyMap<string, RuleFault>;
}

/** Judges groups and parts of one database. */
export interface Judge {
  groups(): GroupOutcome;
  /** Judges records in the order in which they come. */
  records(records: Iterable<StoredRecord>, kept: KeptVerdicts, onAssessed: AssessmentListener): Judging;
  /** Judges those of a range in whatever order is the cheapest. */
  range(range: Partial<BlockRange>, kept: KeptVerdicts): Judging;
}

/** Filters choose what is reported; groups, `bound` and levels see everything ingested (contract §2). */
const isReportedTime = ({ since, until }: AuditSettings): ((record: StoredRecord) => boolean) => {
  if (since === undefined && until === undefined) return () => true;
  return (record) => {
    const time = record.time ?? record.own.fields.logTime;
    return time !== undefined && time >= (since ?? Number.NEGATIVE_INFINITY) && time < (until ?? Number.POSITIVE_INFINITY);
  };
};

const NO_PROOFS: ServerClock = { proofs: 0, offset: 0 };

/** What subjects are drawn from, but for what is remembered of credentials meanwhile. */
type Ground = Omit<SubjectSource, 'token' | 'introspections' | 'credentials'>;

const groundOf = (reader: Reader, { policy, keys, settings, clocks, sharedSessions }: JudgeTerms): Ground => {
  const sessions = new Set(sharedSessions.map(({ server, issuer }) => JSON.stringify([server, issuer])));
  return {
    index: indexPolicy(policy, keys),
    tokenNamed: reader.tokenNamed,
    serverClock: (server) => (server === undefined ? undefined : clocks.get(server)) ?? NO_PROOFS,
    evidence: evidenceSource(reader.evidence),
    sharesSessions: (server, issuer) => sessions.has(JSON.stringify([server, issuer])),
    asOf: settings.asOf,
  };
};

const subjectsOf = (reader: Reader, ground: Ground, { credentials }: Remembered): ((record: StoredRecord) => ClassSubject) =>
  subjectsFrom({
    ...ground,
    token: remembering(reader.token, credentials),
    introspections: remembering(reader.introspections, credentials),
    credentials,
  });

const listenForFaults =
  (faults: Map<string, RuleFault>): RuleErrorListener =>
  (rule, { name }, error) => {
    const before = faults.get(rule.id);
    if (before) before.count++;
    else faults.set(rule.id, { count: 1, first: name, error: faultMessage(error) });
  };

/** An empty tally for these terms, with the exceptions at work on it, and what folds fails into `growing`. */
const beginTally = (rules: readonly Rule[], { policy, settings, reported }: JudgeTerms, growing: GrowingFindings) => {
  const isReported = ({ id }: Rule): boolean => reported.has(id);
  const exceptions = createExceptions(policy.exceptions, settings.asOf);
  const folder = createFindingFolder(policy.exceptions, growing);
  const tally = createTally({ rules, isReported, folder, exceptionFor: exceptions.covering });
  return { tally, exceptions, coverage: createCoverage(rules, isReported) };
};

interface Pass {
  readonly subjectOf: (remembered: Remembered) => (record: StoredRecord) => ClassSubject;
  readonly rules: readonly Rule[];
  readonly terms: JudgeTerms;
  readonly growing: GrowingFindings;
}

/** Where records come together; what is remembered for longer has to be moved, and looked through, by the garbage collector. */
const TOGETHER: Remembered = { classes: 10, credentials: 20 };
const AS_LOGGED: Remembered = { classes: 2_000, credentials: 500 };

interface Passing {
  readonly records: Iterable<StoredRecord>;
  readonly remembered: Remembered;
  readonly kept: KeptVerdicts;
  readonly onAssessed?: AssessmentListener;
}

/** Invocations that are judged between two stops. */
const STEP = 2_000;

/** One pass over some records. */
function* judgeRecords({ subjectOf, rules, terms, ...pass }: Pass, { records, remembered, kept, onAssessed }: Passing): Judging {
  const { tally, exceptions, coverage } = beginTally(rules, terms, pass.growing);
  const aggregates = createAggregateJudge(rules);
  const count = (answer: Answer): void => {
    tally.count(answer);
    const times = reportedTimes(answer);
    if (times > 0) coverage.add(answer, times);
  };
  const faults = new Map<string, RuleFault>();
  const servers = new Set<string>();
  const isReported = isReportedTime(terms.settings);
  const judge = createClassJudge({
    plan: planOf(rules),
    subjectOf: subjectOf(remembered),
    groups: verdictsOf(kept),
    remembered,
    onError: listenForFaults(faults),
    onAnswer: count,
    onForget: aggregates.settle,
  });
  let done = 0;
  for (const record of records) {
    const assessment = judge.judge(record);
    const reported = isReported(record);
    tally.note(assessment, reported);
    aggregates.add(assessment);
    if (assessment.subject.serverId !== undefined) servers.add(assessment.subject.serverId);
    onAssessed?.(assessment, reported);
    assessment.subject.rest();
    if (++done % STEP === 0) yield STEP;
  }
  judge.forget();
  return {
    tally: tally.state,
    coverage: coverage.states,
    aggregates: aggregates.counted,
    servers,
    covered: exceptions.covered,
    faults,
  };
}

/** Makes the judge of a database by these terms, whose findings grow in `growing`. */
export const createJudge = (reader: Reader, rules: readonly Rule[], terms: JudgeTerms, growing: GrowingFindings): Judge => {
  const ground = groundOf(reader, terms);
  const subjectOf: Pass['subjectOf'] = (remembered) => subjectsOf(reader, ground, remembered);
  const pass = { subjectOf, rules, terms, growing };
  const input: Omit<GroupInput, 'onError' | 'subjectOf'> = { rules, policy: terms.policy, groups: reader.groups };
  return {
    groups: () => {
      const faults = new Map<string, RuleFault>();
      const judging = { ...input, subjectOf: subjectOf(AS_LOGGED), onError: listenForFaults(faults) };
      return { kept: judgeGroups(judging), faults };
    },
    records: (records, kept, onAssessed) => judgeRecords(pass, { records, remembered: AS_LOGGED, kept, onAssessed }),
    range: (range, kept) => judgeRecords(pass, { records: reader.stored(range), remembered: TOGETHER, kept }),
  };
};

const addFaults = (faults: Map<string, RuleFault>, others: ReadonlyMap<string, RuleFault>): void => {
  for (const [rule, fault] of others) {
    const before = faults.get(rule);
    if (before) before.count += fault.count;
    else faults.set(rule, { ...fault });
  }
};

/** Everything that was found. */
export interface Outcomes {
  readonly groups: GroupOutcome;
  readonly parts: readonly PartOutcome[];
}

/** Adds up the outcomes of parts, of which all findings are in `growing`, and adds those that take all parts. */
export const addUp = (rules: readonly Rule[], terms: JudgeTerms, { groups, parts }: Outcomes, growing: GrowingFindings) => {
  const { tally, exceptions, coverage } = beginTally(rules, terms, growing);
  const aggregates = createAggregateJudge(rules);
  const servers = new Set<string>();
  const faults = new Map<string, RuleFault>();
  addFaults(faults, groups.faults);
  for (const part of parts) {
    tally.merge(part.tally);
    coverage.merge(part.coverage);
    aggregates.merge(part.aggregates);
    exceptions.merge(part.covered);
    for (const server of part.servers) servers.add(server);
    addFaults(faults, part.faults);
  }
  for (const verdict of aggregates.verdicts()) {
    tally.addAggregate(verdict);
    coverage.addAggregate(verdict);
  }
  return { tally: tally as Tally, coverage, exceptions, servers, faults };
};
