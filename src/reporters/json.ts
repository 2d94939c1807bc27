import type { Report } from '../model/report.ts';
import type { Reporter } from '../model/reporter.ts';
import { inertJson } from './json-text.ts';

const written = (value: unknown, indent: number): string => inertJson(value, 2).replaceAll('\n', `\n${' '.repeat(indent)}`);

function* list(values: readonly unknown[]): Iterable<string> {
  if (values.length === 0) return yield '[]';
  for (const [index, value] of values.entries()) yield `${index === 0 ? '[\n' : ',\n'}    ${written(value, 4)}`;
  yield '\n  ]';
}

function* members(report: Report): Iterable<string> {
  for (const [index, [name, value]] of Object.entries(report).entries()) {
    yield `${index === 0 ? '' : ',\n'}  ${written(name, 0)}: `;
    if (Array.isArray(value)) yield* list(value);
    else yield written(value, 2);
  }
}

/** The report itself (`report.schema.json`), in pieces, so that a report with many findings is never one string. */
export default {
  id: 'json',
  title: 'The report as data, bindcheck.report/1, for scripts and for `bindcheck report`',
  extension: 'json',
  *render(report: Report) {
    yield '{\n';
    yield* members(report);
    yield '\n}\n';
  },
} satisfies Reporter;
