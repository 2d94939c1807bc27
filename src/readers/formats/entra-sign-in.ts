import { present } from '../../lib/present.ts';
import type { TokenDraft } from '../../model/draft.ts';
import type { Format } from '../../model/format.ts';
import type { StatedToken } from '../../model/invocation.ts';
import { type Columns, columnsOf, recordsOf } from '../entra/columns.ts';
import { readTokenId } from '../entra/token-id.ts';
import { ID_SPACES } from '../record/id-spaces.ts';
import { at, numberOf, textOf } from '../record/members.ts';

const isSignIn = (columns: Columns): boolean =>
  textOf(columns['category'])?.endsWith('SignInLogs') === true || ('uniquetokenidentifier' in columns && 'appid' in columns);

/** A sign-in that failed, or was interrupted, gave no token. Absent columns say nothing against it. */
const succeeded = (columns: Columns): boolean =>
  (numberOf(columns['resulttype']) ?? numberOf(at(columns['status'], 'errorCode')) ?? 0) === 0;

/**
 * What is stated is what the token repeats: `uti` and the application. Not the resource, since `aud` may be its URI or its id; not the
 * scopes of the processing details, which are those asked for; not the user, whose object id is no `sub`.
 */
const issuedToken = (columns: Columns): TokenDraft[] => {
  const id = textOf(columns['uniquetokenidentifier']);
  if (id === undefined || !succeeded(columns)) return [];
  const stated = present<StatedToken>({ jti: readTokenId(id), idSpace: ID_SPACES.entra, clientId: textOf(columns['appid']) });
  return [{ kind: 'token', stated }];
};

const format: Format = {
  id: 'entra-sign-in',
  title: 'Sign-ins of Microsoft Entra (diagnostic settings, Log Analytics, Microsoft Graph)',
  frames: ['json', 'csv'],
  yields: ['token'],
  evidence: 'to which application a token was given, by its uti',
  columns: ['UniqueTokenIdentifier', 'AppId'],
  detect: (value) => isSignIn(columnsOf(recordsOf(value)[0])),
  mapper: () => (value) => recordsOf(value).flatMap((record) => issuedToken(columnsOf(record))),
};

export default format;
