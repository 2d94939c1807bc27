import { type Fact, known, knownLater, unknown } from './fact.ts';
import type { RequestTime } from './records.ts';
import type { Subject } from './subject.ts';
import type { FactValues } from './values.ts';

const at = (time: number): RequestTime => ({ earliest: time, latest: time });

/** Never the auditor's now (contract §1). A log is written after the request, so a log time alone bounds it from above. */
const requestTime = ({ invocation }: Subject): Fact<RequestTime> => {
  const { fields } = invocation;
  if (invocation.states('eventTime') && !fields.eventTimeWithoutZone) return knownLater(() => at(fields.eventTime as number));
  if (invocation.states('logTime'))
    return knownLater(() => ({ earliest: Number.NEGATIVE_INFINITY, latest: fields.logTime as number }));
  return unknown('no-request-time');
};

const requestMethod = (subject: Subject): Fact<string> => {
  const { httpMethod } = subject.invocation.fields;
  return httpMethod === undefined ? unknown('no-request-method') : known(httpMethod);
};

const requestUrl = (subject: Subject): Fact<string> => {
  const { httpUrl } = subject.invocation.fields;
  return httpUrl === undefined ? unknown('no-request-uri') : known(httpUrl);
};

const toolName = (subject: Subject): Fact<string> => {
  const { toolName: name } = subject.invocation.fields;
  return name === undefined ? unknown('no-tool-scope-map') : known(name);
};

const clientCertificate = (subject: Subject): Fact<FactValues['clientCertificate']> => {
  const { clientCertSha256, clientCertPresent } = subject.invocation.fields;
  if (clientCertSha256 !== undefined) return known({ sha256: clientCertSha256 });
  if (clientCertPresent === undefined) return unknown('no-tls-evidence');
  return known(clientCertPresent ? {} : null);
};

/** Of a proof beyond what is read nothing is known but its hash. */
const proof = (subject: Subject): Fact<FactValues['proof']> => {
  if (!subject.proof) return unknown('no-proof-sample');
  return subject.proof.signatureReason === 'limit-exceeded' ? unknown('limit-exceeded') : known(subject.proof);
};

const proofCount = (subject: Subject): Fact<number> => {
  const { proofCount: count } = subject.invocation.fields;
  return count === undefined ? unknown('no-proof-sample') : known(count);
};

const proofPresented = (subject: Subject): Fact<boolean> => {
  const { proofCount: count } = subject.invocation.fields;
  if (subject.proof || (count ?? 0) > 0) return known(true);
  return count === 0 ? known(false) : unknown('no-proof-sample');
};

/** Where no proof came, `proof-missing` or `downgrade-to-bearer` speaks and the twelve checks do not apply (contract §1). */
const proofExpected = (subject: Subject): Fact<boolean> => {
  const presented = proofPresented(subject);
  if (presented.known) return presented;
  const confirmation = subject.fact('confirmation');
  const scheme = subject.invocation.fields.tokenScheme;
  if (!confirmation.known) return scheme === 'none' ? known(false) : unknown('no-proof-sample');
  return known(confirmation.value?.jkt !== undefined || scheme === 'dpop');
};

const boundTo =
  (member: 'jkt' | 'x5tS256') =>
  (subject: Subject): Fact<boolean> => {
    const confirmation = subject.fact('confirmation');
    return confirmation.known ? known(confirmation.value?.[member] !== undefined) : confirmation;
  };

const demandedNonces = (subject: Subject): Fact<readonly string[]> => {
  const { nonces } = subject.invocation.fields;
  return nonces === undefined ? unknown('no-nonce-ledger') : known(nonces);
};

const outcomeKnown = (subject: Subject): Fact<boolean> => known((subject.invocation.fields.outcome ?? 'unknown') !== 'unknown');

/** Facts about the request and the proof of possession that came with it. */
export const REQUEST_FACTS = {
  requestTime,
  requestMethod,
  requestUrl,
  toolName,
  outcomeKnown,
  clientCertificate,
  proof,
  proofCount,
  proofPresented,
  proofExpected,
  demandedNonces,
  boundToKey: boundTo('jkt'),
  boundToCertificate: boundTo('x5tS256'),
  clockOffset: (subject: Subject) => known(subject.serverClock.offset),
};
