import type { Report } from '../../model/report.ts';
import { heading, labelled, type Page } from './page.ts';
import { count, counted } from './words.ts';

const LISTED = 5;

const byRule = ({ rules }: Report): string => {
  const blocked = rules.filter(({ counts }) => counts.blocked > 0).sort((a, b) => b.counts.blocked - a.counts.blocked);
  const shown = blocked.slice(0, LISTED).map(({ id, counts }) => `${id} ${count(counts.blocked)}`);
  return [...shown, ...(blocked.length > LISTED ? [`${count(blocked.length - LISTED)} other rules`] : [])].join(' · ');
};

/** Fails on calls that were refused, where the control worked, and on calls that did not run for another reason. */
export const refused = (report: Report, page: Page): string[] => {
  const { blocked, attempted } = report.summary;
  if (blocked + attempted === 0) return [];
  const rules = byRule(report);
  const blockedText = `${counted(blocked, 'failed check')} on calls refused for their credentials: the control worked${rules && ` (${rules})`}`;
  return [
    ...heading(page, 'Bad credentials that had no effect'),
    ...(blocked > 0 ? labelled(page, 'blocked', blockedText, page.paint.bound) : []),
    ...(attempted > 0
      ? labelled(page, 'attempted', `${counted(attempted, 'failed check')} on calls that did not run, for another reason`)
      : []),
  ];
};
