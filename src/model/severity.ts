/** Severities, worst first: the order of every report. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Rank of a severity, 0 is the worst. */
export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** One step lower, as for a call whose outcome is unknown; `low` stays `low` (contract §1). */
export const lowered = (severity: Severity): Severity =>
  SEVERITIES[Math.min(severityRank(severity) + 1, SEVERITIES.length - 1)] as Severity;

/** The worse of two severities. */
export const worse = (a: Severity, b: Severity): Severity => (severityRank(a) <= severityRank(b) ? a : b);
