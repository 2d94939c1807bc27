import { present } from '../../lib/present.ts';
import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { TokenDraft } from '../../model/draft.ts';
import type { StatedToken } from '../../model/invocation.ts';
import { textAt } from '../record/members.ts';

/** Whose ids access key ids are: they name the credential, and no issuer in the sense of a token. */
const ACCESS_KEYS = 'aws-access-key-id';

/** What is known of the credential that signed a request: its id, the same where it was issued and where it is used. */
export const accessKey = (id: string | undefined): StatedToken | undefined =>
  id === undefined ? undefined : { idSpace: ACCESS_KEYS, jti: id };

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SPELT = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})\s?(AM|PM)$/;

/** Epoch milliseconds of `Jul 9, 2024, 4:41:37 PM`, in which STS writes the end of a credential, in UTC without saying so. */
export const readSpeltTime = (text: string): number | undefined => {
  const [, month = '', day, year, hour, minute, second, half] = SPELT.exec(text) ?? [];
  const index = MONTHS.indexOf(month);
  if (index === -1) return readRfc3339(text)?.milliseconds;
  return Date.UTC(
    Number(year),
    index,
    Number(day),
    (Number(hour) % 12) + (half === 'PM' ? 12 : 0),
    Number(minute),
    Number(second),
  );
};

/** The credential that an STS call gave out (AssumeRole and its kin, GetSessionToken, GetFederationToken). */
export const issuedKey = (event: unknown, eventTime: number | undefined): TokenDraft | undefined => {
  const given = (...path: readonly string[]): string | undefined => textAt(event, 'responseElements', ...path);
  const key = accessKey(given('credentials', 'accessKeyId'));
  if (!key) return undefined;
  const expiration = given('credentials', 'expiration');
  const stated = present<StatedToken>({
    ...key,
    subject: given('assumedRoleUser', 'arn') ?? given('federatedUser', 'arn'),
    issuedAt: eventTime,
    expiresAt: expiration === undefined ? undefined : readSpeltTime(expiration),
  });
  return { kind: 'token', stated };
};
