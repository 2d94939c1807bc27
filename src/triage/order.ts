import type { Finding } from '../model/report.ts';
import { severityRank } from '../model/severity.ts';

const STATES = ['open', 'known', 'suppressed'];

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The one order of findings in every format: what is open and worst first, then rule, first seen and fingerprint. Total. */
export const compareFindings = (a: Finding, b: Finding): number =>
  STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
  severityRank(a.severity) - severityRank(b.severity) ||
  compareText(a.rule, b.rule) ||
  compareText(a.first_seen ?? '', b.first_seen ?? '') ||
  compareText(a.fingerprint, b.fingerprint);
