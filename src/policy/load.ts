import { sha256Hex } from '../lib/digest.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Policy } from '../model/policy.ts';
import { type KnownNames, referenceProblems } from './check-references.ts';
import { valueProblems } from './check-values.ts';
import { type ParsedPolicy, parsePolicy } from './parse.ts';
import { type Problem, policyError, quoted } from './problem.ts';
import type { RawPolicy } from './raw.ts';
import { schemaProblems } from './schema.ts';
import { settlePolicy } from './settle.ts';

/** What a policy is checked against besides its schema. */
export interface PolicyContext extends KnownNames {
  /** Epoch milliseconds at which the audit runs; without it no exception is called long. */
  readonly asOf?: number;
}

interface ReadPolicy {
  readonly policy: Policy;
  readonly notes: readonly Diagnostic[];
}

/** Parsed and in the form of the schema, or a `UsageError`. */
const readRaw = (text: string, file: string): { raw: RawPolicy; parsed: ParsedPolicy } => {
  const parsed = parsePolicy(text, file);
  refuse(schemaProblems(parsed.value), parsed, file);
  return { raw: parsed.value as RawPolicy, parsed };
};

const refuse = (problems: readonly Problem[], parsed: ParsedPolicy, file: string): void => {
  if (problems.length > 0) throw policyError(file, problems.map(parsed.place));
};

const placeExceptions = (policy: Policy, parsed: ParsedPolicy): Policy => ({
  ...policy,
  exceptions: policy.exceptions.map((exception, index) => ({
    ...exception,
    line: parsed.place({ path: ['exceptions', index], message: '' }).line,
  })),
});

const yearAfter = (time: number): number => {
  const date = new Date(time);
  return date.setUTCFullYear(date.getUTCFullYear() + 1);
};

const longExceptions = ({ exceptions }: Policy, file: string, asOf: number): readonly Diagnostic[] =>
  exceptions
    .filter(({ expires }) => expires > yearAfter(asOf))
    .map(({ rule, line = 1 }) => ({
      code: 'exception-ends-late',
      level: 'note',
      message: `the exception for ${quoted(rule)} ends more than a year from now`,
      hint: 'Let exceptions end within a year, so that they are looked at again.',
      location: { source: file, line },
    }));

/**
 * Reads a policy, YAML 1.2 or JSON (contract §3.3). `path` is that of its file as the user would write it; paths in the policy
 * are joined to its folder. Durations become milliseconds, dates epoch milliseconds. Throws one `UsageError` that lists what is
 * wrong by file, line and column, ten at most. Paths are checked by their text (`isInside`): links are for the caller to resolve.
 */
export const readPolicy = (text: string, path: string, context: PolicyContext = {}): ReadPolicy => {
  const { raw, parsed } = readRaw(text, path);
  refuse([...valueProblems(raw, path), ...referenceProblems(raw, context)], parsed, path);
  const policy = { ...placeExceptions(settlePolicy(raw, path), parsed), sha256: sha256Hex(text) };
  return { policy, notes: context.asOf === undefined ? [] : longExceptions(policy, path, context.asOf) };
};
