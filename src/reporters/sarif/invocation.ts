import type { DiagnosticReport, Report } from '../../model/report.ts';
import { messageOf } from './message.ts';
import { locationOf } from './place.ts';

const MOST_NOTIFICATIONS = 1000;

const textOf = ({ message, hint, count }: DiagnosticReport): string =>
  [message, ...(count > 1 ? [`(${count} times)`] : []), ...(hint === null ? [] : [hint])].join(' ');

const notificationOf = (diagnostic: DiagnosticReport): object => ({
  descriptor: { id: diagnostic.code },
  level: diagnostic.level,
  message: messageOf(textOf(diagnostic)),
  ...(diagnostic.source === null ? {} : { locations: [locationOf(diagnostic.source, diagnostic.line ?? 1)] }),
});

const said = (id: string, level: 'warning' | 'error', text: string): object => ({
  descriptor: { id },
  level,
  message: messageOf(text),
});

const cutOff = ({ diagnostics }: Report): object[] =>
  diagnostics.length <= MOST_NOTIFICATIONS
    ? []
    : [said('notifications-left-out', 'warning', `${diagnostics.length - MOST_NOTIFICATIONS} more are in the JSON report.`)];

const incomplete = ({ summary }: Report): object[] =>
  summary.complete
    ? []
    : [said('audit-incomplete', 'error', `The audit is incomplete: ${summary.incomplete_because.join('; ')}`)];

/** How the run went (SARIF 2.1.0 §3.20): an audit that is not complete was not successful. `leftOut` says what is missing here. */
export const invocationOf = (report: Report, leftOut: readonly string[]): object => ({
  executionSuccessful: report.summary.complete,
  startTimeUtc: report.run.as_of,
  toolExecutionNotifications: [
    ...leftOut.map((text) => said('results-left-out', 'warning', text)),
    ...incomplete(report),
    ...report.diagnostics.slice(0, MOST_NOTIFICATIONS).map(notificationOf),
    ...cutOff(report),
  ],
});
