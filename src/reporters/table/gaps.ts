import { shorten } from '../../lib/terminal-text.ts';
import { REASONS, type Reason } from '../../model/reasons.ts';
import type { Report } from '../../model/report.ts';
import type { RenderOptions } from '../../model/reporter.ts';
import type { RuleText } from '../../model/rule-text.ts';
import { heading, marked, type Page, paragraph } from './page.ts';
import { count, counted } from './words.ts';

const LISTED = 8;

/** One reason, folded over the rules that gave it. */
interface FoldedGap {
  readonly reason: Reason;
  readonly rules: number;
  /** Calls (or groups) for which the rule that it hits hardest has no answer. */
  readonly most: number;
  readonly first: string;
  /** Some of the rules can count for `bound`, so the gap can leave executions unproven. */
  readonly decisive: boolean;
}

const worstFirst = (a: FoldedGap, b: FoldedGap): number =>
  Number(b.decisive) - Number(a.decisive) || b.most - a.most || b.rules - a.rules || (a.reason < b.reason ? -1 : 1);

/** Reasons why rules gave no answer, worst first: those that leave executions unproven, then by calls, by rules, by name. */
export const foldedGaps = (report: Report, texts: readonly RuleText[]): FoldedGap[] => {
  const indecisive = new Set(texts.filter(({ matters }) => matters === 'never').map(({ id }) => id));
  const folded = new Map<Reason, FoldedGap>();
  for (const { id, gaps: own } of report.rules) {
    for (const { reason, count: calls, first } of own) {
      const known = folded.get(reason) ?? { reason, rules: 0, most: 0, first, decisive: false };
      const most = Math.max(known.most, calls);
      folded.set(reason, { ...known, rules: known.rules + 1, most, decisive: known.decisive || !indecisive.has(id) });
    }
  }
  return [...folded.values()].sort(worstFirst);
};

const gapTitle = ({ reason, rules, most, first, decisive }: FoldedGap): string =>
  `${reason}: up to ${counted(most, 'call')} in ${counted(rules, 'rule')}${decisive ? '' : '; leaves none unproven'} (first: record ${shorten(first, 36)})`;

const remedy = ({ reason }: FoldedGap): string =>
  Object.hasOwn(REASONS, reason) ? REASONS[reason] : 'Another version of bindcheck knows what to do about it.';

const gapLines = (gap: FoldedGap, page: Page): string[] => [
  ...marked(page, '?', gapTitle(gap), 2, page.paint.unproven),
  ...paragraph(page, remedy(gap), 4),
];

/** What could not be judged, why, and what to log or to hand in so that it can. */
export const gaps = (report: Report, page: Page, { verbose, rules }: RenderOptions): string[] => {
  const folded = foldedGaps(report, rules);
  if (folded.length === 0) return [];
  const shown = verbose ? folded : folded.slice(0, LISTED);
  const left = folded.length - shown.length;
  return [
    ...heading(page, 'What could not be judged, and what would change that'),
    ...shown.flatMap((gap) => gapLines(gap, page)),
    ...(left > 0 ? paragraph(page, `and ${count(left)} more reasons, shown with -v`, 2, page.paint.dim) : []),
  ];
};
