import type { Format, Mapped } from '../../model/format.ts';
import { parseWithin } from '../bounded-json.ts';
import { isRecord, reject } from '../native/read-fields.ts';
import { revocationsOf } from '../security-events/revocations.ts';

const COMPACT = /^(e[w-z0-9_-][A-Za-z0-9_-]*)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]*$/;
const EVENT = /^https:\/\/schemas\.openid\.net\/(?:secevent|event)\//;

const decode = (segment = ''): unknown => parseWithin(Buffer.from(segment, 'base64url').toString('utf8'));

/** A line that is a compact token of type `secevent+jwt`; any other is a token sample. */
const compactPayload = (line: string): unknown => {
  const match = COMPACT.exec(line);
  const header = match && decode(match[1]);
  const isEvent =
    isRecord(header) && typeof header['typ'] === 'string' && /^(?:application\/)?secevent\+jwt$/i.test(header['typ']);
  return isEvent ? decode(match?.[2]) : undefined;
};

const payloadOf = (value: unknown): unknown => (typeof value === 'string' ? compactPayload(value) : value);

const isSet = (value: unknown): boolean =>
  isRecord(value) && isRecord(value['events']) && Object.keys(value['events']).some((type) => EVENT.test(type));

const map = (value: unknown): Mapped => {
  const payload = payloadOf(value);
  if (!isRecord(payload)) return reject('expected a security event token (RFC 8417), found no payload that is an object');
  return revocationsOf(payload);
};

const format: Format = {
  id: 'security-event-token',
  title: 'Security event tokens (RFC 8417: CAEP, RISC)',
  frames: ['json', 'text'],
  yields: ['revocation'],
  evidence: 'the end of a session, a token, a subject or a client; not verified, so it can only make something fail',
  detect: (value) => isSet(payloadOf(value)),
  mapper: () => map,
};

export default format;
