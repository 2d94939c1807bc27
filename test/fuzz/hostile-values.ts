import fc from 'fast-check';
import { INVOCATION_TYPES } from '../../src/readers/formats/invocation.ts';

/** Texts that have broken some reader of some program. */
export const TEXTS: readonly string[] = [
  '',
  ' ',
  '-',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '\u0000',
  '\ufeff',
  '\ufffd',
  '\ud800',
  '\u202e',
  '\u2028',
  '\u001b[2J\u001b]52;c;QQ==\u0007',
  '\r\n',
  "' OR 1=1 --",
  '=cmd|"/c calc"!A1',
  '$(id)`id`',
  '../../etc/passwd',
  '😀'.repeat(20),
  'e\u0301'.repeat(30),
  'x'.repeat(5_000),
  '9'.repeat(400),
  '2026-07-01T10:00:00Z',
  '2026-02-30T25:61:61+99:99',
  'https://user:pass@[::1]:99999/%2e%2e/%zz?access_token=a#b',
  'http://例え.テスト/',
  'Bearer ',
  'DPoP eyJhbGciOiJub25lIn0.e30.',
  'a.b.c.d.e',
  '....',
  'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJpIn0.AA',
  'invocation/1',
  'executed',
];

/** Numbers as JSON writes them, within and beyond what is a number here. */
export const NUMBERS: readonly string[] = [
  '0',
  '-0',
  '1',
  '-1',
  '1e999',
  '-1e999',
  '1e-999',
  '9007199254740993',
  '1.7976931348623157e308',
].concat(['2147483648', '18446744073709551616', '0.1', '9'.repeat(320), '1e20']);

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const DEEP: readonly string[] = [
  nested(50),
  nested(101),
  nested(5_000),
  `${'{"a":'.repeat(99)}1${'}'.repeat(99)}`,
  `${'{"a":'.repeat(3_000)}1`,
];

const NAMES = [
  ...Object.keys(INVOCATION_TYPES),
  'schema',
  'response',
  'queried_at',
  'approved_at',
  'revoked_at',
  'seen_at',
  'location',
];
const SCHEMAS = [
  'invocation/1',
  'invocation/2',
  'token/1',
  'introspection/1',
  'approval/1',
  'revocation/1',
  'leak/1',
  'leak/x',
  7,
];

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 20 }));
const name = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NAMES) }, text);
const scalar = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  fc.constantFrom(...NUMBERS, 'true', 'false', 'null'),
);

/** JSON text, not a value, so that members may come twice and numbers be what no number is. */
const json = fc.letrec<{ value: string; array: string; object: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('array'), tie('object'), fc.constantFrom(...DEEP)),
  array: fc.array(tie('value'), { maxLength: 4 }).map((values) => `[${values.join(',')}]`),
  object: fc
    .array(fc.tuple(name, tie('value')), { maxLength: 6 })
    .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
}));

const native = fc
  .tuple(fc.constantFrom(...SCHEMAS), fc.array(fc.tuple(fc.constantFrom(...NAMES), json.value), { maxLength: 8 }))
  .map(([schema, members]) => {
    const rest = members.map(([key, value]) => `,${JSON.stringify(key)}:${value}`).join('');
    return `{"schema":${JSON.stringify(schema)}${rest}}`;
  });

/** One record as text, without a line feed: JSON and what is nearly JSON, native records and what is nearly one, text. */
export const hostileRecord: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: native },
    { weight: 3, arbitrary: json.object },
    { weight: 1, arbitrary: json.value },
    { weight: 1, arbitrary: fc.tuple(native, fc.nat(60)).map(([whole, cut]) => whole.slice(0, -1 - cut)) },
    { weight: 1, arbitrary: fc.tuple(native, text).map(([whole, more]) => whole + more) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  )
  .map((record) => record.replace(/[\r\n]/g, ' '));
