import { TIME_UNITS } from '../lib/log-time.ts';
import { nearestName } from '../lib/nearest-name.ts';
import { type Path, type Problem, quoted, suggestion } from '../policy/problem.ts';
import { isPath } from './path.ts';
import { fieldOf, pathsOf, type RawField, type RawMapping, type RawStep } from './raw.ts';
import { TRANSFORMS } from './transforms/index.ts';

const NAMES = TRANSFORMS.map(({ id }) => id);
const WITHOUT_ARGUMENT = TRANSFORMS.filter(({ argument }) => !argument).map(({ id }) => id);
/** Steps of which the argument is a path. */
const BY_PATH = ['jwt', 'jwt_header', 'get'];

const pathProblems = (text: string, path: Path): readonly Problem[] =>
  isPath(text)
    ? []
    : [{ path, message: `${quoted(text)} is no path, expected one such as \`request.host\` or \`/request/host\`` }];

const namedStepProblems = (name: string, path: Path): readonly Problem[] => {
  if (WITHOUT_ARGUMENT.includes(name)) return [];
  if (NAMES.includes(name)) return [{ path, message: `\`${name}\` needs an argument, expected \`{ ${name}: ... }\`` }];
  const more = suggestion(nearestName(name, NAMES), `one of ${NAMES.map(quoted).join(', ')}`);
  return [{ path, message: `${quoted(name)} is no step${more}` }];
};

/** A unit in its short form, which the schema lets be any text. */
const unitProblems = (unit: string, path: Path): readonly Problem[] =>
  TIME_UNITS.some((known) => known === unit)
    ? []
    : [
        {
          path,
          message: `${quoted(unit)} is no unit${suggestion(nearestName(unit, TIME_UNITS), `one of ${TIME_UNITS.map(quoted).join(', ')}`)}`,
        },
      ];

const argumentProblems = (name: string, argument: unknown, path: Path): readonly Problem[] => {
  if (typeof argument !== 'string') return [];
  if (name === 'time') return unitProblems(argument, path);
  return BY_PATH.includes(name) ? pathProblems(argument, path) : [];
};

const stepProblems = (step: RawStep, path: Path): readonly Problem[] =>
  typeof step === 'string'
    ? namedStepProblems(step, path)
    : Object.entries(step).flatMap(([name, argument]) => argumentProblems(name, argument, [...path, name]));

const SOURCES = ['from', 'const', 'template'] as const;

const sourceProblems = (field: RawField, path: Path): readonly Problem[] => {
  const given = SOURCES.filter((name) => field[name] !== undefined);
  if (given.length === 1) return [];
  const found = given.length === 0 ? 'says not where the value is' : `has ${given.map(quoted).join(' and ')}`;
  return [{ path, message: `this ${found}, expected one of \`from\`, \`const\`, \`template\`` }];
};

const fieldProblems = (raw: string | RawField, path: Path): readonly Problem[] => {
  const field = fieldOf(raw);
  const steps = field.as === undefined ? [] : Array.isArray(field.as) ? (field.as as readonly RawStep[]) : [field.as as RawStep];
  return [
    ...sourceProblems(field, path),
    ...pathsOf(field).flatMap((text) => pathProblems(text, path)),
    ...steps.flatMap((step, index) => stepProblems(step, Array.isArray(field.as) ? [...path, 'as', index] : [...path, 'as'])),
  ];
};

const separatorProblems = ({ input, pair_separator, equals }: RawMapping): readonly Problem[] =>
  input === 'key-value'
    ? []
    : Object.entries({ pair_separator, equals })
        .filter(([, value]) => value !== undefined)
        .map(([name]) => ({ path: [name], onKey: true, message: `\`${name}\` is for \`input: key-value\` only` }));

/** Fields by which a record shows, without conditions, that it is of the log. */
const TELLING = ['tool_name', 'event_time', 'log_time'];

const claimProblems = ({ when, fields }: RawMapping): readonly Problem[] => {
  const looks = TELLING.some((name) => fields[name] !== undefined && pathsOf(fieldOf(fields[name])).length > 0);
  if (when !== undefined || looks) return [];
  const message = 'nothing tells which records are meant, expected `when`, or a path for `tool_name` or `event_time`';
  return [{ path: ['fields'], onKey: true, message }];
};

/** What has the form of the schema and cannot be carried out: wrong paths, unknown steps, no source or several. */
export const mappingProblems = (raw: RawMapping): readonly Problem[] => [
  ...separatorProblems(raw),
  ...claimProblems(raw),
  ...Object.keys(raw.when ?? {}).flatMap((text) => pathProblems(text, ['when', text])),
  ...Object.entries(raw.fields).flatMap(([name, field]) => fieldProblems(field, ['fields', name])),
];
