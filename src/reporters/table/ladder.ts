import type { Report, Summary } from '../../model/report.ts';
import { lookedAt } from './headline.ts';
import type { Page } from './page.ts';
import { heading } from './page.ts';
import { count, percent } from './words.ts';

const LABEL_WIDTH = 32;
const BAR_FROM = 78;

/** The binding ladder in words, lowest step first (contract §1). */
export const RUNGS: readonly (readonly [keyof Summary['levels'], string])[] = [
  ['L0', 'nothing established'],
  ['L1', 'signature, issuer, time'],
  ['L2', '+ audience, scope'],
  ['L3', '+ proof of possession'],
  ['L4', '+ tool and arguments covered'],
];

/** How many executions got how far, and no further. */
export const ladder = ({ summary }: Report, page: Page): string[] => {
  const whole = lookedAt(summary);
  if (whole === 0) return [];
  const barWidth = page.width >= BAR_FROM ? Math.min(40, page.width - LABEL_WIDTH - 28) : 0;
  const lines = RUNGS.map(([level, label]) => {
    const number = summary.levels[level];
    const bar = '▪'.repeat(number === 0 ? 0 : Math.max(1, Math.floor((number * barWidth) / whole)));
    const figures = `${count(number).padStart(9)}  ${percent(number, whole).padStart(7)}`;
    return `  ${label.padEnd(LABEL_WIDTH)}${figures}  ${page.paint.dim(barWidth === 0 ? '' : bar)}`.trimEnd();
  });
  return [...heading(page, 'How far the evidence goes (each step adds to the one above it)'), ...lines];
};
