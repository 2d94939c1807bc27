import type { Diagnostic } from '../../model/diagnostic.ts';
import type { CheckedRecord, FormatCheck } from '../../model/format-check.ts';
import type { Observation } from '../intake.ts';
import { BROKEN_REASON, UNKNOWN_REASONS } from '../ledger.ts';
import { isDismissal, isRejection } from '../native/read-fields.ts';
import { type ReadOptions, readSource } from '../read.ts';
import type { FoundSource } from '../source.ts';
import { createMemberTally } from './members.ts';
import { describeDraft } from './native-fields.ts';
import { createFormatTally, type FormatTally } from './tally.ts';

/** Records looked at: enough to see all that a log holds. */
const MOST_RECORDS = 1_000;

const aboutDrafts = (observation: Observation): string => {
  const { mapped = [] } = observation;
  if (isRejection(mapped)) return mapped.message;
  if (isDismissal(mapped)) return mapped.reason;
  return mapped.length === 0
    ? 'nothing that is of interest here'
    : mapped.map((each) => (each.kind === 'remark' ? each.message : describeDraft(each))).join('; ');
};

const recordOf = (observation: Observation): CheckedRecord => {
  const { item, format, mapped } = observation;
  const { line, containers = [], kind } = item;
  if (!format) return { line, containers, format: null, is: 'ignored', about: UNKNOWN_REASONS[kind] };
  const is = isRejection(mapped) ? 'rejected' : isDismissal(mapped) ? 'ignored' : 'read';
  return { line, containers, format: format.id, is, about: aboutDrafts(observation) };
};

/** Rejects that no format has seen: they could not be read as what they begin to be. */
const brokenRecord = ({ message, location }: Diagnostic): CheckedRecord => ({
  line: location?.line ?? 0,
  containers: [],
  format: null,
  is: 'rejected',
  about: message,
});

/** Broken JSON that nothing claims is told once, with its first line. */
const brokenLines = (diagnostic: Diagnostic): CheckedRecord => {
  const { count = 1 } = diagnostic;
  return {
    ...brokenRecord(diagnostic),
    is: 'ignored',
    about: `${BROKEN_REASON}${count === 1 ? '' : ` (${count} times, first here)`}`,
  };
};

const BROKEN = new Set(['record-rejected', 'limit-exceeded']);

/** Gathers what is observed of a source. */
const createCheck = () => {
  const records: CheckedRecord[] = [];
  const tallies = new Map<string, FormatTally>();
  const members = createMemberTally();
  const notes: string[] = [];

  const observe = (observation: Observation): void => {
    const { item, format, mapped } = observation;
    if (records.length >= MOST_RECORDS) return;
    records.push(recordOf(observation));
    if (!format && item.kind !== 'text') members.add(item.value);
    if (!format || mapped === undefined || isRejection(mapped) || isDismissal(mapped)) return;
    const tally = tallies.get(format.id) ?? createFormatTally(format);
    tallies.set(format.id, tally);
    tally.add(
      item,
      mapped.filter((each) => each.kind !== 'remark'),
    );
  };

  const tell = (diagnostic: Diagnostic): void => {
    const { code, message, location } = diagnostic;
    const known = records.some(({ line, is }) => line === location?.line && is === 'rejected');
    if (BROKEN.has(code) && location?.line !== undefined) {
      if (!known) records.push(brokenRecord(diagnostic));
    } else if (code !== 'ignored-record') notes.push(message);
    else if (message.endsWith(BROKEN_REASON)) records.push(brokenLines(diagnostic));
  };

  return { records, tallies, members, notes, observe, tell };
};

/**
 * Looks at a sample of a source: which format each record is taken for, and what it gives, field by field. It is read in the way
 * of an audit; nothing is stored, and no credential is in the answer.
 */
export const checkSource = async (source: FoundSource, options: ReadOptions): Promise<FormatCheck> => {
  const { records, tallies, members, notes, observe, tell } = createCheck();
  const batches = readSource(source, { ...options, observe });
  let whole = false;
  while (!whole && records.length < MOST_RECORDS) {
    const step = await batches.next();
    if (step.done) whole = true;
    else for (const diagnostic of step.value.diagnostics) tell(diagnostic);
  }
  if (!whole) await batches.return(undefined as never);
  const formats = [...tallies.values()].map((tally) => tally.checked());
  return {
    source: source.path,
    whole,
    records: records.sort((a, b) => a.line - b.line),
    formats,
    members: members.found(),
    notes,
  };
};
