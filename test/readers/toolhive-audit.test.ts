import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verdictsOf } from '../vectors/verdicts.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { invocationsOf, readBytes } from './reading.ts';

const event = (fields: object = {}) => ({
  audit_id: 'a-1',
  type: 'mcp_tool_call',
  logged_at: '2026-07-01T10:00:05.000Z',
  outcome: 'success',
  component: 'vmcp',
  source: { type: 'network', value: '203.0.113.9' },
  subjects: { user_id: 'alice', user: 'Alice' },
  target: { name: 'search', type: 'tool' },
  metadata: { extra: { duration_ms: 5000 } },
  ...fields,
});
const delegation = (fields: object = {}) => ({
  delegation: {
    chain: [{ iss: 'https://as.example', sub: 'agent-7' }, { sub: 'agent-3' }],
    truncated: false,
    malformed: false,
    ...fields,
  },
});
const one = async (fields: object) => invocationsOf(await readBytes(JSON.stringify(event(fields))))[0]?.fields;

let place: Workspace;
beforeEach(() => {
  place = createWorkspace();
});
afterEach(() => place.remove());

it.each([
  ['success', 'executed'],
  ['denied', 'denied'],
  ['failure', 'failed'],
  ['application_error', 'failed'],
  ['error', 'unknown'],
])('outcome %s is %s', async (outcome, expected) => {
  expect((await one({ outcome }))?.outcome).toBe(expected);
});

it('the request came before the event was stamped, by its duration', async () => {
  expect((await one({}))?.eventTime).toBe(Date.UTC(2026, 6, 1, 10));
});

it('is of the backend where one is named, else of the component', async () => {
  expect((await one({}))?.serverName).toBe('vmcp');
  expect((await one({ metadata: { extra: { backend_name: 'github' } } }))?.serverName).toBe('github');
});

it.each(['local', 'anonymous'])('%s is no subject of a token', async (user_id) => {
  expect(await one({ subjects: { user_id } })).not.toHaveProperty('principalId');
});

it('other events are no calls', async () => {
  expect(await one({ type: 'mcp_tools_list' })).toBeUndefined();
});

describe('the chain of delegation', () => {
  it('is that of the token, the acting party first', async () => {
    expect(await one(delegation())).toMatchObject({
      agentId: 'agent-7',
      statedToken: { actors: [{ issuer: 'https://as.example', subject: 'agent-7' }, { subject: 'agent-3' }] },
    });
  });

  it('that could not be read says nothing', async () => {
    expect(await one(delegation({ malformed: true }))).not.toHaveProperty('statedToken');
  });

  it('is held against what the policy allows; a call without one is not', async () => {
    const policy = place.write(
      'policy.yaml',
      'schema: bindcheck.policy/1\nservers: [{ id: vmcp }]\ndelegation: { max_depth: 1, actors: [{ actor: agent-9, subjects: [alice] }] }\n',
    );
    const log = place.write('audit.log', [event(delegation()), event({ audit_id: 'a-2' })]);
    const lines = await verdictsOf(place.folder, [log], policy);
    const chain = lines.map(({ record_id, binding, rules }) => [record_id, [binding, rules['delegation/chain-too-deep']]]);
    expect(Object.fromEntries(chain)).toEqual({
      'a-1': ['unbound', 'fail'],
      'a-2': ['unproven', 'not-evaluable:no-token-sample'],
    });
  });
});
