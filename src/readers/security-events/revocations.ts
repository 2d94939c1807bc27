import type { RevocationDraft } from '../../model/draft.ts';
import { isRecord } from '../native/read-fields.ts';

/** Event types that end something, by the last part of their URI (CAEP 1.0, RISC 1.0, the early OAuth event types). */
const ENDS =
  /\/(?:session-revoked|sessions-revoked|account-disabled|account-purged|token-revoked|tokens-revoked|client-disabled)$/;

type Named = Pick<RevocationDraft, 'tokenIssuer' | 'tokenJti' | 'sessionId' | 'tokenSubject' | 'tokenClientId'>;
type Member = Readonly<Record<string, unknown>>;

const text = (member: Member, name: string): string | undefined => {
  const value = Object.hasOwn(member, name) ? member[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const issuerAndSubject = (id: Member): Named => {
  const issuer = text(id, 'iss');
  const subject = text(id, 'sub');
  return { ...(issuer && { tokenIssuer: issuer }), ...(subject && { tokenSubject: subject }) };
};

const token = (id: Member): Named => {
  const issuer = text(id, 'iss');
  const jti = text(id, 'jti');
  return issuer && jti ? { tokenIssuer: issuer, tokenJti: jti } : {};
};

/** The members of a complex subject that narrow it most, first: all of them hold together (RFC 9493 §3, SSF 1.0). */
const COMPLEX = ['session', 'user', 'application'] as const;

const complex = (id: Member): Named => {
  for (const name of COMPLEX) {
    const part = id[name];
    if (!isRecord(part)) continue;
    const named = name === 'application' ? client(part) : simple(part, name);
    if (Object.keys(named).length > 0) return named;
  }
  return {};
};

const client = (id: Member): Named => {
  const value = text(id, 'id') ?? text(id, 'sub');
  return value ? { tokenClientId: value } : {};
};

/** A subject identifier (RFC 9493 §3.2). An opaque id names a session unless it stands for a user. */
const simple = (id: Member, role: 'session' | 'user'): Named => {
  switch (text(id, 'format') ?? text(id, 'subject_type')) {
    case 'iss_sub':
      return issuerAndSubject(id);
    case 'jwt_id':
      return token(id);
    case 'email': {
      const email = text(id, 'email');
      return email ? { tokenSubject: email } : {};
    }
    case 'opaque': {
      const value = text(id, 'id');
      if (!value) return {};
      return role === 'session' ? { sessionId: value } : { tokenSubject: value };
    }
    default:
      return {};
  }
};

const subjectOf = (set: Member, event: Member): Named => {
  const id = set['sub_id'] ?? event['subject'] ?? event['sub_id'];
  if (!isRecord(id)) return {};
  const kind = text(id, 'format') ?? text(id, 'subject_type');
  return kind === 'complex' || kind === undefined ? complex(id) : simple(id, 'session');
};

const seconds = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value * 1000 : undefined;

/**
 * What a security event token ends (RFC 8417, CAEP): when it happened is `event_timestamp`, else `toe`; when the servers could
 * know is `iat`. Events that end nothing, and subjects that name nobody, give nothing.
 */
export const revocationsOf = (set: Member): RevocationDraft[] => {
  const events = isRecord(set['events']) ? Object.entries(set['events']) : [];
  return events.flatMap(([type, event]) => {
    if (!ENDS.test(type) || !isRecord(event)) return [];
    const knownAt = seconds(set['iat']);
    const revokedAt = seconds(event['event_timestamp']) ?? seconds(set['toe']) ?? knownAt;
    const named = subjectOf(set, event);
    if (revokedAt === undefined || Object.keys(named).length === 0) return [];
    return [{ kind: 'revocation', revokedAt, knownAt: Math.max(knownAt ?? revokedAt, revokedAt), ...named }];
  });
};
