import { expect, it, vi } from 'vitest';
import { surveyCalls } from '../../src/cli/survey-calls.ts';
import { ingest } from '../../src/ingest.ts';
import { findSources } from '../../src/readers/find.ts';
import { createReader } from '../../src/store/read.ts';
import { createTokenWriter } from '../../src/store/write-tokens.ts';
import { freshDatabase } from './fresh-database.ts';

const fresh = freshDatabase();

/** Notes each statement that is prepared from now on, and how often those that a pattern fits are run. */
const watch = (counted: RegExp): { readonly statements: string[]; readonly runs: () => number } => {
  const statements: string[] = [];
  let runs = 0;
  const { connection } = fresh.database;
  const prepare = connection.prepare.bind(connection);
  const counting = (statement: object): object =>
    new Proxy(statement, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => {
          if (name === 'get' || name === 'all') runs++;
          const result: unknown = member.apply(target, given);
          return result === target ? counting(target) : result;
        };
      },
    });
  vi.spyOn(connection, 'prepare').mockImplementation(((sql: string) => {
    statements.push(sql);
    return counted.test(sql) ? counting(prepare(sql)) : prepare(sql);
  }) as typeof connection.prepare);
  return { statements, runs: () => runs };
};

const plansOf = (statements: readonly string[]): readonly string[] => {
  vi.restoreAllMocks();
  return statements
    .filter((sql) => /^\s*SELECT/.test(sql))
    .flatMap((sql) => {
      const explain = fresh.database.connection.prepare(`EXPLAIN QUERY PLAN ${sql}`);
      const given = Array.from({ length: sql.split('?').length - 1 }, () => 'x');
      return (explain.all(...given) as { detail: string }[]).map(({ detail }) => detail);
    });
};

it('a token that is known by name alone is found by its name, not among all that have no hash', () => {
  const { statements } = watch(/^$/);
  createTokenWriter(fresh.database.connection, []).ofStated(undefined, { issuer: 'https://as.example', jti: 'one' });
  const plans = plansOf(statements.filter((sql) => / FROM tokens WHERE issuer/.test(sql)));
  expect(plans).toEqual([expect.stringMatching(/INDEX token_name \(issuer=\? AND jti=\? AND sha256=\?\)/)]);
});

const read = async (records: readonly object[]): Promise<void> => {
  const { sources } = await findSources([fresh.place.write('logs/a.ndjson', records)]);
  await ingest(sources, { database: fresh.database, ring: { facts: [], keys: new Map() } });
};

it('which of many tokens a name means is worked out once for all that state the name', async () => {
  const named = { token_issuer: 'https://as.example', token_jti: 'one' };
  await read([1, 2].map((number) => ({ schema: 'token/1', token_sha256: `${number}`.repeat(64), ...named })));
  const { runs } = watch(/issuer = \? AND jti = \? AND \(/);
  const reader = createReader(fresh.database.connection);
  fresh.database.connection.exec('UPDATE tokens SET identity = id');
  const ask = () => reader.tokenNamed('https://as.example', 'one')?.stated?.jti;
  expect([ask(), ask(), ask()]).toEqual(['one', 'one', 'one']);
  expect(reader.tokenNamed('https://as.example', 'another')).toBeUndefined();
  expect(runs()).toBe(2);
});

it('a survey reads the answers about a token once, however many calls there are with it', async () => {
  const token_sha256 = 'a'.repeat(64);
  await read([
    ...Array.from({ length: 50 }, (_, number) => ({
      schema: 'invocation/1',
      record_id: `i-${number}`,
      event_time: '2026-03-18T10:00:00Z',
      server_name: 's',
      outcome: 'executed',
      token_sha256,
    })),
    {
      schema: 'introspection/1',
      token_sha256,
      queried_at: '2026-03-18T09:00:00Z',
      response: { active: true, iss: 'https://as.example' },
    },
  ]);
  const { runs } = watch(/kind = 'introspection' AND token_sha256 = \?/);
  const { survey } = surveyCalls(fresh.database, []);
  expect(survey.issuers.get('https://as.example')?.calls).toBe(50);
  expect(runs()).toBe(1);
});
