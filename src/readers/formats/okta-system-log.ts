import { present } from '../../lib/present.ts';
import type { TokenDraft } from '../../model/draft.ts';
import type { Format, Mapped } from '../../model/format.ts';
import type { StatedToken } from '../../model/invocation.ts';
import type { Actor } from '../../model/token.ts';
import { isRecord } from '../native/read-fields.ts';
import { ID_SPACES } from '../record/id-spaces.ts';
import { at, elementsOf, recordOf, secondsOf, textAt, wordsOf } from '../record/members.ts';

const GRANT = /^app\.oauth2\.(?:as\.)?(?:token\.grant|authorize\.implicit)\.access_token$/;
/** The form of `jti` in access tokens of Okta; a target may be named by another id. */
const ACCESS_TOKEN_ID = /^AT\.[\w.-]+$/;
const ISSUER = /^https:\/\/\S+$/;
const MOST_ACTORS = 16;

/** The chain of `act`, outermost first, which Okta writes as JSON text. */
const actorsOf = (detail: unknown): Actor[] | undefined => {
  const actors: Actor[] = [];
  let actor = recordOf(at(detail, 'actor'));
  while (actor !== undefined && actors.length < MOST_ACTORS) {
    const party = present<Actor>({
      issuer: textAt(actor, 'iss'),
      subject: textAt(actor, 'sub'),
      clientId: textAt(actor, 'client_id'),
    });
    if (Object.keys(party).length > 0) actors.push(party);
    actor = recordOf(actor['act']);
  }
  return actors.length === 0 ? undefined : actors;
};

/** Left out are `hash`, since Okta does not say of what it is one, and `subject`, which is the id of the user where `sub` is his login. */
const tokenOf = (event: unknown, target: unknown): TokenDraft[] => {
  const jti = textAt(target, 'id');
  if (textAt(target, 'type') !== 'access_token' || jti === undefined || !ACCESS_TOKEN_ID.test(jti)) return [];
  const detail = at(target, 'detailEntry');
  const server = textAt(detail, 'AuthorizationServer') ?? '';
  const issuer = ISSUER.test(server) ? server : undefined;
  const stated = present<StatedToken>({
    issuer,
    idSpace: issuer === undefined ? ID_SPACES.okta : undefined,
    jti,
    audience: wordsOf(at(detail, 'audience')),
    scopes: wordsOf(at(detail, 'scope')) ?? wordsOf(at(event, 'debugContext', 'debugData', 'grantedScopes')),
    expiresAt: secondsOf(at(detail, 'expires')),
    actors: actorsOf(detail),
  });
  return [{ kind: 'token', stated }];
};

const map = (value: unknown): Mapped => {
  const granted = GRANT.test(textAt(value, 'eventType') ?? '') && textAt(value, 'outcome', 'result') === 'SUCCESS';
  return granted ? elementsOf(at(value, 'target')).flatMap((target) => tokenOf(value, target)) : [];
};

const format: Format = {
  id: 'okta-system-log',
  title: 'System Log of Okta',
  frames: ['json'],
  yields: ['token'],
  evidence: 'audience, scopes, actors and end of the access tokens that were granted, by their jti',
  detect: (value) =>
    isRecord(value) &&
    typeof value['published'] === 'string' &&
    typeof value['eventType'] === 'string' &&
    isRecord(value['actor']) &&
    isRecord(value['outcome']),
  mapper: () => map,
};

export default format;
