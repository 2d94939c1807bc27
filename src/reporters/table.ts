import { showAllControls } from '../lib/terminal-text.ts';
import type { Report } from '../model/report.ts';
import type { RenderOptions, Reporter } from '../model/reporter.ts';
import { baseline } from './table/baseline.ts';
import { diagnostics } from './table/diagnostics.ts';
import { findings } from './table/findings.ts';
import { gaps } from './table/gaps.ts';
import { headline } from './table/headline.ts';
import { ladder } from './table/ladder.ts';
import { lookedFor } from './table/looked-for.ts';
import { nextSteps } from './table/next.ts';
import { pageOf } from './table/page.ts';
import { refused } from './table/refused.ts';
import { sources } from './table/sources.ts';

const SECTIONS = [headline, ladder, lookedFor, findings, baseline, refused, gaps, sources, diagnostics, nextSteps];

/** For the person at a terminal: what matters first, then what it rests on, then what to do (contract §4). */
export default {
  id: 'table',
  title: 'For people: what matters, the worst findings, what could not be judged, what to do next',
  extension: 'txt',
  *render(report: Report, options: RenderOptions) {
    const shown = showAllControls(report);
    const page = pageOf(options);
    for (const section of SECTIONS) {
      for (const line of section(shown, page, options)) yield `${line}\n`;
    }
  },
} satisfies Reporter;
