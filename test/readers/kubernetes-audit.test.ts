import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verdictsOf } from '../vectors/verdicts.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { invocationsOf, readBytes } from './reading.ts';

const event = (fields: object = {}) => ({
  kind: 'Event',
  apiVersion: 'audit.k8s.io/v1',
  level: 'RequestResponse',
  auditID: 'a-1',
  stage: 'ResponseComplete',
  requestURI: '/api/v1/namespaces/ci/secrets/key',
  verb: 'get',
  user: { username: 'system:serviceaccount:ci:runner', extra: { 'authentication.kubernetes.io/credential-id': ['JTI=t-1'] } },
  objectRef: { resource: 'secrets', namespace: 'ci', name: 'key' },
  requestReceivedTimestamp: '2026-07-01T10:00:00.000000Z',
  responseStatus: { code: 200 },
  ...fields,
});

const read = async (...events: object[]) =>
  invocationsOf(await readBytes(events.map((each) => `${JSON.stringify(each)}\n`).join('')));
const received = { stage: 'RequestReceived', responseStatus: undefined };

let place: Workspace;
beforeEach(() => {
  place = createWorkspace();
});
afterEach(() => place.remove());

describe('stages of one request', () => {
  it.each<[string, object[], string[]]>([
    ['all in order', [event(received), event({ stage: 'ResponseStarted' }), event()], ['executed']],
    ['the last one first', [event(), event(received)], ['executed']],
    ['no last one', [event(received), event({ stage: 'ResponseStarted', responseStatus: { code: 101 } })], ['executed']],
    ['the first alone', [event(received)], ['unknown']],
    ['a server that broke', [event({ stage: 'Panic', responseStatus: { code: 500 } })], ['unknown']],
    ['two requests', [event(received), event({ ...received, auditID: 'a-2' }), event()], ['executed', 'unknown']],
  ])('%s', async (_, events, outcomes) => {
    expect((await read(...events)).map(({ fields }) => fields.outcome)).toEqual(outcomes);
  });

  it('in a list, whose events do not say what they are', async () => {
    const { kind: _, apiVersion: __, ...bare } = event();
    const list = { kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [{ ...bare, ...received }, bare] };
    const { outcome, drafts } = await readBytes(JSON.stringify(list));
    expect(outcome).toMatchObject({ format: 'kubernetes-audit', records: 2, ignored: 0 });
    expect(drafts).toHaveLength(1);
  });

  it('that never end are given up in bounded memory, each once', async () => {
    const many = Array.from({ length: 12_000 }, (_, index) => event({ ...received, auditID: `a-${index}` }));
    const given = await read(...many, event({ auditID: 'a-0' }), event({ auditID: 'a-11999' }));
    expect(new Set(given.map(({ fields }) => fields.recordId)).size).toBe(12_000);
  });
});

describe('outcome', () => {
  it.each([
    [{ responseStatus: { code: 201 } }, 'executed'],
    [{ responseStatus: { code: 202 } }, 'executed'],
    [{ responseStatus: { code: 403 } }, 'denied'],
    [{ responseStatus: { code: 401 } }, 'denied'],
    [{ responseStatus: { code: 409 } }, 'failed'],
    [{ responseStatus: { code: 503 } }, 'unknown'],
    [{ responseStatus: undefined, annotations: { 'authorization.k8s.io/decision': 'forbid' } }, 'denied'],
  ])('%j is %s', async (fields, outcome) => {
    expect((await read(event(fields)))[0]?.fields.outcome).toBe(outcome);
  });
});

describe('who called', () => {
  const fieldsOf = async (fields: object) => (await read(event(fields)))[0]?.fields;

  it('a service account is the subject of its token; any other name is a name', async () => {
    expect(await fieldsOf({})).toMatchObject({ principalId: 'system:serviceaccount:ci:runner', tokenScheme: 'bearer' });
    const alice = await fieldsOf({ user: { username: 'alice' } });
    expect(alice).toMatchObject({ principalName: 'alice' });
    expect(alice).not.toHaveProperty('principalId');
    expect(alice).not.toHaveProperty('tokenScheme');
  });

  it('somebody who acts as another is the agent of the other', async () => {
    expect(await fieldsOf({ impersonatedUser: { username: 'bob' } })).toMatchObject({
      agentName: 'system:serviceaccount:ci:runner',
      principalName: 'bob',
    });
  });

  it('a client certificate is known by its hash, and is no token', async () => {
    const user = { username: 'n1', extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${'ab'.repeat(32)}`] } };
    const fields = await fieldsOf({ user });
    expect(fields).toMatchObject({
      clientCertSha256: Buffer.from('ab'.repeat(32), 'hex').toString('base64url'),
      tokenScheme: 'other',
    });
    expect(fields).not.toHaveProperty('statedToken');
  });

  it('only the last address is not the word of the client', async () => {
    expect(await fieldsOf({ sourceIPs: ['1.2.3.4', '10.0.0.1'] })).toMatchObject({ sourceIp: '10.0.0.1' });
  });
});

describe('tokens', () => {
  const issue = (spec: object, end: string) =>
    event({
      auditID: 'issue',
      verb: 'create',
      user: { username: 'system:node:n1' },
      objectRef: { resource: 'serviceaccounts', subresource: 'token', namespace: 'ci', name: 'runner' },
      requestReceivedTimestamp: '2026-07-01T09:00:00.000000Z',
      responseStatus: { code: 201 },
      annotations: { 'authentication.kubernetes.io/issued-credential-id': 'JTI=t-1' },
      requestObject: { spec },
      responseObject: { status: { expirationTimestamp: end } },
    });
  const verdicts = async (...events: object[]) =>
    Object.fromEntries(
      (await verdictsOf(place.folder, [place.write('audit.log', events)])).map((line) => [line.record_id, line.rules]),
    );

  it('are joined by their id from issue to use', async () => {
    const given = await verdicts(event(), issue({ expirationSeconds: 1800 }, '2026-07-01T09:30:00Z'));
    expect(given['a-1']?.['token/expired']).toBe('fail');
  });

  it('whose life was extended in silence are not called expired', async () => {
    const given = await verdicts(event(), issue({ expirationSeconds: 3607 }, '2026-07-01T09:30:00Z'));
    expect(given['a-1']?.['token/expired']).toBe('not-evaluable:no-token-sample');
  });

  it('used under the name of another account are substituted', async () => {
    const user = {
      username: 'system:serviceaccount:ci:other',
      extra: { 'authentication.kubernetes.io/credential-id': ['JTI=t-1'] },
    };
    const given = await verdicts(issue({}, '2026-07-01T11:00:00Z'), event({ user }));
    expect(given['a-1']?.['identity/subject-mismatch']).toBe('fail');
  });
});
