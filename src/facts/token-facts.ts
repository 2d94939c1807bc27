import type { Reason } from '../model/reasons.ts';
import { CLAIM_FACTS, claimNames, introspectionFor, whyNoClaims } from './claims.ts';
import { type Fact, known, unknown } from './fact.ts';
import { latestAt } from './introspection-answers.ts';
import { judgeSignature, type SignatureJudgement } from './signature.ts';
import type { Subject } from './subject.ts';
import type { FactValues } from './values.ts';

const NO_KEYS: ReadonlySet<string> = new Set();

/** A trusted introspection answer speaks for an opaque token: its form and signature are the issuer's business (contract §6). */
const issuerSpeaksFor = (subject: Subject): boolean =>
  subject.index.policy.introspectionTrusted && introspectionFor(subject) !== undefined;

/** False only where the log states it: absence of a field says nothing. */
const tokenPresented = (subject: Subject): Fact<boolean> => {
  if (subject.token !== undefined || subject.invocation.fields.tokenTruncated === true) return known(true);
  const { tokenScheme, tokenCount } = subject.invocation.fields;
  return known(tokenScheme !== 'none' && tokenCount !== 0);
};

const formJudged = (subject: Subject): Fact<boolean> => {
  const kind = subject.token?.sample?.kind;
  return known(!(kind !== 'jws' && issuerSpeaksFor(subject)));
};

const tokenForm = (subject: Subject): Fact<FactValues['tokenForm']> => {
  const sample = subject.token?.sample;
  return sample?.kind === 'jws' && sample.form ? known(sample.form) : whyNoClaims(subject);
};

const tokenHeader = (subject: Subject): Fact<FactValues['tokenHeader']> => {
  const header = subject.token?.sample?.header;
  return header ? known(header) : whyNoClaims(subject);
};

/** From `iat` to the request: what dated key sets have to cover. Without such sets nobody asks for the time of the request. */
const spanOf = (subject: Subject): { from: number | undefined; readonly until: number | undefined } => ({
  from: subject.token?.sample?.claims?.issuedAt,
  get until() {
    const { eventTime, logTime } = subject.invocation.fields;
    return eventTime ?? logTime;
  },
});

const signature = (subject: Subject): Fact<SignatureJudgement> => {
  const sample = subject.token?.sample;
  if (!sample?.signature || !sample.header) return whyNoClaims(subject);
  return known(
    judgeSignature({
      trial: sample.signature,
      header: sample.header,
      atHand: subject.token?.keysAtHand ?? NO_KEYS,
      keys: subject.index.keys,
      issuer: sample.claims?.issuer,
      span: spanOf(subject),
    }),
  );
};

const tokenHash = (subject: Subject): Fact<string> => {
  const hash = subject.invocation.fields.tokenSha256 ?? subject.token?.sha256;
  return hash === undefined ? unknown('no-token-sample') : known(hash);
};

const stated =
  <T>(pick: (fields: Subject['invocation']['fields']) => T | undefined, reason: Reason) =>
  (subject: Subject): Fact<T> => {
    const value = pick(subject.invocation.fields);
    return value === undefined ? unknown(reason) : known(value);
  };

/** RFC 7662 §2.2: the latest answer at or before the request counts; later ones say nothing about it. */
const introspectedActive = (subject: Subject): Fact<boolean> => {
  if (subject.introspections.length === 0) return unknown('opaque-no-introspection');
  const { eventTime } = subject.invocation.fields;
  if (eventTime === undefined) return unknown('no-request-time');
  const latest = latestAt(subject.introspections, eventTime);
  return latest ? known(latest.active, subject.index.policy.introspectionTrusted) : unknown('opaque-no-introspection');
};

const introspectionAsked = (subject: Subject): Fact<boolean> =>
  known(subject.introspections.length > 0 || subject.token?.sample?.kind !== 'jws');

/** The best source of facts that is not this log line itself. */
const sampledClaims = (subject: Subject): Fact<FactValues['sampledClaims']> => {
  const sample = subject.token?.sample?.claims ?? introspectionFor(subject);
  if (!sample) return whyNoClaims(subject);
  const { issuer, jti, subject: party, audience, scope, scp, expiresAt } = sample;
  const scopes = scope ?? scp;
  const vouched = CLAIM_FACTS.issuer(subject);
  return known(
    {
      ...(issuer === undefined ? {} : { issuer }),
      ...(jti === undefined ? {} : { jti }),
      ...(party === undefined ? {} : { subject: party }),
      ...(audience === undefined ? {} : { audience }),
      ...(scopes === undefined ? {} : { scopes }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
    vouched.known && vouched.verified,
  );
};

/** Facts about the token that was presented. */
export const TOKEN_FACTS = {
  ...CLAIM_FACTS,
  claimNames,
  tokenPresented,
  tokenForm,
  tokenHeader,
  tokenHash,
  formJudged,
  signature,
  introspectedActive,
  introspectionAsked,
  sampledClaims,
  tokenScheme: stated(({ tokenScheme }) => tokenScheme, 'binding-mode-unknown'),
  tokenCount: stated(({ tokenCount }) => tokenCount, 'coverage-unknown'),
  tokenInUrl: stated(({ tokenInUrl }) => tokenInUrl, 'no-request-uri'),
  statedToken: stated(({ statedToken }) => statedToken, 'coverage-unknown'),
};
