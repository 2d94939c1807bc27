import type { ControlReport, Report } from '../model/report.ts';
import type { Reporter } from '../model/reporter.ts';
import { csvLine } from './csv-line.ts';

/** Fixed, in this order (contract §4): the name of the column, and the member of a control that fills it. */
const COLUMNS: readonly (readonly [name: string, member: keyof ControlReport])[] = [
  ['framework', 'framework'],
  ['framework_version', 'framework_version'],
  ['control_id', 'id'],
  ['control_title', 'title'],
  ['control_status', 'status'],
  ['status_reason', 'status_reason'],
  ['rules_linked', 'rules_linked'],
  ['rules_run', 'rules_run'],
  ['invocations_in_scope', 'invocations_in_scope'],
  ['invocations_evaluated', 'invocations_evaluated'],
  ['not_evaluable', 'not_evaluable'],
  ['findings_open', 'findings_open'],
  ['findings_suppressed', 'findings_suppressed'],
  ['highest_severity', 'highest_severity'],
  ['first_seen_utc', 'first_seen'],
  ['last_seen_utc', 'last_seen'],
  ['limitation', 'limitation'],
];

/** A row for every control of the frameworks asked for, also those that nothing looks at. */
export default {
  id: 'csv-controls',
  title: 'A row for every control of the frameworks: what was observed, and among how much',
  extension: 'csv',
  *render({ controls }: Report) {
    yield csvLine(COLUMNS.map(([name]) => name));
    for (const control of controls) yield csvLine(COLUMNS.map(([, member]) => control[member]));
  },
} satisfies Reporter;
