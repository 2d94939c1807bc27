import type { TokenDraft } from '../../model/draft.ts';
import { ID_SPACES } from '../record/id-spaces.ts';
import { at, textAt, zonedTimeOf } from '../record/members.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const EXPIRATION = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})\s(AM|PM)$/;

/** `Jul 9, 2024, 4:41:37 PM`, as CloudTrail writes the end of credentials: without a zone, in UTC. */
const readExpiration = (text: string | undefined): number | undefined => {
  const match = EXPIRATION.exec(text ?? '');
  if (!match) return zonedTimeOf(text);
  const [, name = '', day, year, hour, minute, second, half] = match;
  const month = MONTHS.indexOf(name);
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  return month === -1 ? undefined : Date.UTC(Number(year), month, Number(day), hours, Number(minute), Number(second));
};

/** Whether a CloudTrail event hands out temporary credentials: `AssumeRole`, `GetSessionToken` and the like of AWS STS. */
export const isStsIssuance = (event: unknown): boolean =>
  textAt(event, 'eventSource') === 'sts.amazonaws.com' &&
  textAt(event, 'responseElements', 'credentials', 'accessKeyId') !== undefined;

/**
 * The credentials that a CloudTrail event hands out, by their access key: calls made with them log it as `userIdentity.accessKeyId`.
 * Audience, subject and provider of the event are those of the token that was traded in, not of the credentials.
 */
export const stsTokens = (event: unknown): TokenDraft[] => {
  const credentials = at(event, 'responseElements', 'credentials');
  const jti = textAt(credentials, 'accessKeyId');
  if (jti === undefined) return [];
  const expiresAt = readExpiration(textAt(credentials, 'expiration'));
  return [{ kind: 'token', stated: { jti, idSpace: ID_SPACES.aws, ...(expiresAt !== undefined && { expiresAt }) } }];
};
