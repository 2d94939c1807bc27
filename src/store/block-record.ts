import { LOOK, NO_MARK } from '../model/argument-mark.ts';
import { mayHaveExecuted, OUTCOMES, type Outcome } from '../model/invocation.ts';
import type { OwnProof, OwnRecord } from '../model/record-block.ts';
import type { RecordClass, StoredRecord } from '../model/stored.ts';
import type { Amendment } from './amendments.ts';
import { readOwn, readOwnProof } from './own-text.ts';
import { PLACES } from './places.ts';

/** One block as it lies in the database: columns that are read first, and the rest when it is asked for. */
export interface Block {
  readonly id: number;
  readonly source: string;
  readonly records: number;
  /** Of all that its records say on their own. */
  readonly bytes: number;
  readonly classes: Int32Array;
  readonly times: Float64Array;
  readonly outcomes: Uint8Array;
  readonly proofTimes: Float64Array | undefined;
  readonly marks: Int32Array | undefined;
  /** What was found out about some of its records later on, by place. */
  readonly amendments: ReadonlyMap<number, Amendment>;
  readonly details: () => BlockDetails;
}

/** The columns of a block that are read for few of its records. */
export interface BlockDetails {
  readonly lines: Int32Array;
  readonly ownEnds: Int32Array;
  readonly digests: Buffer;
  readonly own: Buffer;
}

/** What was found out later on about the record at a place: of most blocks nothing. */
export const amendmentAt = ({ amendments }: Block, place: number): Amendment | undefined =>
  amendments.size === 0 ? undefined : amendments.get(place);

const EXECUTED = OUTCOMES.map(mayHaveExecuted);

/** Whether a record had effect, or may have had, and stands for itself: such a record is a member of its groups. */
export const isMember = (block: Block, place: number): boolean =>
  EXECUTED[block.outcomes[place] as number] === true && amendmentAt(block, place)?.dropped !== true;

/** A record at its place in a block. */
export class BlockRecord implements StoredRecord {
  readonly #block: Block;
  readonly #place: number;
  readonly #amendment: Amendment | undefined;
  readonly recordClass: RecordClass;
  #own: OwnRecord | undefined;
  #proof: OwnProof | undefined;

  constructor(block: Block, place: number, amendment: Amendment | undefined, recordClass: RecordClass) {
    this.#block = block;
    this.#place = place;
    this.#amendment = amendment;
    this.recordClass = recordClass;
  }

  get id(): number {
    return this.#block.id * PLACES + this.#place;
  }

  get time(): number | undefined {
    const time = this.#block.times[this.#place] as number;
    return Number.isNaN(time) ? undefined : time;
  }

  get outcome(): Outcome {
    return OUTCOMES[this.#block.outcomes[this.#place] as number] as Outcome;
  }

  get own(): OwnRecord {
    this.#own ??= readOwn(this.#ownText());
    return this.#own;
  }

  get proof(): OwnProof | undefined {
    this.#proof ??= this.#own ? this.#own.proof : readOwnProof(this.#ownText());
    return this.#proof;
  }

  #ownText(): string {
    const amended = this.#amendment?.own;
    if (amended !== undefined) return amended;
    const { own, ownEnds } = this.#block.details();
    return own.toString('utf8', this.#place === 0 ? 0 : ownEnds[this.#place - 1], ownEnds[this.#place]);
  }

  get name(): string {
    return this.#amendment?.name ?? this.own.fields.recordId ?? (this.own.name as string);
  }

  get source(): string {
    return this.#block.source;
  }

  get location() {
    return { source: this.#block.source, line: this.#block.details().lines[this.#place] as number };
  }

  get recordSha256(): string {
    return this.#block.details().digests.toString('hex', this.#place * 32, this.#place * 32 + 32);
  }

  get argumentMark(): number {
    return this.#amendment?.own === undefined ? (this.#block.marks?.[this.#place] ?? NO_MARK) : LOOK;
  }

  get ambiguous(): boolean {
    return this.#amendment?.ambiguous ?? false;
  }

  get alsoSeenAs(): readonly string[] {
    return this.#amendment?.alsoSeenAs ?? [];
  }
}

/** A record of which class and time are known, and that it is not ambiguous; all else is read when it is asked for. */
export class LazyRecord implements StoredRecord {
  readonly id: number;
  readonly recordClass: RecordClass;
  readonly time: number | undefined;
  readonly #read: (id: number) => StoredRecord;
  #record: StoredRecord | undefined;

  constructor(id: number, recordClass: RecordClass, time: number | undefined, read: (id: number) => StoredRecord) {
    this.id = id;
    this.recordClass = recordClass;
    this.time = time;
    this.#read = read;
  }

  get #whole(): StoredRecord {
    this.#record ??= this.#read(this.id);
    return this.#record;
  }

  get outcome(): Outcome {
    return this.#whole.outcome;
  }

  get own(): OwnRecord {
    return this.#whole.own;
  }

  get proof(): OwnProof | undefined {
    return this.#whole.proof;
  }

  get name(): string {
    return this.#whole.name;
  }

  get source(): string {
    return this.#whole.source;
  }

  get location() {
    return this.#whole.location;
  }

  get recordSha256(): string {
    return this.#whole.recordSha256;
  }

  get argumentMark(): number {
    return this.#whole.argumentMark;
  }

  get ambiguous(): boolean {
    return false;
  }

  get alsoSeenAs(): readonly string[] {
    return this.#whole.alsoSeenAs;
  }
}
