import { foldVantagePoints } from '../evaluate/vantage.ts';
import { indexPolicy } from '../facts/policy-index.ts';
import { NO_POLICY } from '../model/policy.ts';
import type { StoredInvocation, StoredToken } from '../model/stored.ts';
import type { Claims, KeyFacts } from '../model/token.ts';
import { type Seen, sight } from '../policy/sighting.ts';
import { createSurvey, type Survey } from '../policy/survey.ts';
import { createFolding } from '../store/fold.ts';
import type { OpenDatabase } from '../store/open.ts';
import { createReader, type Reader } from '../store/read.ts';
import { resolveIdentities } from '../store/resolve.ts';

/** The token of a call, or the sample that has the issuer and id that the log states. */
const tokenOf = ({ tokenId, fields }: StoredInvocation, reader: Reader): StoredToken | undefined => {
  const token = tokenId === undefined ? undefined : reader.token(tokenId);
  if (token?.sample || token?.stated) return token;
  const { issuer, idSpace, jti } = fields.statedToken ?? {};
  const giver = issuer ?? idSpace;
  return (giver !== undefined && jti !== undefined ? reader.tokenNamed(giver, jti) : undefined) ?? token;
};

const claimsOf = (token: StoredToken | undefined, { fields }: StoredInvocation, reader: Reader): Claims | undefined => {
  if (token?.sample?.claims) return token.sample.claims;
  const hash = token?.sha256 ?? fields.tokenSha256;
  return hash === undefined ? undefined : reader.introspections(hash).find(({ active }) => active)?.claims;
};

const isVerified = (token: StoredToken | undefined, keys: readonly KeyFacts[]): boolean => {
  const { claims, signature } = token?.sample ?? {};
  return keys.some(({ issuer, thumbprint }) => issuer === claims?.issuer && signature?.verifiedBy.includes(thumbprint));
};

const seenIn = (invocation: StoredInvocation, reader: Reader, keys: readonly KeyFacts[]): Seen => {
  const token = tokenOf(invocation, reader);
  return {
    fields: invocation.fields,
    claims: claimsOf(token, invocation, reader),
    stated: token?.stated ?? invocation.fields.statedToken,
    header: token?.sample?.header,
    proof: invocation.proofId === undefined ? undefined : reader.proof(invocation.proofId).facts,
    verified: isVerified(token, keys),
  };
};

/** Surveys all calls of a database, each request once, whoever logged it. */
export const surveyCalls = (
  { connection }: OpenDatabase,
  keys: readonly KeyFacts[],
): { readonly survey: Survey; readonly reader: Reader } => {
  resolveIdentities(connection);
  foldVantagePoints(createFolding(connection), indexPolicy(NO_POLICY, keys));
  const reader = createReader(connection);
  const collector = createSurvey();
  for (const invocation of reader.invocations()) collector.add(sight(seenIn(invocation, reader, keys)));
  return { survey: collector.survey(), reader };
};
