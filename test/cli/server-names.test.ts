import { afterEach, beforeEach, expect, it } from 'vitest';
import { bindcheck } from '../program.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';

let place: Workspace;
beforeEach(() => {
  place = createWorkspace();
});
afterEach(() => place.remove());

const names = (count: number, prefix: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

const unlisted = (logged: readonly string[], listed: readonly string[]): readonly string[] => {
  place.write(
    'logs/a.ndjson',
    logged.map((server_name, index) => ({
      schema: 'invocation/1',
      record_id: `i-${index}`,
      event_time: '2026-03-18T10:00:00Z',
      server_name,
      outcome: 'executed',
    })),
  );
  place.write('policy.json', JSON.stringify({ schema: 'bindcheck.policy/1', servers: listed.map((id) => ({ id })) }));
  const { stdout } = bindcheck(['audit', 'logs', '-p', 'policy.json', '-f', 'json'], { cwd: place.folder });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] };
  return diagnostics.filter(({ code }) => code.startsWith('server-not-in-')).map(({ message }) => message);
};

it('a server that the policy does not list is told with the nearest name', () => {
  expect(unlisted(['git-mpc'], ['git-mcp', 'docs-mcp'])).toEqual([
    expect.stringContaining('Did you mean git-mcp?'),
    expect.stringContaining('no record names it'),
    expect.stringContaining('Did you mean git-mpc?'),
  ]);
});

it('names are not compared where there are more than a slip of the pen makes', () => {
  const told = unlisted(names(120, 'a-server'), names(120, 'our-server'));
  expect(told).toHaveLength(240);
  expect(told.filter((message) => message.includes('Did you mean'))).toEqual([]);
});
