import { describe, expect, it } from 'vitest';
import { readCompact } from '../../src/tokens/compact.ts';
import { base64url, ecPair, signTexts, signToken } from './signer.ts';

const pair = ecPair();
const HEADER = '{"alg":"ES256"}';
const head = base64url(HEADER);
const body = base64url('{"iss":"i"}');
const codesOf = (raw: string): readonly string[] => readCompact(raw).form.codes;
const withPayload = (payload: string): string => signTexts(HEADER, payload, pair);
const withHeader = (header: string): string => signTexts(header, '{"iss":"i"}', pair);

describe('the kind of a token', () => {
  it.each([
    ['an access token', signToken({}, { iss: 'i' }, pair), 'jws'],
    ['a JWS with CRLF in its header (RFC 7515 A.1)', `${base64url('{"typ":"JWT",\r\n "alg":"HS256"}')}.${body}.c2ln`, 'jws'],
    ['five segments with enc', `${base64url('{"alg":"dir","enc":"A128GCM"}')}....`, 'encrypted'],
    ['five segments without enc', `${head}.....`.slice(0, -1), 'jws'],
    ['an opaque token', 'ghp_abcdefghijklmnop', 'opaque'],
    ['an opaque token with dots', 'op.VPsgII_SrEM2.reYi9BmuV5dNvKEB5rbWdY-0', 'opaque'],
    ['hex digits that decode to a brace by chance', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'opaque'],
    ['JSON that is no JWS', '{"access_token":"x"}', 'opaque'],
    ['nothing', '', 'opaque'],
  ])('%s', (_name, raw, kind) => {
    expect(readCompact(raw).kind).toBe(kind);
  });
});

describe('the codes of malformed tokens', () => {
  it.each([
    ['two segments', `${head}.${body}`, ['segment-count']],
    ['four segments', `${head}.${body}.c2ln.c2ln`, ['segment-count']],
    ['an illegal character', `${head}!!.${body}.c2ln`, ['illegal-character']],
    ['one left over character', `${head}.${body}.c2lnA`, ['base64url-length']],
    ['no payload', `${head}..c2ln`, ['empty-segment']],
    [
      'a header that is no UTF-8',
      `${base64url(Buffer.from('7b2261223a22ff227d', 'hex'))}.${body}.c2ln`,
      ['header-not-utf8', 'alg-missing'],
    ],
    ['a header that breaks off', `${base64url('{"alg":')}.${body}.c2ln`, ['header-not-json-object']],
    ['bytes behind the header', withHeader('{"alg":"ES256"}x'), ['header-not-json-object']],
    ['a payload that is no UTF-8', `${head}.${base64url(Buffer.from('7b2261223a22ff227d', 'hex'))}.c2ln`, ['payload-not-utf8']],
    ['a payload that is a list', withPayload('[{"iss":"i"}]'), ['payload-not-json-object']],
    ['a payload that is a string', withPayload('"sub"'), ['payload-not-json-object']],
    ['no alg', withHeader('{"kid":"a"}'), ['alg-missing']],
    ['alg that is a number', withHeader('{"alg":1}'), ['alg-missing']],
    ['crit that nobody knows', withHeader('{"alg":"ES256","crit":["exp"],"exp":1}'), ['crit-unknown']],
    ['crit without entries', withHeader('{"alg":"ES256","crit":[]}'), ['crit-malformed']],
    ['crit that is a string', withHeader('{"alg":"ES256","crit":"exp","exp":1}'), ['crit-malformed']],
    ['crit naming what is not there', withHeader('{"alg":"ES256","crit":["x"]}'), ['crit-malformed']],
    ['crit naming what is inherited', withHeader('{"alg":"ES256","crit":["toString"]}'), ['crit-malformed']],
    ['crit naming a registered member', withHeader('{"alg":"ES256","crit":["alg"]}'), ['crit-malformed']],
    ['crit naming one twice', withHeader('{"alg":"ES256","crit":["x","x"],"x":1}'), ['crit-malformed']],
    ['an unencoded payload', withHeader('{"alg":"ES256","b64":false,"crit":["b64"]}'), ['crit-unknown', 'b64-false']],
    [
      'JWS JSON serialization, flattened',
      JSON.stringify({ payload: body, protected: head, signature: 'c2ln' }),
      ['json-serialization'],
    ],
    ['JWS JSON serialization, general', JSON.stringify({ payload: body, signatures: [] }), ['json-serialization']],
  ])('%s', (_name, raw, codes) => {
    expect(codesOf(raw)).toEqual(codes);
  });

  it.each([
    ['iss', '["i"]'],
    ['sub', '7'],
    ['jti', 'null'],
    ['client_id', '{"id":1}'],
    ['aud', '[["x"]]'],
    ['aud', '7'],
    ['cnf', '"key"'],
    ['cnf', '[]'],
    ['act', '"agent"'],
    ['exp', '"1781278437"'],
    ['nbf', 'true'],
    ['iat', '"yesterday"'],
    ['auth_time', '[]'],
  ])('%s of the wrong type: %s', (name, value) => {
    expect(codesOf(withPayload(`{"${name}":${value}}`))).toEqual([`claim-type:${name}`]);
  });

  it('lets right types pass, fractions of a second among them', () => {
    const claims = {
      iss: 'i',
      sub: 's',
      jti: 'j',
      client_id: 'c',
      aud: ['a', 'b'],
      cnf: {},
      act: {},
      exp: 1.5,
      nbf: 0,
      iat: -1,
      auth_time: 1,
    };
    expect(readCompact(signToken({}, claims, pair)).form).toEqual({ codes: [], differential: [] });
  });
});

