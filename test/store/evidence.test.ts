import { expect, it } from 'vitest';
import { ingest } from '../../src/ingest.ts';
import { sha256Base64url } from '../../src/lib/digest.ts';
import type { EvidenceStore, TokenNames } from '../../src/model/evidence.ts';
import { findSources } from '../../src/readers/find.ts';
import { createEvidenceReader } from '../../src/store/evidence.ts';
import { freshDatabase } from './fresh-database.ts';

const fresh = freshDatabase();

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** One signed content with the signature of this number. */
const encoding = (number: number): string =>
  `${segment({ alg: 'ES256', kid: 'a' })}.${segment({ iss: 'https://as.example', jti: 'one' })}.${Buffer.alloc(64, number).toString('base64url')}`;

const byHash = (token: string): TokenNames => ({ sha256: sha256Base64url(token), issuer: undefined, jti: undefined });
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

const read = async (...records: readonly object[]): Promise<EvidenceStore> => {
  const { sources } = await findSources([fresh.place.write('logs/a.ndjson', records)]);
  await ingest(sources, { database: fresh.database, ring: { facts: [], keys: new Map() } });
  return createEvidenceReader(fresh.database.connection);
};

const leak = (minute: number, token: string): object => ({ schema: 'leak/1', seen_at: at(minute), token, location: `${minute}` });

it('finds what is on file of a token by any encoding of it, in the order of time', async () => {
  const store = await read(
    leak(3, encoding(1)),
    leak(1, encoding(2)),
    ...[1, 2, 3].map((number) => ({ schema: 'token/1', token: encoding(number) })),
    leak(2, 'opaque-token-of-nobody'),
  );
  const minutesOf = (token: string) => store.leaksOfToken(byHash(token)).map((list) => list.map(({ location }) => location));
  expect(minutesOf(encoding(3))).toEqual([['1', '3']]);
  expect(minutesOf(encoding(1))).toEqual([['1', '3']]);
  expect(minutesOf('opaque-token-of-nobody')).toEqual([['2']]);
  expect(minutesOf('another-token')).toEqual([[]]);
});

it('hands out one list to all encodings of a token, and to whoever asks by the same name', async () => {
  const store = await read(
    ...Array.from({ length: 40 }, (_, number) => leak(number, encoding(number))),
    ...Array.from({ length: 40 }, (_, minute) => ({ schema: 'revocation/1', revoked_at: at(minute), token_subject: 'u' })),
  );
  const [first] = store.leaksOfToken(byHash(encoding(1)));
  expect(first).toHaveLength(40);
  expect(store.leaksOfToken(byHash(encoding(2)))[0]).toBe(first);
  expect(store.revocationsOfSubject('u')).toHaveLength(40);
  expect(store.revocationsOfSubject('u')).toBe(store.revocationsOfSubject('u'));
});
