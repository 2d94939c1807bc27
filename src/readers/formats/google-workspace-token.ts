import { present } from '../../lib/present.ts';
import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { Dismissal, Format, Mapped } from '../../model/format.ts';
import type { InvocationFields } from '../../model/invocation.ts';
import coverage from '../evidence/google-workspace-token.ts';
import { isRecord } from '../native/read-fields.ts';
import { invocationDraft } from '../record/invocation-draft.ts';
import { at, textAt, textOf } from '../record/members.ts';

const NO_CALL: Dismissal = {
  kind: 'dismissal',
  reason: 'access that was granted to an application or taken from it: no call of an API, and Google names no token',
  hint: 'hand in the activity events of the same log too: they are the calls',
};

type Members = Readonly<Record<string, unknown>>;

/** The API lists the events of an activity; some collectors hand on one by itself, or put it into the activity. */
const eventsOf = (activity: Members): readonly Members[] => {
  const events = activity['events'];
  if (Array.isArray(events)) return events.filter(isRecord);
  return [isRecord(events) ? events : activity];
};

/** The API lists parameters by name, some collectors make them members. */
const parameterOf = (event: Members, name: string): string | undefined => {
  const parameters = event['parameters'];
  if (!Array.isArray(parameters)) return textAt(parameters, name);
  return textOf(
    at(
      parameters.find((each) => textAt(each, 'name') === name),
      'value',
    ),
  );
};

/** Two activities of the same time have different qualifiers. */
const idOf = (activity: Members, index: number): string | undefined => {
  const [time, qualifier] = [textAt(activity, 'id', 'time'), textAt(activity, 'id', 'uniqueQualifier')];
  if (time === undefined || qualifier === undefined) return undefined;
  return [time, qualifier, ...(index === 0 ? [] : [index])].join(' ');
};

/**
 * A call of an API, which Google records without saying how it ended. The client is the one that the token was issued to; the actor is
 * named by address, and whether the id of his profile is the `sub` of a token depends on its kind.
 */
const callOf = (activity: Members, event: Members, index: number): InvocationDraft => {
  const time = readRfc3339(textAt(activity, 'id', 'time') ?? '');
  const api = parameterOf(event, 'api_name');
  const fields = present<InvocationFields>({
    recordId: idOf(activity, index),
    eventTime: time?.milliseconds,
    eventTimeWithoutZone: time && !time.zoned ? true : undefined,
    serverName: api,
    toolName: parameterOf(event, 'method_name') ?? api,
    outcome: 'unknown',
    clientId: parameterOf(event, 'client_id'),
    clientName: parameterOf(event, 'app_name'),
    principalName: textAt(activity, 'actor', 'email') ?? textAt(activity, 'actor', 'profileId'),
    sourceIp: textAt(activity, 'ipAddress'),
  });
  return invocationDraft(fields, activity);
};

const map = (value: unknown): Mapped => {
  const activity = value as Members;
  const calls = eventsOf(activity).flatMap((event, index) =>
    textAt(event, 'name') === 'activity' ? [callOf(activity, event, index)] : [],
  );
  return calls.length === 0 ? NO_CALL : calls;
};

const format: Format = {
  id: 'google-workspace-token',
  title: 'OAuth token audit of Google Workspace (Reports API)',
  frames: ['json'],
  yields: ['invocation'],
  evidence:
    'which application called which API for whom; nothing of the token. Grants and revocations name no token and are left out',
  coverage,
  detect: (value) => textAt(value, 'kind') === 'admin#reports#activity' && textAt(value, 'id', 'applicationName') === 'token',
  mapper: () => map,
};

export default format;
