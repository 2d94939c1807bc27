import type { Member } from '../facts/values.ts';
import type { AggregateRule, Counts } from '../rules/define.ts';
import type { Site } from './finding-site.ts';

/** What a rule counted of one source, issuer or server, and the first record that was seen of it. Plain data. */
export interface Counted {
  readonly counts: Counts;
  /** How many were seen. */
  records: number;
  first: Site;
}

/** What a rule is given by the records of a class of one source. */
export interface Share {
  readonly rule: AggregateRule;
  readonly counted: Counted;
  readonly given: Readonly<Record<string, unknown>>;
}

/** Records of a class of one source. */
export interface Noted {
  readonly source: string;
  readonly member: Member;
  readonly shares: readonly Share[];
  /** Rules to which each record gives something of its own. */
  readonly own: readonly AggregateRule[];
  /** Those that are still to be counted. */
  times: number;
  /** The earliest time; no later record is the first of anything. */
  earliest: number;
}
