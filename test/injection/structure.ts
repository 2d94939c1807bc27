import { parse } from 'csv-parse/sync';
import { type Element, parseXml } from '../reporters/xml.ts';
import { commandsIn } from './marks.ts';

/** What an output is made of, apart from the texts in it: the same for honest logs and for hostile ones. */
type Structure = (text: string) => unknown;

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** Members whose names are texts of logs. */
const NAMED_BY_LOGS = new Set(['about', 'values']);

const shapeOf = (value: unknown, name = ''): unknown => {
  if (Array.isArray(value)) return value.map((each) => shapeOf(each));
  if (typeof value !== 'object' || value === null) return typeof value;
  const members = Object.entries(value).map(([key, member]) => [key, shapeOf(member, key)]);
  return NAMED_BY_LOGS.has(name) ? members.map(([key]) => key).sort() : Object.fromEntries(members);
};

const csv: Structure = (text) => {
  const rows = parse(text, { relax_column_count: false }) as string[][];
  const formulas = rows.flat().filter((cell) => /^\s*[=+\-@\t\r\n＝＋－＠]|;\s*[=+\-@]/u.test(cell));
  return { rows: rows.length, columns: rows[0]?.length, lines: text.split('\r\n').length, formulas };
};

const elements = ({ name, attributes, children }: Element): unknown => [name, Object.keys(attributes), children.map(elements)];

const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)\/?>/gi;

/** The tags with the names of their attributes, and what is left of markup once they are gone. Servers with as many fails stand in the order of their names. */
const html: Structure = (text) => {
  const [page = '', packed = ''] = text.split('<script type="application/json" id="data">');
  const [data = '', ...scripts] = packed.split('</script>');
  const body = page.replace(/<style>[\s\S]*?<\/style>/, '').replace('<!doctype html>', '');
  const tags = [...body.matchAll(TAG)].map(
    ([, end, name, attributes = '']) => `${end}${name}${attributes.replace(/="[^"]*"/g, '')}`,
  );
  return {
    tags: tags.sort(),
    left: body.replace(TAG, '').match(/[<>]/g),
    rows: JSON.parse(data).rows.length,
    scripts: scripts.length,
  };
};

/** Code spans are all that holds text of logs; what is outside of them is markup of ours, or figures. */
const markdown: Structure = (text) =>
  text.split('\n').map((line) => {
    const outside = line.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, 'CODE');
    // Readers differ in what ends a cell: after any backslash the pipe is text to some, after an odd number of them to others.
    const [loose, strict] = [/(?<!\\)\|/g, /(?<=(?<!\\)(?:\\\\)*)\|/g].map((pipe) => line.match(pipe)?.length ?? 0);
    return line.startsWith('|') ? ['row', loose, strict, outside.includes('`')] : outside.replace(/\d[\d:., -]*/g, '0');
  });

const sarif: Structure = (text) => {
  const { runs } = JSON.parse(text);
  const results = runs[0].results as {
    message: { text: string };
    locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
  }[];
  return {
    runs: runs.length,
    results: results.map(({ message, locations }) => ({
      places: [...message.text.replace(/\{\{|\}\}/g, '').matchAll(/\{\d/g)].length,
      links: message.text.includes(']('),
      uris: locations.every(({ physicalLocation: { artifactLocation } }) => /^[\w.~%!'()*:/-]+$/.test(artifactLocation.uri)),
    })),
    keys: shapeOf(Object.keys(runs[0])),
  };
};

const github: Structure = (text) => {
  const lines = linesOf(text);
  return {
    commands: commandsIn(text),
    properties: lines.map((line) => line.split('::')[1]?.replace(/=[^,]*/g, '')),
    lines: lines.length,
  };
};

const json: Structure = (text) => {
  const report = JSON.parse(text);
  return {
    findings: report.findings.map((each: object) => shapeOf(each)),
    sources: report.sources.length,
    summary: shapeOf(report.summary),
  };
};

const eachLine: Structure = (text) => linesOf(text).map((line) => shapeOf(JSON.parse(line)));

/** How each output is taken apart. Where a parser refuses it, the test fails. */
export const STRUCTURES: Readonly<Record<string, Structure>> = {
  json,
  ndjson: eachLine,
  csv,
  'csv-controls': csv,
  sarif,
  junit: (text) => elements(parseXml(text)),
  github,
  markdown,
  ocsf: eachLine,
  html,
  table: (text) =>
    linesOf(text)
      .filter((line) => /^[A-Z✖▲●○]/u.test(line))
      .map((line) => line.split(' ')[0]),
};
