import { readRfc3339 } from '../../lib/rfc3339.ts';
import { mapTexts } from '../../lib/terminal-text.ts';
import type { ControlReference, Evidence, Finding } from '../../model/report.ts';
import { severityRank } from '../../model/severity.ts';
import { legibleText } from './legible.ts';
import { jsonForScript } from './markup.ts';
import { serversOf } from './matrix.ts';

/** Findings as the script of the page reads them: pieces of one JSON object `{rows, texts, controls}`. */
export interface Packed {
  readonly pieces: readonly string[];
  /** How many findings are in it; the first ones of the report. */
  readonly listed: number;
  /** Whether evidence, ids or long texts were left out to keep the file small. */
  readonly thinned: boolean;
}

/** How much of each finding is kept. */
interface Detail {
  readonly evidence: number;
  readonly invocations: number;
  readonly values: number;
  readonly characters: number;
}

const DETAILS: readonly Detail[] = [
  { evidence: 5, invocations: 100, values: 10, characters: 1000 },
  { evidence: 3, invocations: 10, values: 3, characters: 300 },
  { evidence: 1, invocations: 0, values: 1, characters: 160 },
];

/** Bytes of the packed findings: a browser opens what is below, and the whole file stays below 30 MB. */
const MOST_BYTES = 22_000_000;
const STATES = ['open', 'known', 'suppressed'];
/** Told in the evidence, or in what a finding is about. */
const TOLD_ELSEWHERE = new Set(['expected', 'observed', 'source_file', 'source_line', 'record_sha256']);

/** Values said once, as they are shown, and by their places after that. */
interface Table<T> {
  place(value: T): number;
  readonly values: readonly T[];
}

const createTable = <T>(keyOf: (value: T) => string, shownAs: (value: T) => T): Table<T> => {
  const places = new Map<string, number>();
  const values: T[] = [];
  return {
    values,
    place: (value) => {
      const key = keyOf(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, values.length);
      return values.push(shownAs(value)) - 1;
    },
  };
};

const secondsOf = (time: string | null): number | null => {
  const read = time === null ? undefined : readRfc3339(time);
  return read ? Math.floor(read.milliseconds / 1000) : null;
};

/** What a message says beyond title, expected and observed, which the page shows by themselves. */
const remark = ({ message, title, evidence }: Finding): string => {
  const [first] = evidence;
  const told = first ? `${title}. Expected ${first.expected}; observed ${first.observed}.` : '';
  return told !== '' && message.startsWith(told) ? message.slice(told.length).trim() : message;
};

const packer = (detail: Detail) => {
  const shown = (text: string): string => legibleText(text, detail.characters);
  const texts = createTable<string>((text) => text, shown);
  const controls = createTable<readonly ControlReference[]>(
    (list) => list.map(({ framework, id }) => `${framework} ${id}`).join('\n'),
    (list) => mapTexts(list, shown),
  );
  const text = (value: string | null): number => texts.place(value ?? '');
  const evidence = ({ source, line, record_sha256, record_id, time, expected, observed }: Evidence) => [
    text(source),
    line,
    shown(record_sha256),
    shown(record_id),
    secondsOf(time),
    text(expected),
    text(observed),
  ];
  const values = ({ values: all, about }: Finding) =>
    Object.entries(all)
      .filter(([name, { count }]) => count > 0 && !TOLD_ELSEWHERE.has(name) && !Object.hasOwn(about, name))
      .map(([name, { count, values: some }]) => [text(name), count, ...some.slice(0, detail.values).map(text)]);
  /** The places are those that `browser.js` names at its top. Ids of records are hardly ever alike, so they stand here themselves. */
  const row = (finding: Finding) => [
    shown(finding.fingerprint),
    text(finding.rule),
    severityRank(finding.severity),
    STATES.indexOf(finding.state),
    finding.occurrences,
    secondsOf(finding.first_seen),
    secondsOf(finding.last_seen),
    text(finding.title),
    serversOf(finding).map(text),
    Object.entries(finding.about).flat().map(text),
    text(remark(finding)),
    text(
      [
        finding.because,
        finding.suppressed_by && `by ${finding.suppressed_by}`,
        finding.suppressed_until && `until ${finding.suppressed_until.slice(0, 10)}`,
      ]
        .filter(Boolean)
        .join(', '),
    ),
    text(finding.remediation),
    controls.place(finding.controls),
    finding.evidence.slice(0, detail.evidence).map(evidence),
    finding.invocations.slice(0, detail.invocations).map(shown),
    finding.invocations_total,
    values(finding),
  ];
  return { row, texts: texts.values, controls: controls.values };
};

const packWith = (findings: readonly Finding[], detail: Detail): { packed: Packed; whole: boolean } => {
  const { row, texts, controls } = packer(detail);
  const rows: string[] = [];
  let bytes = 0;
  let written = 0;
  for (const finding of findings) {
    const json = jsonForScript(row(finding));
    bytes += Buffer.byteLength(json) + 2;
    for (; written < texts.length; written++) bytes += Buffer.byteLength(jsonForScript(texts[written])) + 1;
    if (bytes > MOST_BYTES) break;
    rows.push(rows.length === 0 ? json : `,\n${json}`);
  }
  const tables = `],"texts":${jsonForScript(texts)},"controls":${jsonForScript(controls)}}`;
  const pieces = ['{"rows":[', ...rows, tables];
  return { packed: { pieces, listed: rows.length, thinned: detail !== DETAILS[0] }, whole: rows.length === findings.length };
};

/** Packs findings with as much detail as the file may hold; where even the least is too much, the first ones. */
export const pack = (findings: readonly Finding[]): Packed => {
  let last: Packed = { pieces: [], listed: 0, thinned: false };
  for (const detail of DETAILS) {
    const { packed, whole } = packWith(findings, detail);
    if (whole) return packed;
    last = packed;
  }
  return last;
};
