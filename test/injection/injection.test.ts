import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readMaps } from '../../src/cli/maps.ts';
import { showControls } from '../../src/lib/terminal-text.ts';
import { checkSource } from '../../src/readers/check/check.ts';
import { FORMATS } from '../../src/readers/index.ts';
import { renderFormatCheck } from '../../src/reporters/format-check.ts';
import { bindcheck, type Ran } from '../program.ts';
import { createWorkspace, type Workspace } from '../workspace.ts';
import { asCsv, evidence, hostileToken, ISSUER, invocations, marked, misfits, policyFor } from './evidence.ts';
import { ACTING, commandsIn, createMarks, type Mark, PAYLOADS } from './marks.ts';
import { honestly } from './poison.ts';
import { STRUCTURES } from './structure.ts';

/**
 * Texts of logs, of policies and mappings, and names of files, each holding something hostile to one output or another, go through
 * everything that the program writes. BINDCHECK_INJECTION_ROUNDS=56 gives each place each payload in turn; by default each has one.
 */
const ROUNDS = Number(process.env['BINDCHECK_INJECTION_ROUNDS'] ?? 1);
const REPORTS = Object.keys(STRUCTURES);
const OUTPUTS = ['verdicts', ...REPORTS];
const AS_OF = ['--as-of', '2026-03-19'];

/** Characters that no file name has. */
const asFileName = (text: string): string =>
  text
    .replaceAll('/', '∕')
    .replaceAll('\0', '')
    .replace(/\p{Cs}/gu, '');

