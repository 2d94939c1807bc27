import { type Document, LineCounter, parseDocument } from 'yaml';
import { isNestedTooDeeply } from './nesting.ts';
import { offsetOf } from './place.ts';
import { type PlacedProblem, POLICY, type Problem, policyError, type Subject } from './problem.ts';
import { type Fault, structureFaults } from './structure.ts';

/** A policy of this size would hold tens of thousands of tools. */
const LARGEST_CHARACTERS = 2 * 1024 * 1024;
const MOST_ALIASES = 100;

/** A policy, or another file of the user, as parsed, and where in the text its members are. */
export interface ParsedPolicy {
  readonly value: unknown;
  place(problem: Problem): PlacedProblem;
}

const MESSAGES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key is there twice, expected each key once',
  MULTIPLE_DOCS: 'a second document begins here, expected one',
  NON_STRING_KEY: 'this key is no text, expected text',
  TAG_RESOLVE_FAILED: 'this tag is not supported, expected a plain value without `!`',
  UNKNOWN_ALIAS: 'this alias names no anchor before it, expected one that does',
};

const refusal = (file: string, message: string, subject: Subject): Error =>
  policyError(file, [{ line: 1, column: 1, message }], subject);

const parse = (text: string, lineCounter: LineCounter): Document =>
  parseDocument(text, {
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter,
  });

/** Of errors of syntax only the first is told: what follows are mostly its consequences. */
const faultsOf = (document: Document): readonly Fault[] => {
  const faults: readonly Fault[] = [...document.errors, ...document.warnings, ...structureFaults(document)];
  const syntax = faults.find(({ code }) => MESSAGES[code] === undefined);
  return syntax ? [syntax] : faults;
};

const placed = (offset: number, message: string, lines: LineCounter): PlacedProblem => {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1), message };
};

const plainValue = (document: Document, file: string, subject: Subject): unknown => {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw refusal(file, `aliases of aliases multiply, expected at most ${MOST_ALIASES} in all (${error.message})`, subject);
  }
};

/**
 * Parses YAML 1.2 (core schema; JSON is a part of it), without tags, merge keys and duplicate keys, bounded in size, depth and
 * aliases (contract §5). Throws a `UsageError` that names file, line and column.
 */
export const parsePolicy = (text: string, file: string, subject = POLICY): ParsedPolicy => {
  if (text.length > LARGEST_CHARACTERS)
    throw refusal(file, `the ${subject.name} has ${text.length} characters, expected at most 2 Mi`, subject);
  if (isNestedTooDeeply(text))
    throw refusal(file, `the ${subject.name} is nested too deeply, expected at most 200 levels`, subject);
  const lines = new LineCounter();
  const document = parse(text, lines);
  const faults = faultsOf(document).map(({ code, message, pos }) =>
    placed(pos[0], MESSAGES[code] ?? `this is neither YAML 1.2 nor JSON: ${message}`, lines),
  );
  if (faults.length > 0) throw policyError(file, faults, subject);
  const place = (problem: Problem): PlacedProblem => placed(offsetOf(document, problem), problem.message, lines);
  return { value: plainValue(document, file, subject), place };
};
