import { present } from '../../lib/present.ts';
import type { InvocationDraft, TokenDraft } from '../../model/draft.ts';
import type { Format, Mapped } from '../../model/format.ts';
import type { InvocationFields, Outcome, StatedToken } from '../../model/invocation.ts';
import coverage from '../evidence/ocsf.ts';
import { outcomeOfStatus } from '../http/json-rpc.ts';
import { isRecord } from '../native/read-fields.ts';
import { ID_SPACES } from '../record/id-spaces.ts';
import { invocationDraft, urlFields } from '../record/invocation-draft.ts';
import { at, elementsOf, numberAt, numberOf, textAt, zonedTimeOf } from '../record/members.ts';

const API_ACTIVITY = 6003;
const AUTHENTICATION = 3002;

/** Milliseconds are less than this until 1973: what is smaller was written in seconds, against the schema. */
const LEAST_MILLISECONDS = 1e11;
const ACCESS_KEY = /^A[KS]IA[A-Z0-9]{8,}$/;
const REFUSED = /denied|unauthori[sz]ed|forbidden/i;

/** `timestamp_t` of OCSF: milliseconds; the sibling `_dt` counts first, where it has a zone. */
const timeAt = (value: unknown, name: string): number | undefined => {
  const milliseconds = numberAt(value, name);
  const dated = zonedTimeOf(at(value, `${name}_dt`));
  return dated ?? (milliseconds !== undefined && milliseconds >= LEAST_MILLISECONDS ? milliseconds : undefined);
};

const outcomeOf = (event: unknown): Outcome => {
  const code = numberOf(at(event, 'api', 'response', 'code'));
  const error = textAt(event, 'api', 'response', 'error') ?? '';
  if (code === 401 || code === 403 || REFUSED.test(error)) return 'denied';
  if (numberAt(event, 'status_id') === 2 || error !== '') return 'failed';
  return numberAt(event, 'status_id') === 1 ? 'executed' : outcomeOfStatus(code);
};

/** A credential is the id of a token in one case only: an access key of AWS. Others are ids that the product made up. */
const credentialOf = (event: unknown): StatedToken | undefined => {
  const ids = [textAt(event, 'actor', 'session', 'credential_uid'), textAt(event, 'actor', 'user', 'credential_uid')];
  const key = ids.find((id) => id !== undefined && ACCESS_KEY.test(id));
  return key === undefined ? undefined : { jti: key, idSpace: ID_SPACES.aws };
};

/** Users are ids and names of the product; which of them a token would repeat is not said. */
const toInvocation = (event: Readonly<Record<string, unknown>>): InvocationDraft => {
  const resources = elementsOf(event['resources']);
  const code = numberOf(at(event, 'api', 'response', 'code'));
  const fields = present<InvocationFields>({
    recordId: textAt(event, 'metadata', 'uid'),
    eventTime: timeAt(event, 'time'),
    serverName: textAt(event, 'api', 'service', 'name') ?? textAt(event, 'metadata', 'product', 'name'),
    toolName: textAt(event, 'api', 'operation'),
    resource: resources.length === 1 ? (textAt(resources[0], 'uid') ?? textAt(resources[0], 'name')) : undefined,
    outcome: outcomeOf(event),
    httpMethod: textAt(event, 'http_request', 'http_method'),
    ...urlFields(textAt(event, 'http_request', 'url', 'url_string')),
    httpStatus: code !== undefined && code >= 100 && code < 600 ? code : undefined,
    requestId: textAt(event, 'api', 'request', 'uid') ?? textAt(event, 'http_request', 'uid'),
    principalName: textAt(event, 'actor', 'user', 'uid') ?? textAt(event, 'actor', 'user', 'name'),
    agentName: textAt(event, 'actor', 'app_uid') ?? textAt(event, 'actor', 'app_name'),
    sourceIp: textAt(event, 'src_endpoint', 'ip'),
    userAgent: textAt(event, 'http_request', 'user_agent'),
    statedToken: credentialOf(event),
  });
  return invocationDraft(fields, event, { sessionId: textAt(event, 'actor', 'session', 'uid') });
};

/** A token that an authentication event names; of use where it is an access key, since no other id says whose it is. */
const toTokens = (event: unknown): TokenDraft[] => {
  const uid = textAt(event, 'authentication_token', 'uid');
  if (uid === undefined || !ACCESS_KEY.test(uid)) return [];
  const expiresAt = timeAt(at(event, 'authentication_token'), 'expiration_time');
  return [{ kind: 'token', stated: present<StatedToken>({ jti: uid, idSpace: ID_SPACES.aws, expiresAt }) }];
};

const map = (value: unknown): Mapped => {
  const event = value as Readonly<Record<string, unknown>>;
  if (event['class_uid'] === API_ACTIVITY) return [toInvocation(event)];
  return event['class_uid'] === AUTHENTICATION ? toTokens(event) : [];
};

const format: Format = {
  id: 'ocsf',
  title: 'OCSF events (API Activity 6003, Authentication 3002)',
  frames: ['json'],
  yields: ['invocation', 'token'],
  evidence: 'who called what and when; the access key behind it, where the product is of AWS',
  coverage,
  detect: (value) => isRecord(value) && Number.isInteger(value['class_uid']) && Number.isInteger(value['category_uid']),
  mapper: () => map,
};

export default format;
