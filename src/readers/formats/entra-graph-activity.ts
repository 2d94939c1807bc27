import { present } from '../../lib/present.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { Format } from '../../model/format.ts';
import type { InvocationFields, StatedToken } from '../../model/invocation.ts';
import { type Columns, columnsOf, recordsOf, timeOf } from '../entra/columns.ts';
import { readTokenId } from '../entra/token-id.ts';
import coverage from '../evidence/entra-graph-activity.ts';
import { outcomeOfStatus } from '../http/json-rpc.ts';
import { nameRoute } from '../http/route.ts';
import { ID_SPACES } from '../record/id-spaces.ts';
import { ifStated, invocationDraft, urlFields } from '../record/invocation-draft.ts';
import { numberOf, textOf, wordsOf, zonedTimeOf } from '../record/members.ts';

const isActivity = (columns: Columns): boolean =>
  columns['category'] === 'MicrosoftGraphActivityLogs' || ('signinactivityid' in columns && 'requesturi' in columns);

/** Of an application that acts for itself the roles stand in for scopes, as in its token. */
const tokenOf = (columns: Columns): StatedToken | undefined => {
  const id = textOf(columns['signinactivityid']);
  return ifStated(
    present<StatedToken>({
      jti: id && readTokenId(id),
      idSpace: id && ID_SPACES.entra,
      clientId: textOf(columns['appid']),
      scopes: wordsOf(columns['scopes']) ?? wordsOf(columns['roles']),
      issuedAt: zonedTimeOf(columns['tokenissuedat']),
    }),
  );
};

/** The user and the service principal are object ids of the directory, which is no `sub`. */
const toDraft = (record: unknown): InvocationDraft => {
  const columns = columnsOf(record);
  const method = textOf(columns['requestmethod']);
  const url = textOf(columns['requesturi']);
  const status = numberOf(columns['responsestatuscode']);
  const fields = present<InvocationFields>({
    recordId: textOf(columns['requestid']),
    requestId: textOf(columns['requestid']),
    eventTime: timeOf(columns),
    toolName: method && url && nameRoute(method, url),
    httpMethod: method,
    ...urlFields(url),
    httpStatus: status,
    outcome: outcomeOfStatus(status),
    statedToken: tokenOf(columns),
    clientId: textOf(columns['appid']),
    principalName: textOf(columns['userid']) ?? textOf(columns['serviceprincipalid']),
    deviceId: textOf(columns['deviceid']) ?? textOf(columns['c_deviceid']),
    sourceIp: textOf(columns['ipaddress']),
    userAgent: textOf(columns['useragent']),
  });
  return invocationDraft(fields, columns, { sessionId: textOf(columns['sessionid']) ?? textOf(columns['c_sid']) });
};

const format: Format = {
  id: 'entra-graph-activity',
  title: 'Microsoft Graph activity (diagnostic settings, Log Analytics)',
  frames: ['json', 'csv'],
  yields: ['invocation'],
  evidence: 'the uti, application, scopes and time of issue of the token behind each request',
  coverage,
  columns: ['RequestUri', 'SignInActivityId'],
  detect: (value) => isActivity(columnsOf(recordsOf(value)[0])),
  mapper: () => (value) => recordsOf(value).map(toDraft),
};

export default format;