interface Case {
  readonly place: Workspace;
  readonly run: (...args: readonly string[]) => Ran;
  readonly policy: string;
  /** What each format of report says. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly said: string;
}

const writeLogs = (place: Workspace, mark: Mark): string => {
  const calls = invocations(mark);
  mkdirSync(join(place.folder, 'logs'));
  place.write('logs/calls.ndjson', [...calls, ...evidence(calls, mark)]);
  place.write(
    'logs/calls.csv',
    asCsv(calls.slice(0, 20).map((call) => ({ ...call, record_id: mark('csv'), event_time: '2026-03-18T09:00:00Z' }))),
  );
  place.write('logs/misfits.ndjson', misfits(mark));
  place.write('logs/tokens.txt', PAYLOADS.map((_, number) => hostileToken(mark, `line.${number}`)).join('\n'));
  for (const [number] of PAYLOADS.entries()) {
    const name = asFileName(mark(`file.${number}`));
    const call = {
      schema: 'invocation/1',
      record_id: `f-${number}`,
      event_time: '2026-03-18T10:00:00Z',
      server_name: 'files',
      tool_name: name,
    };
    place.write(`logs/${name}`, [
      { ...call, token_scheme: 'none' },
      { schema: 'invocation/1', event_time: name },
    ]);
  }
  place.write('as.json', ISSUER.jwks);
  return place.write(asFileName(mark('policy')), JSON.stringify(policyFor(calls, mark)));
};

const outputsOf = (run: Case['run'], folder: string, ...args: readonly string[]): [Ran, Case['outputs']] => {
  mkdirSync(join(folder, args[0] as string));
  const pathOf = (id: string): string => join(folder, args[0] as string, `report.${id}`);
  const ids = args[0] === 'audit' ? OUTPUTS : REPORTS;
  const ran = run(...args, '-v', '--show-suppressed', ...AS_OF, ...ids.flatMap((id) => ['-f', `${id}=${pathOf(id)}`]));
  return [ran, Object.fromEntries(ids.map((id) => [id, readFileSync(pathOf(id), 'utf8')]))];
};

const audited = (first: number): Case => {
  const place = createWorkspace();
  const run = (...args: readonly string[]): Ran => bindcheck(args, { cwd: place.folder, env: { COLUMNS: '80' } });
  const policy = writeLogs(place, createMarks(first));
  const [{ code, stderr }, outputs] = outputsOf(run, place.folder, 'audit', 'logs', '-p', policy);
  expect([code, stderr]).toEqual([1, expect.stringContaining('exit 1')]);
  return { place, run, policy, outputs, said: stderr };
};

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

const withoutBreaks = (id: string, text: string): string => (id.startsWith('csv') ? text.replaceAll('\r\n', '\n') : text);

/** Holds for whatever is written anywhere. */
const checkInert = (what: string, text: string, commands: readonly string[] = []): void => {
  const at = ACTING.exec(text);
  const around = at && JSON.stringify(text.slice(Math.max(0, at.index - 60), at.index + 20));
  expect([what, around]).toEqual([what, null]);
  expect([what, ...commandsIn(text)]).toEqual([what, ...commands]);
};

/** A mapping whose every text is a mark, of records of any kind. */
const mappingOf = (mark: Mark): object => ({
  schema: 'bindcheck.map/1',
  name: 'marked',
  title: mark('map.title'),
  fields: { tool_name: { const: mark('map.tool') }, server_name: { const: mark('map.server') }, log_time: mark('map.path') },
});

describe.each(Array.from({ length: ROUNDS }, (_, round) => round))('round %d', { timeout: 300_000 }, (first) => {
  let hostile: Case;
  let honest: Case['outputs'];

  beforeAll(() => {
    hostile = audited(first);
    const saved = hostile.place.write('honest.json', JSON.stringify(honestly(JSON.parse(hostile.outputs['json'] as string))));
    honest = outputsOf(hostile.run, hostile.place.folder, 'report', saved)[1];
  }, 300_000);

  // Each round is some ten megabytes, and there may be fifty-six.
  afterAll(() => {
    hostile?.place.remove();
    hostile = { ...hostile, outputs: {} };
    honest = {};
  });

  test.each(OUTPUTS)('%s holds nothing that acts', (id) => {
    const given = hostile.outputs[id] as string;
    if (id !== 'csv-controls') expect(given.match(/zq/g)?.length ?? 0).toBeGreaterThan(20);
    const ours = id === 'github' ? commandsIn(given).filter((name) => /^(?:error|warning|notice)$/.test(name)) : [];
    checkInert(id, withoutBreaks(id, given), ours);
  });

  test.each(REPORTS)('%s is built alike for hostile texts and for honest ones', (id) => {
    expect(STRUCTURES[id]?.(hostile.outputs[id] as string)).toEqual(STRUCTURES[id]?.(honest[id] as string));
  });

  test('verdicts have a line for each invocation', () => {
    const lines = linesOf(hostile.outputs['verdicts'] as string);
    expect(lines).toHaveLength(JSON.parse(hostile.outputs['json'] as string).summary.invocations);
    for (const line of lines) expect(Object.keys(JSON.parse(line))).toContain('rules');
  });

  test('what is said on the way acts on nothing', () => checkInert('stderr', hostile.said));

  test('a narrow table begins no line with what would act', () => {
    const { place, policy } = hostile;
    const { stdout } = bindcheck(['audit', 'logs', '-p', policy, ...AS_OF], { cwd: place.folder, env: { COLUMNS: '61' } });
    checkInert('table', stdout);
  });

  test('a database that grows, and what is reported from it', () => {
    const { run, policy, outputs } = hostile;
    const grown = run('ingest', 'logs', '--db', asFileName(`${PAYLOADS[first % PAYLOADS.length]}zq.db`), '-p', policy);
    checkInert('ingest', grown.stderr);
    const path = readdirSync(hostile.place.folder).find((name) => name.endsWith('zq.db')) as string;
    const { stdout } = run('report', '--db', `./${path}`, '-p', policy, '-f', 'json', ...AS_OF);
    expect(JSON.parse(stdout).summary).toEqual(JSON.parse(outputs['json'] as string).summary);
  });

  test('a policy that is drafted is YAML, holds the names as they are, and is taken', () => {
    const { run, place, outputs } = hostile;
    const { stderr } = run('init', 'logs', '-o', 'drafted.yaml');
    checkInert('init', stderr);
    const text = readFileSync(join(place.folder, 'drafted.yaml'), 'utf8');
    checkInert('policy', text);
    const drafted = parse(text) as { servers: { id: string }[] };
    const names = new Set(linesOf(outputs['verdicts'] as string).map((line) => JSON.parse(line).server_name));
    const writable = [...names].filter((name) => name !== undefined && showControls(name) === name);
    expect(drafted.servers.map(({ id }) => id).sort()).toEqual(writable.sort());
    expect(writable.length).toBeGreaterThan(PAYLOADS.length / 3);
    const { stderr: said } = run('audit', 'logs', '-p', 'drafted.yaml', '-f', 'json', ...AS_OF);
    expect(said).not.toContain('error');
    checkInert('audit with it', said);
  });

  test('a baseline, and what is shown of it', () => {
    const { run, policy, place } = hostile;
    checkInert('create', run('baseline', 'create', 'logs', '-p', policy, '-o', 'known.json', ...AS_OF).stderr);
    const text = readFileSync(join(place.folder, 'known.json'), 'utf8');
    checkInert('file', text);
    expect(JSON.parse(text).findings ?? JSON.parse(text).entries).not.toHaveLength(0);
    for (const form of ['table', 'json']) checkInert(form, run('baseline', 'show', 'known.json', '-f', form).stdout);
  });

  test('tokens that are looked into give a line of JSON each', () => {
    const { stdout, stderr } = hostile.run('token', 'logs/tokens.txt', '--jwks', 'as.json');
    checkInert('token', stdout + stderr);
    const lines = linesOf(stdout).map((line) => JSON.parse(line));
    expect(lines.map(({ line, signature }) => [line, signature])).toEqual(PAYLOADS.map((_, number) => [number + 1, 'valid']));
  });
});

describe('records of every format, each time with a mark in another place', () => {
  let place: Workspace;
  const run = (...args: readonly string[]): Ran => bindcheck(args, { cwd: place.folder, env: { COLUMNS: '80' } });

  beforeAll(() => {
    place = createWorkspace();
    for (const { id } of FORMATS)
      place.write(`logs/${id}.log`, marked(id, createMarks(FORMATS.findIndex((format) => format.id === id))));
  });

  afterAll(() => place.remove());

  test('reach every report as text', () => {
    const [{ stderr }, outputs] = outputsOf(run, place.folder, 'audit', 'logs');
    checkInert('stderr', stderr);
    for (const id of REPORTS.filter((each) => each !== 'github')) {
      checkInert(id, withoutBreaks(id, outputs[id] as string));
      expect(STRUCTURES[id]?.(outputs[id] as string)).toBeDefined();
    }
    expect(JSON.parse(outputs['json'] as string).sources).toHaveLength(FORMATS.length);
  }, 300_000);

  test.each(FORMATS.map(({ id }) => id))('of %s, and a mapping of them, are shown as text by formats --check', async (id) => {
    const source = { path: join(place.folder, 'logs', `${id}.log`), named: true };
    const map = place.write(`${id}.map.json`, JSON.stringify(mappingOf(createMarks(0))));
    for (const maps of [[], readMaps([map])]) {
      const lines = renderFormatCheck(await checkSource(source, { maps }), { color: false, width: 80, verbose: true });
      expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
      checkInert(id, lines.join('\n'));
    }
  });

  test('are shown as JSON by formats --check', () => {
    for (const id of ['invocation', 'har', 'agentgateway']) {
      const { stdout } = run('formats', '--check', `logs/${id}.log`, '-f', 'json');
      checkInert(id, stdout);
      expect(JSON.parse(stdout).records.length).toBeGreaterThan(10);
    }
  });
});

describe('what the user is told of a mistake', () => {
  const place = createWorkspace();
  afterAll(() => place.remove());
  const names = PAYLOADS.map((payload, number) => asFileName(`${payload}zq${number}`)).filter((name) => !name.startsWith('-'));
  const together = names.join('zq');

  test('paths that are not there, one error each', () => {
    const { stdout, stderr } = bindcheck(['audit', ...names, '-f', 'json'], { cwd: place.folder });
    checkInert('audit', stdout + stderr);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { level: string }[] };
    expect(diagnostics.filter(({ level }) => level === 'error')).toHaveLength(names.length);
  });

  test.each([
    [['audit', '.', '-p']],
    [['explain']],
    [['audit', '.', '--input-format']],
    [['audit', '.', '--since']],
    [['report']],
  ])('what is no file, rule, format or time: %j', (args) => {
    const { stdout, stderr } = bindcheck([...args, together], { cwd: place.folder });
    checkInert('error', stdout + stderr);
    expect(linesOf(stderr)).toHaveLength(2);
  });

  test.each(['--', '--jobs=', '-f'])('what is no option: %s', (dashes) => {
    checkInert('option', bindcheck(['audit', `${dashes}${together}`], { cwd: place.folder }).stderr);
  });

  test('keys and values of a policy that it does not know', () => {
    const policy = Object.fromEntries(names.map((name) => [name, name]));
    const path = place.write(
      asFileName('bad\n::error::\u001b[31mzq.json'),
      JSON.stringify({ schema: 'bindcheck.policy/1', ...policy }, null, 1),
    );
    const { stderr, code } = bindcheck(['audit', '.', '-p', path], { cwd: place.folder });
    expect(code).toBe(2);
    checkInert('policy', stderr);
    expect(stderr.trimEnd().split('\n')).toHaveLength(12);
  });

  test('keys and values of a mapping that it does not know', () => {
    const mapping = Object.fromEntries(names.map((name) => [name, name]));
    const path = place.write(
      asFileName('map\n::error::zq.json'),
      JSON.stringify({ schema: 'bindcheck.map/1', ...mapping }, null, 1),
    );
    const { stderr, code } = bindcheck(['formats', '--check', path, '--map', path], { cwd: place.folder });
    expect(code).toBe(2);
    checkInert('mapping', stderr);
    expect(stderr.trimEnd().split('\n')).toHaveLength(12);
  });

  test('names that are not UTF-8', () => {
    mkdirSync(join(place.folder, 'odd'));
    const path = Buffer.concat([Buffer.from(`${place.folder}/odd/`), Buffer.from([0x61, 0xff, 0x9b, 0x33, 0x31, 0x6d])]);
    writeFileSync(path, '{}');
    const { stdout, code } = bindcheck(['audit', 'odd'], { cwd: place.folder });
    checkInert('odd', stdout);
    expect(code).toBe(3);
    expect(stdout).toContain('its name is not UTF-8');
  });
});
