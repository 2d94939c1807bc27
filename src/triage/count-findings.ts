import type { Finding, Summary } from '../model/report.ts';

/** Counts findings by state, and the open ones by severity. */
export const countFindings = (findings: readonly Finding[]): Summary['findings'] => {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, open: 0, known: 0, suppressed: 0 };
  for (const { state, severity } of findings) {
    counts[state]++;
    if (state === 'open') counts[severity]++;
  }
  return counts;
};

/** Counts that include findings which are not listed, after those that are listed have changed their states. */
export const recountFindings = (
  counted: Summary['findings'],
  before: readonly Finding[],
  after: readonly Finding[],
): Summary['findings'] => {
  const [old, now] = [countFindings(before), countFindings(after)];
  const entries = Object.entries(counted) as [keyof Summary['findings'], number][];
  return Object.fromEntries(entries.map(([name, number]) => [name, number - old[name] + now[name]])) as Summary['findings'];
};
