import type { FoundMember } from '../../model/format-check.ts';
import { leavesOf } from './places.ts';

const MOST_MEMBERS = 200;

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'list';
  if (value === null) return 'null';
  return typeof value === 'string' ? 'text' : typeof value;
};

/** Gathers the members of records that no format claims. */
export interface MemberTally {
  add(record: unknown): void;
  found(): readonly FoundMember[];
}

/** An account of members, in the order in which they are met. */
export const createMemberTally = (): MemberTally => {
  const members = new Map<string, { kind: string; records: number }>();
  return {
    add(record) {
      for (const { path, value } of leavesOf(record)) {
        const known = members.get(path);
        if (known) known.records++;
        else if (members.size < MOST_MEMBERS) members.set(path, { kind: kindOf(value), records: 1 });
      }
    },
    found: () => [...members].map(([path, member]) => ({ path, ...member })),
  };
};
