import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verdictsOf } from '../vectors/verdicts.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { invocationsOf, readBytes } from './reading.ts';

const TOKEN = 'made-up-token-for-tests-only';
const usage = (fields: object = {}) => ({
  id: 1,
  token_jti: 'j-1',
  timestamp: '2026-07-01 10:00:00.000000',
  endpoint: '/servers/9cc3d5/mcp',
  method: 'POST',
  status_code: 200,
  response_time_ms: 0,
  blocked: 0,
  ...fields,
});
const issued = (fields: object = {}) => ({
  jti: 'j-1',
  token_hash: createHash('sha256').update(TOKEN).digest('hex'),
  resource_scopes: '["tools.read"]',
  created_at: '2026-06-01 10:00:00',
  expires_at: '2026-08-01 10:00:00',
  ...fields,
});

let place: Workspace;
beforeEach(() => {
  place = createWorkspace();
});
afterEach(() => place.remove());

const rulesOf = async (...tables: (readonly object[])[]) => {
  const logs = tables.map((rows, index) => place.write(`table-${index}.json`, rows));
  return (await verdictsOf(place.folder, logs))[0]?.rules ?? {};
};

describe('tables join by the id of the token, whatever file comes first', () => {
  it('use after the end', async () => {
    const given = await rulesOf([usage()], [issued({ expires_at: '2026-06-30 10:00:00' })]);
    expect(given['token/expired']).toBe('fail');
  });

  it('use after revocation', async () => {
    const revocation = { jti: 'j-1', revoked_at: '2026-07-01 09:00:00', revoked_by: 'admin' };
    expect((await rulesOf([usage()], [revocation]))['revocation/used-after-revocation']).toBe('fail');
    expect((await rulesOf([usage()], [{ ...revocation, jti: 'j-2' }]))['revocation/used-after-revocation']).not.toBe('fail');
  });

  it('use of a token that leaked, known by its hash', async () => {
    const leak = { schema: 'leak/1', seen_at: '2026-07-01T09:00:00Z', token: TOKEN };
    expect((await rulesOf([usage()], [issued()], [leak]))['exposure/leaked-token-used']).toBe('fail');
  });

  it('honest use is not accused', async () => {
    const given = await rulesOf([usage()], [issued()]);
    expect(Object.values(given).filter((verdict) => verdict === 'fail')).toEqual([]);
  });
});

describe('rows', () => {
  it.each([
    [{}, 'executed'],
    [{ blocked: 1, block_reason: 'http_403', status_code: 403 }, 'denied'],
    [{ blocked: 'true' }, 'denied'],
    [{ status_code: 404 }, 'failed'],
    [{ status_code: 500 }, 'unknown'],
  ])('%j: %s', async (fields, outcome) => {
    expect(invocationsOf(await readBytes(JSON.stringify([usage(fields)])))[0]?.fields.outcome).toBe(outcome);
  });

  it('of a dump of several tables are read together', async () => {
    const dump = { token_usage_logs: [usage()], email_api_tokens: [issued()], token_revocations: [] };
    const { outcome, drafts } = await readBytes(JSON.stringify(dump));
    expect(outcome).toMatchObject({ format: 'context-forge', records: 1, rejected: 0 });
    expect(drafts.map(({ kind }) => kind)).toEqual(['invocation', 'token']);
  });

  it('without the id of a token are rejected', async () => {
    expect((await readBytes(JSON.stringify([usage(), usage({ token_jti: null })]))).outcome).toMatchObject({
      records: 2,
      rejected: 1,
    });
  });
});
