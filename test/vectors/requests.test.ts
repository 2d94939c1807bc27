import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { CASES, CONTEXT, policyOf, type RecordedCase, toHar, toRecords } from './requests.ts';
import { verdictsOf } from './verdicts.ts';

/** Rules of which one must fail, by what a case says is wrong: a refusal for another reason is luck. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'presentation.bound-token-as-bearer': ['binding/downgrade-to-bearer'],
  'presentation.proof-missing': ['binding/proof-missing'],
  'presentation.several-proofs': ['binding/dpop-multiple-proofs'],
  'presentation.several-authorizations': ['token/presented-twice'],
  'proof.form': ['binding/dpop-malformed'],
  'proof.typ': ['binding/dpop-type', 'binding/dpop-malformed'],
  'proof.alg': ['binding/dpop-alg', 'binding/dpop-malformed'],
  'proof.crit': ['binding/dpop-malformed'],
  'proof.jwk': ['binding/dpop-malformed'],
  'proof.jwk-private': ['binding/dpop-private-key'],
  'proof.claim-missing-or-type': ['binding/dpop-malformed'],
  'proof.signature': ['binding/dpop-signature'],
  'proof.htm': ['binding/dpop-method'],
  'proof.htu': ['binding/dpop-uri'],
  'proof.time': ['binding/dpop-time'],
  'proof.ath': ['binding/dpop-token-hash'],
  'binding.cnf': ['token/malformed', 'binding/dpop-key'],
  'mtls.binding': ['binding/certificate-mismatch', 'binding/certificate-missing', 'binding/downgrade-to-bearer'],
  'token.typ': ['token/wrong-kind'],
  'token.form': ['token/malformed'],
  'token.crit-b64': ['token/malformed'],
  'token.nested-or-other-kind': ['token/malformed'],
  'token.claim-missing-or-type': ['token/missing-claims', 'token/no-expiry', 'audience/missing'],
  'token.time': ['token/expired'],
  'token.iss': ['issuer/untrusted'],
  'token.aud': ['audience/mismatch'],
  'token.alg-none-or-no-signature': ['signature/unsecured'],
  'token.alg-confusion': ['signature/alg-confusion'],
  'token.key-from-header': ['signature/embedded-key', 'signature/unknown-kid'],
  'token.kid': ['signature/unknown-kid'],
  replay: ['replay/proof-reused'],
  delegation: ['token/malformed'],
  scope: ['scope/insufficient'],
};

interface Form {
  readonly name: string;
  readonly extension: string;
  write(recorded: RecordedCase): string | readonly object[];
  /** Cases that are wrongly accepted, and why. The list must shrink: one that is refused here fails its test. */
  readonly accepted: Readonly<Record<string, string>>;
}

const NO_CERTIFICATE = 'a HAR has no place for client certificates';

const FORMS: readonly Form[] = [
  {
    name: 'HAR',
    extension: 'har',
    write: toHar,
    accepted: {
      'G02-mismatch': NO_CERTIFICATE,
      'G03-no-cert': NO_CERTIFICATE,
    },
  },
  {
    name: 'native records',
    extension: 'ndjson',
    write: toRecords,
    accepted: {},
  },
];

const KEYS = 'as.jwks.json';

let place: Workspace;

beforeAll(() => {
  place = createWorkspace();
  place.write(KEYS, JSON.stringify(CONTEXT.jwks));
});

afterAll(() => place.remove());

it('every case is read', () => {
  expect(CASES).toHaveLength(84);
  expect(CASES.filter(({ expect: label }) => label === 'accept').length).toBeGreaterThan(10);
});

describe.each(FORMS)('recorded requests as $name', ({ extension, write, accepted }) => {
  const judge = async (recorded: RecordedCase) => {
    const policy = place.write(`${recorded.id}.policy.json`, policyOf(recorded, KEYS));
    const log = place.write(`${recorded.id}.${extension}`, write(recorded));
    const lines = await verdictsOf(place.folder, [log], policy);
    expect(lines.map(({ executed }) => executed)).toEqual(recorded.records.map(() => true));
    const failed = lines.flatMap(({ rules }) => Object.keys(rules).filter((rule) => rules[rule] === 'fail'));
    return { failed, bindings: lines.map(({ binding }) => binding) };
  };

  it.each(CASES.filter(({ expect: label }) => label === 'accept'))('$id is accepted $reason', async (recorded) => {
    const { failed, bindings } = await judge(recorded);
    expect(failed).toEqual([]);
    expect(bindings).toEqual(recorded.records.map(() => 'bound'));
  });

  it.each(CASES.filter(({ id, expect: label }) => label === 'reject' && !(id in accepted)))(
    '$id is refused: $reason',
    async (recorded) => {
      const { failed } = await judge(recorded);
      expect(
        (EXPECTED[recorded.check] ?? []).filter((rule) => failed.includes(rule)),
        `failed: ${failed.join(', ')}`,
      ).not.toEqual([]);
    },
  );

  it.each(Object.entries(accepted))('%s is wrongly accepted: %s', async (id) => {
    const recorded = CASES.find((each) => each.id === id) as RecordedCase;
    expect((await judge(recorded)).failed, 'it is refused now: take it off the list').toEqual([]);
  });
});
