import type { Report } from '../model/report.ts';
import type { Reporter } from '../model/reporter.ts';
import { inertJson } from './json-text.ts';

/** The findings of the JSON report, one a line and each whole, for scripts and log pipelines. */
export default {
  id: 'ndjson',
  title: 'A finding a line as JSON, for scripts and log pipelines',
  extension: 'ndjson',
  *render({ findings }: Report) {
    for (const finding of findings) yield `${inertJson(finding)}\n`;
  },
} satisfies Reporter;
