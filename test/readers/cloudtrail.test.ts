import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSpeltTime } from '../../src/readers/cloudtrail/access-key.ts';
import { verdictsOf } from '../vectors/verdicts.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { invocationsOf, readBytes } from './reading.ts';

const event = (fields: object) => ({
  eventVersion: '1.11',
  eventID: 'e-1',
  eventTime: '2026-07-01T10:00:00Z',
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  eventType: 'AwsApiCall',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ci', accessKeyId: 'AKIAEXAMPLE' },
  ...fields,
});

const gatewayEvent = (fields: object, claims?: object) =>
  event({
    eventSource: 'bedrock-agentcore.amazonaws.com',
    eventName: 'InvokeGateway',
    userIdentity: { type: 'AWSAccount', principalId: '', accountId: 'anonymous' },
    requestParameters: {
      body: { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'T___List', arguments: 'REDACTED' } },
    },
    responseElements: { statusCode: 200, body: { jsonrpc: '2.0', id: 7, result: { isError: false } } },
    ...(claims && { additionalEventData: { jwt: { claims } } }),
    ...fields,
  });

const read = async (...events: object[]) => invocationsOf(await readBytes(JSON.stringify({ Records: events })));
const one = async (fields: object) => (await read(event(fields)))[0]?.fields;

let place: Workspace;
beforeEach(() => {
  place = createWorkspace();
});
afterEach(() => place.remove());

describe('API calls', () => {
  it.each([
    [undefined, 'executed'],
    ['AccessDenied', 'denied'],
    ['Client.UnauthorizedOperation', 'denied'],
    ['ExpiredTokenException', 'denied'],
    ['NoSuchBucket', 'failed'],
    ['ThrottlingException', 'failed'],
  ])('with error code %s are %s', async (errorCode, outcome) => {
    expect((await one({ ...(errorCode && { errorCode }) }))?.outcome).toBe(outcome);
  });

  it.each(['AwsServiceEvent', 'AwsConsoleSignIn', 'AwsVpceEvent'])('%s is none', async (eventType) => {
    expect(await read(event({ eventType }))).toEqual([]);
  });

  it('may have parts that are JSON text', async () => {
    const userIdentity = JSON.stringify({ accessKeyId: 'ASIAEXAMPLE' });
    expect((await one({ userIdentity }))?.statedToken).toEqual({ idSpace: 'aws-access-key-id', jti: 'ASIAEXAMPLE' });
  });

  it('do not take the name of a service for an address', async () => {
    expect((await one({ sourceIPAddress: 'kms.amazonaws.com' }))?.sourceIp).toBeUndefined();
  });
});

describe('calls of an AgentCore gateway', () => {
  it('leave out claims that were rewritten on their way into the log', async () => {
    const [draft] = await read(gatewayEvent({}, { iss: 'https://as.example', sub: 'a&amp;b', jti: 'j' }));
    expect(draft?.fields.statedToken).toEqual({ issuer: 'https://as.example', jti: 'j' });
  });

  it.each<[string, object, string]>([
    [
      'an error for the token',
      { responseElements: { statusCode: 200, body: { jsonrpc: '2.0', id: 7, error: { code: -32001 } } } },
      'denied',
    ],
    [
      'another error',
      { responseElements: { statusCode: 200, body: { jsonrpc: '2.0', id: 7, error: { code: -32602 } } } },
      'failed',
    ],
    [
      'a tool that failed',
      { responseElements: { statusCode: 200, body: { jsonrpc: '2.0', id: 7, result: { isError: true } } } },
      'tool_error',
    ],
    ['no answer in the log', { responseElements: null }, 'unknown'],
    ['a refusal', { responseElements: { statusCode: 403 } }, 'denied'],
  ])('%s', async (_, fields, outcome) => {
    expect((await read(gatewayEvent(fields)))[0]?.fields.outcome).toBe(outcome);
  });

  it('are judged by the claims that the log states', async () => {
    const claims = { iss: 'https://as.example', jti: 'j', exp: Date.UTC(2026, 6, 1, 9) / 1000, scope: 'read' };
    const log = place.write(
      'trail.json',
      JSON.stringify({ Records: [gatewayEvent({}, claims), gatewayEvent({ eventID: 'e-2' })] }),
    );
    const lines = await verdictsOf(place.folder, [log]);
    const verdicts = lines.map((line) => [line.record_id, [line.binding, line.rules['token/expired']]]);
    expect(Object.fromEntries(verdicts)).toEqual({
      'e-1': ['unbound', 'fail'],
      'e-2': ['unproven', 'not-evaluable:no-token-sample'],
    });
  });
});

describe('access keys', () => {
  it.each([
    ['Jul 9, 2024, 4:41:37 PM', '2024-07-09T16:41:37.000Z'],
    ['Jul 9, 2024 12:01:02\u202fAM', '2024-07-09T00:01:02.000Z'],
    ['2024-07-09T16:41:37Z', '2024-07-09T16:41:37.000Z'],
  ])('end at %s', (text, time) => {
    expect(new Date(readSpeltTime(text) as number).toISOString()).toBe(time);
  });

  const issued = event({
    eventID: 'issue',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    responseElements: {
      credentials: { accessKeyId: 'ASIATEMPORARY', expiration: 'Jul 1, 2026, 9:30:00 AM' },
      assumedRoleUser: { arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/ci' },
    },
  });
  const used = event({
    eventID: 'use',
    userIdentity: { arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/ci', accessKeyId: 'ASIATEMPORARY' },
  });

  it('are joined from where they were given out to where they are used, whatever comes first', async () => {
    const logs = [place.write('use.json', [used]), place.write('sts.json', [issued])];
    const lines = await verdictsOf(place.folder, logs);
    expect(lines.map((line) => [line.record_id, line.rules['token/expired']])).toEqual([
      ['issue', 'not-evaluable:no-token-sample'],
      ['use', 'fail'],
    ]);
  });

  it('prove nothing against a call, and name no issuer', async () => {
    const policy = place.write(
      'policy.yaml',
      'schema: bindcheck.policy/1\nissuers: [{ issuer: https://as.example }]\nservers: [{ id: s3.amazonaws.com }]\n',
    );
    const lines = await verdictsOf(place.folder, [place.write('trail.json', [event({})])], policy);
    expect(lines.map(({ binding, rules }) => [binding, rules['issuer/untrusted']])).toEqual([
      ['unproven', 'not-evaluable:no-token-sample'],
    ]);
  });
});
