import type { Finding, Report, Summary } from '../model/report.ts';
import { SEVERITIES, type Severity, severityRank } from '../model/severity.ts';

/** Exit codes, the same for every format (contract §2). */
export const EXIT = {
  clean: 0,
  findings: 1,
  usage: 2,
  nothing: 3,
  incomplete: 4,
  internal: 70,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** What sets the exit code, and the sentence that says so. */
export interface Ending {
  readonly code: number;
  readonly because: string;
}

export interface Gate {
  readonly failOn: Severity | 'never';
  readonly exitZero: boolean;
}

const countAtOrAbove = ({ findings }: Summary, failOn: Severity): number =>
  SEVERITIES.filter((severity) => severityRank(severity) <= severityRank(failOn)).reduce(
    (sum, severity) => sum + findings[severity],
    0,
  );

const worstOpen = (findings: readonly Finding[]): Finding | undefined => findings.find(({ state }) => state === 'open');

const findingsEnding = (report: Report, gate: Gate): Ending | undefined => {
  if (gate.failOn === 'never') return undefined;
  const count = countAtOrAbove(report.summary, gate.failOn);
  if (count === 0) return undefined;
  const worst = worstOpen(report.findings);
  const named = worst ? `, the worst ${worst.severity} ${worst.rule} (${worst.fingerprint.slice(0, 8)})` : '';
  const because = `${count} open finding${count === 1 ? '' : 's'} at or above ${gate.failOn}${named}`;
  return gate.exitZero ? { code: EXIT.clean, because: `${because}; --exit-zero` } : { code: EXIT.findings, because };
};

/** Decides how an audit ends. Findings outrank what is incomplete; `--exit-zero` turns 1 into 0 and nothing else. */
export const endingOf = (report: Report, gate: Gate): Ending => {
  const { summary } = report;
  if (summary.invocations === 0 && report.sources.every(({ status }) => status !== 'unreadable'))
    return { code: EXIT.nothing, because: 'no invocation was recognised' };
  const found = findingsEnding(report, gate);
  if (found?.code === EXIT.findings) return found;
  if (!summary.complete) return { code: EXIT.incomplete, because: `incomplete: ${summary.incomplete_because.join('; ')}` };
  return (
    found ?? {
      code: EXIT.clean,
      because:
        gate.failOn === 'never' ? 'findings do not fail the run (--fail-on never)' : `no open finding at or above ${gate.failOn}`,
    }
  );
};
