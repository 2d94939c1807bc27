import type { Format } from '../model/format.ts';
import { type ParsedPolicy, parsePolicy } from '../policy/parse.ts';
import { type Problem, policyError, type Subject } from '../policy/problem.ts';
import { createSchemaCheck } from '../policy/schema.ts';
import { mappingProblems } from './check.ts';
import { createMappedFormat } from './mapped-format.ts';
import type { RawMapping } from './raw.ts';

const MAPPING: Subject = {
  name: 'mapping',
  hint: 'The format of a mapping is described, key by key, in map.schema.json of this package, and with an example in its README.',
};

const schemaProblems = createSchemaCheck('src/mapping/map.schema.json');

const refuse = (problems: readonly Problem[], parsed: ParsedPolicy, file: string): void => {
  if (problems.length > 0) throw policyError(file, problems.map(parsed.place), MAPPING);
};

/**
 * Reads a mapping, YAML 1.2 or JSON, and makes a format of it: the records that it claims become invocations. `file` is the path as
 * the user would write it. Throws one `UsageError` that lists what is wrong by file, line and column.
 */
export const readMapping = (text: string, file: string): Format => {
  const parsed = parsePolicy(text, file, MAPPING);
  refuse(schemaProblems(parsed.value), parsed, file);
  const raw = parsed.value as RawMapping;
  refuse(mappingProblems(raw), parsed, file);
  return createMappedFormat(raw);
};
