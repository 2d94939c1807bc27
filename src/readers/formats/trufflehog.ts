import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { Format, Mapped } from '../../model/format.ts';
import { leakOf } from '../leaks/secret.ts';
import { isRecord } from '../native/read-fields.ts';
import { at, numberAt, textAt } from '../record/members.ts';

const UNMASK = 'run trufflehog with --json, which shows the secret as Raw, and hand the report to bindcheck only';

/** `2022-06-16 10:17:40 -0700` and `+0000`, as Git writes it, or RFC 3339. */
const timeOf = (text: string | undefined): number | undefined => {
  const time =
    text === undefined ? undefined : readRfc3339(text.replace(/ (?=[+-]\d{2}:?\d{2}$)| UTC$/, (gap) => (gap === ' ' ? '' : 'Z')));
  return time?.zoned ? time.milliseconds : undefined;
};

/** `SourceMetadata.Data` has one member, named for the kind of the source. */
const sourceOf = (value: unknown): unknown => {
  const data = at(value, 'SourceMetadata', 'Data');
  return isRecord(data) ? Object.values(data).find(isRecord) : undefined;
};

const placeOf = (source: unknown): string | undefined => {
  const file = textAt(source, 'link') ?? textAt(source, 'file') ?? textAt(source, 'repository');
  const line = numberAt(source, 'line');
  return file !== undefined && line !== undefined && textAt(source, 'link') === undefined ? `${file}:${line}` : file;
};

const map = (value: unknown): Mapped => {
  const source = sourceOf(value);
  const found = { secret: textAt(value, 'Raw'), location: placeOf(source), seenAt: timeOf(textAt(source, 'timestamp')) };
  return leakOf(found, UNMASK);
};

const format: Format = {
  id: 'trufflehog',
  title: 'Findings of TruffleHog (JSON lines)',
  frames: ['json'],
  yields: ['leak'],
  evidence: 'tokens that lay in a repository, an image or a chat, since when where the source dates it; hashed and dropped',
  detect: (value) =>
    isRecord(value) &&
    isRecord(value['SourceMetadata']) &&
    typeof value['DetectorName'] === 'string' &&
    (Object.hasOwn(value, 'Raw') || Object.hasOwn(value, 'Redacted')),
  mapper: () => map,
};

export default format;
