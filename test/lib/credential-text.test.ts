import { describe, expect, it } from 'vitest';
import { dataWithoutCredentials, withoutCredentials } from '../../src/lib/credential-text.ts';
import { base64url, ecPair, signToken } from '../tokens/signer.ts';

const pair = ecPair();
const token = signToken({ kid: 'a' }, { sub: 'alice' }, pair);
const named = expect.stringMatching(/^\[credential [\w-]{12}\]$/);
const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const jwk = pair.privateKey.export({ format: 'jwk' });

describe('a credential in a text', () => {
  it.each([
    ['a compact JWS', token],
    ['a JWS with white space in its header', `${base64url('{ "alg" : "HS256" }')}.e30.c2lnbmF0dXJl`],
    ['an unsigned JWT', `${base64url('{"alg":"none"}')}.${base64url('{"sub":"a"}')}.`],
    ['a JWE', `${base64url('{"alg":"dir","enc":"A128GCM"}')}..aaaaaaaaaaaaaaaa.bbbbbbbb.cccccccc`],
    ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
    ['a fine-grained token of GitHub', `github_pat_11ABCDEFG0${'a1B2'.repeat(15)}`],
    ['a token of GitLab', 'glpat-a1B2c3D4e5F6g7H8i9J0'],
    ['a token of Slack', 'xoxb-1234567890123-1234567890123-a1B2c3D4e5F6g7H8i9J0k1L2'],
    ['a key of OpenAI', `sk-proj-${'a1B2'.repeat(10)}`],
    ['a key of Anthropic', `sk-ant-api03-${'a1B2'.repeat(20)}`],
    ['a key of Google', `AIza${'a1B2c'.repeat(7)}`],
  ])('%s is named by its hash', (_name, secret) => {
    expect(withoutCredentials(secret)).toEqual(named);
    expect(withoutCredentials(`before: ${secret}`)).toMatch(/^before: \[credential [\w-]{12}\]$/);
    expect(withoutCredentials(`keyJob/${secret}`)).not.toContain(secret.slice(-12));
    expect(withoutCredentials(`x_${secret}`)).not.toContain(secret.slice(-12));
  });

  it.each([
    ['a scheme', 'Basic YWxpY2U6c2VjcmV0', 'Basic …'],
    ['an opaque bearer token', 'got Bearer 4f1c2d3e4a5b6c7d8e9f, then', 'got Bearer …, then'],
    ['user information', 'https://alice:hunter2@git.example/mcp', 'https://git.example/mcp'],
    ['a query', 'https://a.example/x?access_token=4f1c2d3e&y=1', 'https://a.example/x?access_token=…&y=1'],
    ['a private key', `key:\n${pem}end`, 'key:\n[private key]\nend'],
    ['a private key that breaks off', `key ${pem.slice(0, 90)}`, 'key [private key]'],
  ])('%s is taken out', (_name, text, expected) => {
    expect(withoutCredentials(text)).toBe(expected);
  });

  it('the private members of a JWK are taken out, however deep the text was quoted', () => {
    let text = JSON.stringify(jwk);
    for (let depth = 0; depth < 3; depth += 1) {
      expect(withoutCredentials(text)).not.toContain(jwk.d);
      expect(withoutCredentials(text)).toContain(jwk.x);
      text = JSON.stringify({ text });
    }
  });
});

it('a private key is taken out where a list holds its words', () => {
  const words = [...'repo:read '.trim().split(' '), ...pem.split(/\s+/)];
  const mended = dataWithoutCredentials(words);
  expect(mended.slice(0, 2)).toEqual(['repo:read', '[private key]']);
  expect(mended.join(' ')).not.toContain(pem.split('\n')[1]);
});

it.each([
  'alice@acme.example',
  'https://git.acme.example/mcp/v1/repositories',
  '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
  '0ZcOCghp_a1B2c3D4e5F6g7H8iAIza9J0kL1m-n2o3p',
  '7f3c9c1e-5a0b-4c7e-9d8f-1b2a3c4d5e6f',
  'spiffe://acme.example/ns/agents/sa/build-bot',
  'arn:aws:sts::123456789012:assumed-role/build/session-2026',
  'keyJob.acme-corporation.example',
  'basic authentication-required',
  'bearer token is missing in request',
  'mask-sk-learn-pipelines-for-everyone',
  'repo:read repo:write admin:org_hook workflow',
  'urn:ietf:params:oauth:token-type:access_token',
])('%s stays', (text) => {
  expect(withoutCredentials(text)).toBe(text);
});

it('data without a credential stays the same object; names of members are looked at too', () => {
  const data = { a: ['x'.repeat(40), 1], b: null, c: { d: true } };
  expect(dataWithoutCredentials(data)).toBe(data);
  expect(JSON.stringify(dataWithoutCredentials({ [token]: [{ deep: token }] }))).not.toContain(token.slice(-12));
});

it.each(['eyJ', 'eyJ.', 'eyJh.', 'eyJhIjo', '-----BEGIN PRIVATE KEY', '://', '?token=', '"d":"', 'bearer ', 'sk-', 'a'])(
  'a megabyte of %j takes no more than linear time',
  (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const begin = performance.now();
    withoutCredentials(text);
    expect(performance.now() - begin).toBeLessThan(5_000);
  },
);
