import { foldVantagePoints } from '../evaluate/vantage.ts';
import { indexPolicy } from '../facts/policy-index.ts';
import { remembering } from '../lib/remembering.ts';
import type { InvocationFields } from '../model/invocation.ts';
import { NO_POLICY } from '../model/policy.ts';
import type { StoredRecord, StoredToken } from '../model/stored.ts';
import type { Claims, KeyFacts } from '../model/token.ts';
import { type Seen, sight } from '../policy/sighting.ts';
import { createSurvey, type Survey } from '../policy/survey.ts';
import { createFolding } from '../store/fold.ts';
import type { OpenDatabase } from '../store/open.ts';
import { createReader, type Reader } from '../store/read.ts';
import { fieldsOf, proofOf } from '../store/record-fields.ts';
import { resolveIdentities } from '../store/resolve.ts';

/** The token of a call, or the sample that has the issuer and id that the log states. */
const tokenOf = ({ recordClass: { tokenId, presented } }: StoredRecord, reader: Reader): StoredToken | undefined => {
  const token = tokenId === undefined ? undefined : reader.token(tokenId);
  if (token?.sample || token?.stated) return token;
  const { issuer, idSpace, jti } = presented.statedToken ?? {};
  const giver = issuer ?? idSpace;
  return (giver !== undefined && jti !== undefined ? reader.tokenNamed(giver, jti) : undefined) ?? token;
};

/** The claims of the first answer about a token that calls it active. */
type Introspected = (sha256: string) => Claims | undefined;

const claimsOf = (token: StoredToken | undefined, fields: InvocationFields, introspected: Introspected): Claims | undefined => {
  if (token?.sample?.claims) return token.sample.claims;
  const hash = token?.sha256 ?? fields.tokenSha256;
  return hash === undefined ? undefined : introspected(hash);
};

const isVerified = (token: StoredToken | undefined, keys: readonly KeyFacts[]): boolean => {
  const { claims, signature } = token?.sample ?? {};
  return keys.some(({ issuer, thumbprint }) => issuer === claims?.issuer && signature?.verifiedBy.includes(thumbprint));
};

/** Tokens of which is remembered what an answer said; a log goes on with those that it began with not long ago. */
const REMEMBERED = 10_000;

const introspectedBy = (reader: Reader): Introspected =>
  remembering((sha256: string) => reader.introspections(sha256).find(({ active }) => active)?.claims, REMEMBERED);

const seenIn = (record: StoredRecord, reader: Reader, introspected: Introspected, keys: readonly KeyFacts[]): Seen => {
  const token = tokenOf(record, reader);
  const fields = fieldsOf(record);
  return {
    fields,
    claims: claimsOf(token, fields, introspected),
    stated: token?.stated ?? fields.statedToken,
    header: token?.sample?.header,
    proof: proofOf(record),
    verified: isVerified(token, keys),
  };
};

/** Surveys all calls of a database, each request once, whoever logged it. */
export const surveyCalls = (
  { connection }: OpenDatabase,
  keys: readonly KeyFacts[],
): { readonly survey: Survey; readonly reader: Reader } => {
  resolveIdentities(connection);
  connection.transaction(() => foldVantagePoints(createFolding(connection), indexPolicy(NO_POLICY, keys)))();
  const reader = createReader(connection);
  const collector = createSurvey();
  const introspected = introspectedBy(reader);
  for (const record of reader.inOrder()) collector.add(sight(seenIn(record, reader, introspected, keys)));
  return { survey: collector.survey(), reader };
};
