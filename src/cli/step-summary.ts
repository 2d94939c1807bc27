import { appendFileSync } from 'node:fs';
import type { Report } from '../model/report.ts';
import type { RenderOptions } from '../model/reporter.ts';
import markdown from '../reporters/markdown.ts';
import { sayNote } from './messages.ts';
import type { ColorChoice } from './terminal.ts';

/**
 * Appends the report to the summary of the step, where GitHub Actions offers one (`GITHUB_STEP_SUMMARY`). The annotations have said
 * the essence already, so that a summary which cannot be written is told and ends nothing.
 */
export const appendStepSummary = (report: Report, options: RenderOptions, color: ColorChoice): void => {
  const path = process.env['GITHUB_STEP_SUMMARY'];
  if (!path) return;
  try {
    appendFileSync(path, [...markdown.render(report, options)].join(''));
  } catch (error) {
    sayNote(`the summary of the step could not be written: ${(error as Error).message}`, color);
  }
};
