import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { readPackageFile } from '../lib/package-file.ts';
import { showControls } from '../lib/terminal-text.ts';
import type { Report } from '../model/report.ts';

/** A saved report, or why the text is none: where, and what was expected there. */
export type ReadReport = { readonly report: Report } | { readonly problem: string };

let compiled: ValidateFunction<Report> | undefined;

const validator = (): ValidateFunction<Report> => {
  compiled ??= new Ajv2020({ allowUnionTypes: true, ownProperties: true }).compile<Report>(
    JSON.parse(readPackageFile('src/reporters/report.schema.json')),
  );
  return compiled;
};

const detailOf = ({ params }: ErrorObject): string => {
  const { allowedValues, allowedValue, additionalProperty } = params as Readonly<Record<string, unknown>>;
  if (Array.isArray(allowedValues)) return `: ${allowedValues.join(', ')}`;
  if (allowedValue !== undefined) return `: ${String(allowedValue)}`;
  return additionalProperty === undefined ? '' : `: ${String(additionalProperty)}`;
};

/** The place as a JSON pointer (RFC 6901). */
const problemOf = (error: ErrorObject): string =>
  showControls(`at ${error.instancePath || 'its root'} it ${error.message ?? 'is not as expected'}${detailOf(error)}`);

/** Reads a report that `-f json` wrote and checks all of it against the published schema: a saved report may come from anywhere. */
export const readReport = (text: string): ReadReport => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: showControls(`it is no JSON: ${(error as Error).message}`) };
  }
  const validate = validator();
  if (validate(value)) return { report: value };
  const [first] = validate.errors ?? [];
  return { problem: first ? problemOf(first) : 'it is no report' };
};
