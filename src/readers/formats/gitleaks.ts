import type { Format, Mapped } from '../../model/format.ts';
import { type FoundSecret, leakOf } from '../leaks/secret.ts';
import { isRecord } from '../native/read-fields.ts';
import { at, elementsOf, textAt, textOf, zonedTimeOf } from '../record/members.ts';

const UNMASK = 'run gitleaks without --redact, and hand the report to bindcheck only: it hashes the secrets and drops them';

/** Forks of gitleaks write the same reports. */
const DRIVERS = new Set(['gitleaks', 'betterleaks']);

const placeOf = (file: string | undefined, line: unknown, commit: string | undefined): string | undefined => {
  if (file === undefined) return undefined;
  const place = line === undefined || line === '' ? file : `${file}:${String(line)}`;
  return commit === undefined ? place : `${place} (commit ${commit.slice(0, 12)})`;
};

/** An element of the JSON report, or a row of the CSV report. The date is that of the commit. */
const findingOf = (value: unknown): FoundSecret => ({
  secret: textAt(value, 'Secret'),
  location: placeOf(textAt(value, 'File'), at(value, 'StartLine'), textAt(value, 'Commit')),
  seenAt: zonedTimeOf(at(value, 'Date')),
});

/** A result of the SARIF report: its snippet is the secret itself, not the line around it. */
const resultOf = (result: unknown): FoundSecret => {
  const place = at(elementsOf(at(result, 'locations'))[0], 'physicalLocation');
  return {
    secret: textAt(place, 'region', 'snippet', 'text'),
    location: placeOf(
      textAt(place, 'artifactLocation', 'uri'),
      at(place, 'region', 'startLine'),
      textAt(result, 'partialFingerprints', 'commitSha'),
    ),
    seenAt: zonedTimeOf(at(result, 'partialFingerprints', 'date')),
  };
};

const runsOf = (value: unknown): readonly unknown[] =>
  elementsOf(at(value, 'runs')).filter((run) => DRIVERS.has((textAt(run, 'tool', 'driver', 'name') ?? '').toLowerCase()));

const isFinding = (value: unknown): boolean =>
  isRecord(value) && 'RuleID' in value && 'Secret' in value && 'Fingerprint' in value && textOf(value['RuleID']) !== undefined;

const map = (value: unknown): Mapped => {
  if (isFinding(value)) return leakOf(findingOf(value), UNMASK);
  return runsOf(value).flatMap((run) => elementsOf(at(run, 'results')).flatMap((result) => leakOf(resultOf(result), UNMASK)));
};

const format: Format = {
  id: 'gitleaks',
  title: 'Reports of gitleaks (JSON, CSV, SARIF)',
  frames: ['json', 'csv'],
  yields: ['leak'],
  evidence: 'tokens that lay in a repository, since when by the date of the commit; hashed and dropped',
  columns: ['RuleID', 'Secret', 'Fingerprint'],
  detect: (value) => isFinding(value) || runsOf(value).length > 0,
  mapper: () => map,
};

export default format;
