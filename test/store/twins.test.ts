import { describe, expect, it } from 'vitest';
import { findTwins } from '../../src/store/twins.ts';
import { freshDatabase } from './fresh-database.ts';

const fresh = freshDatabase();

const addBlock = (id: number, ...keys: number[]): void => {
  const column = Float64Array.from(keys);
  fresh.database.connection
    .prepare("INSERT INTO block_keys (block_id, kind, keys) VALUES (?, 'record', ?)")
    .run(id, Buffer.from(column.buffer));
};

const twins = (question: object = {}): number[] =>
  [...findTwins(fresh.database.connection, { kind: 'record', ...question })].flat();

/** The id of a record: block times 65,536 plus fresh.place. */
const at = (block: number, position: number): number => block * 65_536 + position;

describe('findTwins', () => {
  it('finds records with equal keys, within a block and across blocks', () => {
    addBlock(1, 10, 20, 10);
    addBlock(2, 30, 20);
    expect(twins()).toEqual([at(1, 0), at(1, 1), at(1, 2), at(2, 1)]);
  });

  it('takes different keys of one bit of the filter for what they are', () => {
    addBlock(1, 5, 5 + 2 ** 16);
    expect(twins()).toEqual([]);
  });

  it('passes over records without a key, and over those that count for nothing', () => {
    addBlock(1, Number.NaN, 7);
    addBlock(2, Number.NaN, 7);
    expect(twins({ skipped: (id: number) => new Set(id === 2 ? [1] : []) })).toEqual([]);
  });

  it('does not compare older blocks with each other again', () => {
    addBlock(1, 1, 1);
    addBlock(2, 2);
    expect(twins({ from: 2 })).toEqual([]);
    addBlock(3, 2);
    expect(twins({ from: 3 })).toEqual([at(2, 0), at(3, 0)]);
  });
});
