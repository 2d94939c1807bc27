import { sha256Notation } from '../../lib/digest.ts';
import { present } from '../../lib/present.ts';
import { type ReadTime, readRfc3339 } from '../../lib/rfc3339.ts';
import type { Format, Mapped } from '../../model/format.ts';
import type { InvocationFields, Outcome, StatedToken } from '../../model/invocation.ts';
import coverage from '../evidence/github-audit.ts';
import { outcomeOfStatus } from '../http/json-rpc.ts';
import { nameRoute } from '../http/route.ts';
import { isRecord, reject } from '../native/read-fields.ts';
import { addressOf } from '../record/address.ts';
import { at, numberAt, textAt, textOf, wordsOf } from '../record/members.ts';

/** Whose ids the ids of tokens are: GitHub names no issuer for them. */
const TOKEN_IDS = 'github-token-id';

/** Milliseconds since the epoch, or text; a collector that cannot write `@` has a name of its own for it. */
const timeOf = (event: unknown): ReadTime | undefined => {
  const stated = at(event, '@timestamp') ?? at(event, 'at_sign_timestamp') ?? at(event, 'created_at');
  if (typeof stated === 'number') return Number.isFinite(stated) ? { milliseconds: stated, zoned: true } : undefined;
  return readRfc3339(textOf(stated) ?? '');
};

/** 0 stands for none; a number that JSON cannot hold exactly is no id any more. */
const tokenIdOf = (event: unknown): string | undefined => {
  const id = at(event, 'token_id');
  const text = typeof id === 'number' ? (Number.isSafeInteger(id) ? String(id) : undefined) : textOf(id);
  return text === '0' ? undefined : text;
};

const isPublicKey = (event: unknown): boolean => (textAt(event, 'programmatic_access_type') ?? '').startsWith('Public Key');

/** SHA-256 of the token in base64, the same as that of a leak report or `ath` of a DPoP proof; of a key it is something else. */
const tokenHashOf = (event: unknown): string | undefined => {
  const hash = textAt(event, 'hashed_token');
  return hash === undefined || isPublicKey(event) ? undefined : sha256Notation(hash);
};

const statedTokenOf = (event: unknown): StatedToken | undefined => {
  const jti = tokenIdOf(event);
  const scopes = wordsOf(at(event, 'token_scopes'));
  if (isPublicKey(event) || (jti === undefined && scopes === undefined)) return undefined;
  return present<StatedToken>({ ...(jti !== undefined && { idSpace: TOKEN_IDS }), jti, scopes });
};

/** `api.request` is named by its route, anything else by its action. */
const toolOf = (event: unknown): string | undefined => {
  const action = textAt(event, 'action');
  const method = textAt(event, 'request_method');
  const path = textAt(event, 'url_path');
  const route = textAt(event, 'route');
  if (action !== 'api.request' || method === undefined) return action;
  if (route !== undefined) return `${method} ${route}`;
  return path === undefined ? action : nameRoute(method, path);
};

/** What stands in the log without a status was done. */
const outcomeOf = (event: unknown): Outcome => {
  const status = numberAt(event, 'status_code');
  return status === undefined ? 'executed' : outcomeOfStatus(status);
};

const isTrue = (event: unknown, name: string): boolean => at(event, name) === true;

const partiesOf = (event: unknown): InvocationFields => {
  const actor = textAt(event, 'actor');
  const isAgent = isTrue(event, 'actor_is_bot') || isTrue(event, 'actor_is_agent');
  const application = at(event, 'oauth_application_id');
  return present<InvocationFields>({
    principalName: actor,
    agentName: isAgent ? actor : undefined,
    clientName: typeof application === 'number' && application > 0 ? String(application) : textOf(application),
  });
};

/** What is done in the browser carries no token, and is no call of a tool. */
const isProgrammatic = (event: unknown): boolean =>
  textAt(event, 'hashed_token') !== undefined ||
  tokenIdOf(event) !== undefined ||
  textAt(event, 'programmatic_access_type') !== undefined;

const map = (value: unknown): Mapped => {
  if (textAt(value, 'action') === undefined) return reject('action: expected what was done, found none');
  if (!isProgrammatic(value)) return [];
  const time = timeOf(value);
  const fields = present<InvocationFields>({
    recordId: textAt(value, '_document_id'),
    eventTime: time?.milliseconds,
    eventTimeWithoutZone: time && !time.zoned ? true : undefined,
    serverName: 'github',
    toolName: toolOf(value),
    resource: textAt(value, 'repo') ?? textAt(value, 'repository'),
    outcome: outcomeOf(value),
    httpMethod: textAt(value, 'request_method'),
    httpStatus: numberAt(value, 'status_code'),
    tokenScheme: isPublicKey(value) ? 'other' : undefined,
    tokenSha256: tokenHashOf(value),
    statedToken: statedTokenOf(value),
    requestId: textAt(value, 'request_id'),
    sourceIp: addressOf(textAt(value, 'actor_ip')),
    userAgent: textAt(value, 'user_agent'),
    ...partiesOf(value),
  });
  return [{ kind: 'invocation', fields }];
};

const ACTION = /^[a-z0-9_]{1,64}\.[a-z0-9_.]{1,128}$/i;

const isStamped = (value: unknown): boolean =>
  textAt(value, 'actor') !== undefined &&
  (['@timestamp', 'at_sign_timestamp'].some((name) => at(value, name) !== undefined) ||
    (textAt(value, 'org') !== undefined && at(value, 'created_at') !== undefined));

const format: Format = {
  id: 'github-audit',
  title: 'GitHub audit log (streamed, exported, from the API)',
  frames: ['json'],
  yields: ['invocation'],
  evidence: 'the hash and the scopes of the token; neither issuer, audience nor end',
  coverage,
  detect: (value) =>
    isRecord(value) &&
    ACTION.test(textAt(value, 'action') ?? '') &&
    (textAt(value, '_document_id') !== undefined || isStamped(value)),
  mapper: () => map,
};

export default format;
