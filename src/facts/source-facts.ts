import { type Fact, known, unknown } from './fact.ts';
import type { Subject } from './subject.ts';
import type { FactValues } from './values.ts';

const verbatimToken = (subject: Subject): Fact<FactValues['verbatimToken']> => {
  if (!subject.invocation.fields.tokenVerbatim) return unknown('no-token-sample');
  const expiresAt = subject.token?.sample?.claims?.expiresAt;
  return known({ expiresAt: expiresAt === undefined || !Number.isFinite(expiresAt) ? null : expiresAt });
};

/** Whether the record says anything by which the token can be known. */
const tokenIdentified = ({ invocation, token }: Subject): Fact<boolean> => {
  const { tokenSha256, statedToken } = invocation.fields;
  const { verified: _, ...facts } = statedToken ?? {};
  return known(token !== undefined || tokenSha256 !== undefined || Object.keys(facts).length > 0);
};

const requestTimed = ({ invocation }: Subject): Fact<boolean> =>
  known(invocation.states('eventTime') && !invocation.fields.eventTimeWithoutZone);

/** Facts about what a source, an issuer or a server shows, for rules over those. */
export const SOURCE_FACTS = {
  verbatimToken,
  tokenIdentified,
  requestTimed,
  asOf: (subject: Subject) => known(subject.asOf),
  assertedVerified: ({ invocation }: Subject) => known(invocation.fields.statedToken?.verified === true),
  tokenTruncated: ({ invocation }: Subject) => known(invocation.fields.tokenTruncated === true),
  serverClock: (subject: Subject) => known(subject.serverClock),
};
