import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verdictsOf } from '../vectors/verdicts.ts';
import { createWorkspace, sha256, type Workspace } from '../workspace.ts';
import { invocationsOf, readBytes } from './reading.ts';

const TOKEN = 'made-up-token-for-tests-only';
const hash = (encoding: 'base64' | 'hex') => createHash('sha256').update(TOKEN).digest(encoding);

const event = (fields: object = {}) => ({
  _document_id: 'd-1',
  '@timestamp': Date.UTC(2026, 6, 1, 10),
  action: 'git.clone',
  actor: 'ci-bot',
  org: 'acme',
  programmatic_access_type: 'OAuth access token',
  hashed_token: hash('base64'),
  ...fields,
});
const one = async (fields: object) => invocationsOf(await readBytes(JSON.stringify(event(fields))))[0]?.fields;

let place: Workspace;
beforeEach(() => {
  place = createWorkspace();
});
afterEach(() => place.remove());

describe('the token', () => {
  it.each([hash('base64'), hash('base64').replace('=', ''), hash('hex').toUpperCase()])(
    'is known by its hash: %s',
    async (hashed_token) => {
      expect((await one({ hashed_token }))?.tokenSha256).toBe(sha256(TOKEN));
    },
  );

  it.each<[string, object]>([
    ['a hash that is none', { hashed_token: 'tO8qpNGhmNe8OMdEXAMPLE' }],
    ['the hash of a key', { programmatic_access_type: 'Public Key (User/Deploy)' }],
  ])('is not known by %s', async (_, fields) => {
    expect(await one(fields)).not.toHaveProperty('tokenSha256');
  });

  it('of id 0, or of an id that JSON cannot hold, has none', async () => {
    expect(await one({ token_id: 0 })).not.toHaveProperty('statedToken');
    expect(await one({ token_id: 1e17 })).not.toHaveProperty('statedToken');
    expect((await one({ token_id: 12 }))?.statedToken).toEqual({ idSpace: 'github-token-id', jti: '12' });
  });

  it('that leaked is found where it is used', async () => {
    const leak = { schema: 'leak/1', seen_at: '2026-07-01T09:00:00Z', token: TOKEN, location: 'a public repository' };
    const logs = [place.write('audit.json', [event()]), place.write('leaks.json', [leak])];
    const lines = await verdictsOf(place.folder, logs);
    expect(lines.map(({ rules }) => rules['exposure/leaked-token-used'])).toEqual(['fail']);
  });
});

describe('what is a call', () => {
  it('nothing that was done in a browser', async () => {
    expect(await one({ programmatic_access_type: undefined, hashed_token: undefined, token_id: 0 })).toBeUndefined();
  });

  it('a request to the API, by its route and status', async () => {
    const request = { action: 'api.request', request_method: 'GET', url_path: '/repos/acme/website/issues/17', status_code: 404 };
    expect(await one(request)).toMatchObject({ toolName: 'GET /repos/acme/website/issues/{}', outcome: 'failed' });
    expect((await one({ ...request, route: '/repos/:owner/:repo/issues' }))?.toolName).toBe('GET /repos/:owner/:repo/issues');
  });
});
