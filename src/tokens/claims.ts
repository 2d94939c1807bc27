import { sha256Base64url, sha256Notation } from '../lib/digest.ts';
import type { Actor, AuthorizationDetail, Claims, Confirmation } from '../model/token.ts';
import { digestMembers } from './digest-members.ts';
import { isJsonObject, type JsonObject, member, objectMember, present, stringMember, stringsMember } from './json-object.ts';

const MAXIMUM_ACTORS = 32;

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** A NumericDate (RFC 7519 §2) as milliseconds; `Infinity` where it is not finite. */
const dateMember = (payload: JsonObject, name: string): number | undefined => {
  const seconds = member(payload, name);
  if (typeof seconds !== 'number') return undefined;
  const milliseconds = seconds * 1000;
  return Number.isFinite(milliseconds) ? milliseconds : Number.POSITIVE_INFINITY;
};

const oneOrMore = (payload: JsonObject, name: string): readonly string[] | undefined => {
  const one = stringMember(payload, name);
  return one === undefined ? stringsMember(payload, name) : [one];
};

const splitMember = (payload: JsonObject, name: string): readonly string[] | undefined => {
  const text = stringMember(payload, name);
  return text === undefined ? undefined : words(text);
};

const readConfirmation = (cnf: JsonObject): Confirmation =>
  present({ jkt: stringMember(cnf, 'jkt'), x5tS256: stringMember(cnf, 'x5t#S256') });

const readActor = (party: JsonObject): Actor =>
  present({
    issuer: stringMember(party, 'iss'),
    subject: stringMember(party, 'sub'),
    clientId: stringMember(party, 'client_id'),
  });

/** The chain of `act`, the current actor first (RFC 8693 §4.1). */
const readActors = (outermost: JsonObject): Actor[] => {
  const actors: Actor[] = [];
  let act: JsonObject | undefined = outermost;
  for (let depth = 0; act && depth < MAXIMUM_ACTORS; depth += 1) {
    actors.push(readActor(act));
    act = objectMember(act, 'act');
  }
  return actors.some((actor) => Object.keys(actor).length > 0) ? actors : [];
};

/** A list that is there and is none of strings restricts to nothing; one that is absent does not restrict. */
const statedStrings = (object: JsonObject, name: string): readonly string[] | undefined =>
  Object.hasOwn(object, name) ? (stringsMember(object, name) ?? []) : undefined;

const readDetail = (detail: JsonObject): AuthorizationDetail =>
  present({
    type: stringMember(detail, 'type'),
    actions: statedStrings(detail, 'actions'),
    locations: statedStrings(detail, 'locations'),
    identifier: stringMember(detail, 'identifier'),
  });

/** RFC 9396 §2. */
const readDetails = (payload: JsonObject): AuthorizationDetail[] | undefined => {
  const details = member(payload, 'authorization_details');
  return Array.isArray(details) ? details.filter(isJsonObject).map(readDetail) : undefined;
};

const isTransactionToken = (typ: string | undefined): boolean => /^(?:application\/)?txntoken\+jwt$/i.test(typ ?? '');

/** `purpose` and its older name `purp`; a transaction token states its purpose as scope. */
const readPurposes = (payload: JsonObject, typ: string | undefined): readonly string[] | undefined => {
  const stated = [...(oneOrMore(payload, 'purpose') ?? []), ...(oneOrMore(payload, 'purp') ?? [])];
  const scope = isTransactionToken(typ) ? splitMember(payload, 'scope') : undefined;
  const purposes = [...new Set([...stated, ...(scope ?? [])])];
  return purposes.length > 0 ? purposes : undefined;
};

const readArgumentsDigest = (payload: JsonObject, context: JsonObject | undefined): string | undefined => {
  const stated = stringMember(payload, 'arguments_sha256') ?? (context && stringMember(context, 'arguments_sha256'));
  return stated === undefined ? undefined : sha256Notation(stated);
};

/** Claims of Kubernetes and GitHub Actions that tie a token to a pod or a run. */
const readWorkload = (payload: JsonObject): Pick<Claims, 'podUid' | 'warnAfter' | 'runId' | 'environment'> => {
  const kubernetes = objectMember(payload, 'kubernetes.io');
  const pod = kubernetes && objectMember(kubernetes, 'pod');
  const run = member(payload, 'run_id');
  return present({
    podUid: pod && stringMember(pod, 'uid'),
    warnAfter: kubernetes && dateMember(kubernetes, 'warnafter'),
    runId: typeof run === 'number' ? String(run) : stringMember(payload, 'run_id'),
    environment: stringMember(payload, 'environment'),
  });
};

const readTimes = (payload: JsonObject): Pick<Claims, 'issuedAt' | 'notBefore' | 'expiresAt' | 'authenticatedAt'> =>
  present({
    issuedAt: dateMember(payload, 'iat'),
    notBefore: dateMember(payload, 'nbf'),
    expiresAt: dateMember(payload, 'exp'),
    authenticatedAt: dateMember(payload, 'auth_time'),
  });

const readParties = (
  payload: JsonObject,
): Pick<Claims, 'issuer' | 'subject' | 'audience' | 'jti' | 'uti' | 'clientId' | 'cid' | 'azp' | 'appid'> =>
  present({
    issuer: stringMember(payload, 'iss'),
    subject: stringMember(payload, 'sub'),
    audience: oneOrMore(payload, 'aud'),
    jti: stringMember(payload, 'jti'),
    uti: stringMember(payload, 'uti'),
    clientId: stringMember(payload, 'client_id'),
    cid: stringMember(payload, 'cid'),
    azp: stringMember(payload, 'azp'),
    appid: stringMember(payload, 'appid'),
  });

const readDelegation = (payload: JsonObject): Pick<Claims, 'confirmation' | 'actors' | 'mayAct'> => {
  const [cnf, act, mayAct] = [objectMember(payload, 'cnf'), objectMember(payload, 'act'), objectMember(payload, 'may_act')];
  return present({
    confirmation: cnf && readConfirmation(cnf),
    actors: act && readActors(act),
    mayAct: mayAct && readActor(mayAct),
  });
};

/**
 * The claims that rules read, of the payload of a token or of an introspection answer (RFC 7662 §2.2), and the names of all. Times
 * become milliseconds, `sid` a digest, members of `tctx` digests under `digestKey`. A claim of the wrong type is left out. `typ` is
 * that of the header, since a transaction token states its purpose in `scope`.
 */
export const readClaims = (payload: JsonObject, digestKey: Uint8Array, typ?: string): Claims => {
  const context = objectMember(payload, 'tctx');
  const sid = stringMember(payload, 'sid');
  return {
    names: Object.keys(payload),
    ...readParties(payload),
    ...readTimes(payload),
    ...readDelegation(payload),
    ...readWorkload(payload),
    ...present<Omit<Claims, 'names'>>({
      scope: splitMember(payload, 'scope'),
      scp: stringsMember(payload, 'scp') ?? splitMember(payload, 'scp'),
      roles: stringsMember(payload, 'roles'),
      acr: stringMember(payload, 'acr'),
      authorizationDetails: readDetails(payload),
      sessionId: sid === undefined ? undefined : sha256Base64url(sid),
      transactionId: stringMember(payload, 'txn'),
      purposes: readPurposes(payload, typ),
      transactionContext: context && digestMembers(context, digestKey),
      argumentsSha256: readArgumentsDigest(payload, context),
    }),
  };
};
