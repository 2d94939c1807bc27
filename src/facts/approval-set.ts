import { divide } from '../lib/divide.ts';
import { type Spans, spansOf } from '../lib/spans.ts';
import type { ApprovalRecord, IdentityComparison } from './records.ts';

/** By what approvals are told apart. */
export type ApprovalTrait = 'server' | 'principal' | 'tool' | 'arguments' | 'approver' | 'uses';

/**
 * Approvals of which any may be meant. There may be as many as there are calls, each with all of them: nothing that a set is asked
 * costs more than the logarithm of what is in it, once it was asked for the first time.
 */
export interface ApprovalSet {
  readonly size: number;
  /** The oldest. */
  readonly first: ApprovalRecord | undefined;
  /** The most executions that one of them is good for, be it open or not; 0 where there is none. */
  readonly mostUses: number;
  /** Those that were given and had not ended at a time; all, where it is not known. Epoch milliseconds. */
  openAt(time: number | undefined): ApprovalSet;
  /**
   * Those that have one of the names for a trait, without names none; `undefined` names those that state nothing of it. A party goes
   * by any of its names.
   */
  those(trait: ApprovalTrait, ...names: readonly (string | undefined)[]): ApprovalSet;
  /** Whether one is over before a time: by its own end, or `maxAge` milliseconds after it was given. */
  anyEndsBefore(time: number, maxAge: number | null): boolean;
  /** Whether one still holds at a time. */
  anyHoldsAt(time: number, maxAge: number | null): boolean;
}

type Name = string | undefined;

const NAMED: Readonly<Record<ApprovalTrait, (approval: ApprovalRecord) => Name>> = {
  server: ({ serverName }) => serverName,
  principal: ({ principalId }) => principalId,
  tool: ({ toolName }) => toolName,
  arguments: ({ argumentsSha256 }) => argumentsSha256,
  approver: ({ approvedBy }) => approvedBy,
  uses: ({ maxUses }) => `${maxUses}`,
};

/** An approval as a span, and its place in the order of all. */
interface Filed {
  readonly approval: ApprovalRecord;
  readonly place: number;
  readonly begin: number;
  readonly end: number;
}

type Folding = (trait: ApprovalTrait, name: Name) => Name;

const foldingBy =
  (identities: IdentityComparison): Folding =>
  (trait, name) =>
    name !== undefined && (trait === 'principal' || trait === 'approver') ? identities.partyOf(name) : name;

/** Approvals that agree in some traits, divided further by another trait when that is asked for. */
class Pile {
  readonly #filed: readonly Filed[];
  readonly #fold: Folding;
  readonly #agreed: ReadonlyMap<ApprovalTrait, Name>;
  readonly #divided = new Map<ApprovalTrait, ReadonlyMap<Name, Pile>>();
  #spans: Spans | undefined;
  #mostUses: number | undefined;

  constructor(filed: readonly Filed[], fold: Folding, agreed: ReadonlyMap<ApprovalTrait, Name> = new Map()) {
    this.#filed = filed;
    this.#fold = fold;
    this.#agreed = agreed;
  }

  get spans(): Spans {
    this.#spans ??= spansOf(this.#filed);
    return this.#spans;
  }

  get mostUses(): number {
    this.#mostUses ??= this.#filed.reduce((most, { approval }) => Math.max(most, approval.maxUses), 0);
    return this.#mostUses;
  }

  first(at: number | undefined): Filed | undefined {
    const place = this.spans.first(at);
    return place === undefined ? undefined : this.#filed[place];
  }

  part(trait: ApprovalTrait, name: Name): Pile | undefined {
    const folded = this.#fold(trait, name);
    if (this.#agreed.has(trait)) return this.#agreed.get(trait) === folded ? this : undefined;
    const parts = this.#divided.get(trait) ?? this.#divide(trait);
    return parts.get(folded);
  }

  #divide(trait: ApprovalTrait): ReadonlyMap<Name, Pile> {
    const byName = divide(this.#filed, ({ approval }) => this.#fold(trait, NAMED[trait](approval)));
    const pileOf = (name: Name, filed: Filed[]) => new Pile(filed, this.#fold, new Map([...this.#agreed, [trait, name]]));
    const parts = new Map([...byName].map(([name, filed]) => [name, pileOf(name, filed)] as const));
    this.#divided.set(trait, parts);
    return parts;
  }
}

class PiledApprovals implements ApprovalSet {
  readonly #piles: readonly Pile[];
  readonly #at: number | undefined;

  constructor(piles: readonly Pile[], at?: number) {
    this.#piles = piles;
    this.#at = at;
  }

  get size(): number {
    return this.#piles.reduce((sum, { spans }) => sum + spans.count(this.#at), 0);
  }

  get first(): ApprovalRecord | undefined {
    const firsts = this.#piles.flatMap((pile) => pile.first(this.#at) ?? []);
    return firsts.sort((a, b) => a.place - b.place)[0]?.approval;
  }

  get mostUses(): number {
    return this.#piles.reduce((most, pile) => Math.max(most, pile.mostUses), 0);
  }

  openAt(time: number | undefined): ApprovalSet {
    return new PiledApprovals(this.#piles, time);
  }

  those(trait: ApprovalTrait, ...names: readonly Name[]): ApprovalSet {
    const piles = this.#piles.flatMap((pile) => names.map((name) => pile.part(trait, name)));
    return new PiledApprovals([...new Set(piles.filter((pile) => pile !== undefined))], this.#at);
  }

  anyEndsBefore(time: number, maxAge: number | null): boolean {
    const { first } = this;
    if (first === undefined) return false;
    const grownOld = maxAge !== null && first.approvedAt + maxAge < time;
    return grownOld || this.#piles.some(({ spans }) => spans.anyEndsBefore(this.#at, time));
  }

  anyHoldsAt(time: number, maxAge: number | null): boolean {
    const isYoungEnough = (approvedAt: number): boolean => maxAge === null || approvedAt + maxAge >= time;
    return this.#piles.some(({ spans }) => spans.anyLasts(this.#at, isYoungEnough, time));
  }
}

/** Makes a set of approvals, whatever their order; those of one time stay in that in which they come. */
export const approvalSet = (approvals: readonly ApprovalRecord[], identities: IdentityComparison): ApprovalSet => {
  const filed = [...approvals]
    .sort((a, b) => a.approvedAt - b.approvedAt)
    .map((approval, place) => ({
      approval,
      place,
      begin: approval.approvedAt,
      end: approval.expiresAt ?? Number.POSITIVE_INFINITY,
    }));
  return new PiledApprovals([new Pile(filed, foldingBy(identities))]);
};
