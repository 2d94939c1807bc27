import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createWorkspace, type Workspace } from './workspace.ts';

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const root = fileURLToPath(new URL('..', import.meta.url));
const text = readFileSync(join(root, 'action.yml'), 'utf8');
const action = parse(text) as Action;
const audit = action.runs.steps.find(({ id }) => id === 'audit') as Step;

describe('action.yml', () => {
  it('uses every input that it declares, and no other', () => {
    const used = new Set([...text.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  it('puts no expression into a script, and each script names its shell', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run, shell, uses } of action.runs.steps) {
      expect(run === undefined).toBe(uses !== undefined);
      if (run !== undefined) expect([shell, run.includes('${{')]).toEqual(['bash', false]);
    }
  });
});

let place: Workspace;
let run = 0;
beforeAll(() => {
  place = createWorkspace();
});
afterAll(() => place.remove());

/** Runs the audit step as the runner would, in the folder of the demo. */
const runStep = (inputs: Readonly<Record<string, string>>) => {
  const output = place.write(`output-${run++}`, '');
  const summary = place.write(`summary-${run}`, '');
  const value = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? '';
  const filled = Object.entries(audit.env ?? {}).map(([name, expression]) => [
    name,
    expression
      .replace(/\$\{\{ inputs\.([a-z-]+) \}\}/g, (_, input: string) => value(input))
      .replace(/\$\{\{ github\.action_path \}\}/g, root),
  ]);
  const env = { ...process.env, ...Object.fromEntries(filled), GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
  const cwd = join(root, 'fixtures/demo');
  // The runner starts bash with these options.
  const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', audit.run ?? ''], {
    encoding: 'utf8',
    env,
    cwd,
  });
  const outputs = readFileSync(output, 'utf8').trimEnd().split('\n');
  return {
    ...ran,
    outputs: Object.fromEntries(outputs.map((line) => line.split('='))) as Record<string, string>,
    summary: readFileSync(summary, 'utf8'),
  };
};

describe('the audit step', () => {
  const files = () => ({ sarif: join(place.folder, 'a b.sarif'), report: join(place.folder, 'r.json') });

  it('annotates, summarises, writes both reports and hands the exit code on', () => {
    const { sarif, report } = files();
    const ran = runStep({ paths: 'logs\ntokens.ndjson\n', policy: 'bindcheck.policy.yaml', sarif, report });
    expect(ran.status).toBe(0);
    expect(ran.outputs).toEqual({ 'exit-code': '1', sarif, report });
    expect(ran.stdout).toMatch(/^::error file=logs\/git-mcp\.ndjson,line=\d+,/m);
    expect(ran.summary).toContain('**7 open findings**');
    expect(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results).toHaveLength(7);
    expect(JSON.parse(readFileSync(report, 'utf8')).findings).toHaveLength(7);
  });

  it('takes further options word by word, and paths for nothing else', () => {
    const { sarif, report } = files();
    const ran = runStep({ paths: 'logs\ntokens.ndjson', options: '--rule\naudience/*\n\n--exit-zero', sarif, report });
    expect(ran.outputs['exit-code']).toBe('0');
    const injected = runStep({ paths: '$(touch injected)\n--exit-zero', sarif, report });
    expect(injected.outputs['exit-code']).toBe('3');
    expect(existsSync(join(root, 'fixtures/demo/injected'))).toBe(false);
  });

  it('names no report where none was written, also where an old one lay', () => {
    const { sarif, report } = files();
    const ran = runStep({ paths: 'logs', policy: 'no-such-policy.yaml', sarif, report });
    expect(ran.outputs).toEqual({ 'exit-code': '2' });
  });
});