describe('where parsers differ', () => {
  it.each([
    ['a duplicate claim', withPayload('{"aud":"a","aud":"b"}'), ['duplicate-member']],
    ['a duplicate claim behind an escape', withPayload('{"\\u0061ud":"a","aud":"b"}'), ['duplicate-member']],
    ['a duplicate alg', withHeader('{"alg":"none","alg":"ES256"}'), ['duplicate-member']],
    ['a number that is not finite', withPayload('{"exp":1e999}'), ['non-finite-number']],
    ['a byte order mark', withPayload('\uFEFF{"iss":"i"}'), ['byte-order-mark']],
    ['white space', `${head}\n.${body}.c2ln`, ['white-space']],
    ['padding', `${head}.${body}.c2lnMQ==`, ['padding']],
    ['bits that mean nothing', `${head}.${body}.c2lnMR`, ['non-canonical-base64url']],
  ])('%s', (_name, raw, differential) => {
    expect(readCompact(raw).form.differential).toEqual(differential);
  });

  it('takes the last of duplicate members, as most parsers do', () => {
    expect(readCompact(withPayload('{"aud":"a","aud":"b"}')).payload).toEqual({ aud: 'b' });
  });

  it('reads claims behind illegal characters, since a contradiction may rest on them', () => {
    expect(readCompact(`${head}!!.${body}.c2ln`).payload).toEqual({ iss: 'i' });
  });

  it('cannot be led astray by a member named __proto__', () => {
    const token = readCompact(withPayload('{"__proto__":{"iss":"evil"},"sub":"s"}'));
    expect(Object.getPrototypeOf(token.payload)).toBe(Object.prototype);
    expect(token.payload?.['iss']).toBeUndefined();
  });
});

describe('limits', () => {
  const nested = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

  it.each([
    ['64 KiB are read', `${head}.${'A'.repeat(65_536 - head.length - 6)}.c2ln`, false],
    ['more is not', `${head}.${'A'.repeat(65_536 - head.length - 5)}.c2ln`, true],
    ['32 levels are read', withPayload(nested(32)), false],
    ['33 are not', withPayload(nested(33)), true],
    ['33 in the header are not', withHeader(nested(33)), true],
  ])('%s', (_name, raw, exceeded) => {
    const token = readCompact(raw);
    expect([token.kind, token.limitExceeded, token.limitExceeded && token.form.codes.length > 0]).toEqual([
      'jws',
      exceeded,
      false,
    ]);
  });

  it.each(['redacted', '[redacted]', '***', '…', 'SIGNATURE_REMOVED'])(
    'a signature replaced by %s is stripped, not malformed',
    (word) => {
      const token = readCompact(`${head}.${body}.${word}`);
      expect([token.signatureStripped, token.form.codes]).toEqual([true, []]);
    },
  );
});
