import { present } from '../../lib/present.ts';
import type { Format, Mapped } from '../../model/format.ts';
import type { StatedToken } from '../../model/invocation.ts';
import { isRecord } from '../native/read-fields.ts';
import { ID_SPACES } from '../record/id-spaces.ts';
import { textAt } from '../record/members.ts';

/** Events after which somebody holds the access token that `token_id` names; in others it is a token that came in. */
const ISSUES = new Set([
  'LOGIN',
  'CODE_TO_TOKEN',
  'REFRESH_TOKEN',
  'CLIENT_LOGIN',
  'TOKEN_EXCHANGE',
  'OAUTH2_DEVICE_CODE_TO_TOKEN',
  'AUTHREQID_TO_TOKEN',
  'JWT_AUTHORIZATION_GRANT',
]);
const ON_CONSOLE = /\[org\.keycloak\.events\]/;
const PAIR = /(\w{1,64})=(?:"([^"]*)"|([^\s,"]*))/g;

/** A line of the console: `type="CODE_TO_TOKEN", realmId="acme", clientId="app", token_id="..."`, in older versions without quotes. */
const readLine = (line: string): Readonly<Record<string, unknown>> | undefined => {
  if (!ON_CONSOLE.test(line)) return undefined;
  const pairs: Record<string, unknown> = Object.create(null);
  for (const [, name = '', quoted, bare] of line.slice(0, 16_384).matchAll(PAIR)) pairs[name] ??= quoted ?? bare;
  return typeof pairs['type'] === 'string' ? { ...pairs, details: pairs } : undefined;
};

const eventOf = (value: unknown): unknown => (typeof value === 'string' ? readLine(value) : value);

const isEvent = (event: unknown): boolean =>
  isRecord(event) &&
  typeof event['type'] === 'string' &&
  /^[A-Z][A-Z0-9_]+$/.test(event['type']) &&
  (typeof event['realmId'] === 'string' || typeof event['realmName'] === 'string') &&
  ('clientId' in event || 'ipAddress' in event);

/** Stated is what the token repeats: `jti`, and the client as `azp`. The user id is not always its `sub` (pairwise subjects). */
const map = (value: unknown): Mapped => {
  const event = eventOf(value);
  const jti = textAt(event, 'details', 'token_id');
  if (jti === undefined || !ISSUES.has(textAt(event, 'type') ?? '') || textAt(event, 'error') !== undefined) return [];
  return [
    { kind: 'token', stated: present<StatedToken>({ jti, idSpace: ID_SPACES.keycloak, clientId: textAt(event, 'clientId') }) },
  ];
};

const format: Format = {
  id: 'keycloak-event',
  title: 'Login events of Keycloak (JSON, console)',
  frames: ['json', 'text'],
  yields: ['token'],
  evidence: 'to which client an access token was given, by its jti',
  detect: (value) => isEvent(eventOf(value)),
  mapper: () => map,
};

export default format;
