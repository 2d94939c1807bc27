import { LOOK, NO_MARK } from '../model/argument-mark.ts';
import type { InvocationFields } from '../model/invocation.ts';
import type { Location } from '../model/location.ts';
import type { OwnProof } from '../model/record-block.ts';
import { type CallField, FIELD_HOMES, HAS_PROOF, OWN_FIELDS, type OwnField } from '../model/record-fields.ts';
import type { RecordClass, StoredRecord } from '../model/stored.ts';
import type { ProofFacts } from '../model/token.ts';
import { SAW, type Trace } from './trace.ts';

/** A record as facts and rules see it. Whatever is read of it is noted in the trace. */
export interface RecordView {
  readonly fields: InvocationFields;
  readonly proof: ProofFacts | undefined;
  readonly name: string;
  readonly location: Location;
  readonly recordSha256: string;
  readonly ambiguous: boolean;
  readonly alsoSeenAs: readonly string[];
  /** Whether its arguments may hold one of some tokens, by what is kept of them: see `argumentMark`. */
  mayHoldToken(mayBe: (mark: number) => boolean): boolean;
  /** Whether the log states a field, without looking at its value. */
  states(name: keyof InvocationFields): boolean;
}

/** What a view looks through: one class, and one record of it after the other. */
interface Window {
  readonly trace: Trace;
  readonly recordClass: RecordClass;
  readonly record: StoredRecord;
}

/** What sets the calls of one server apart that are made in the same way. All else of a call is how it was asked for. */
export const TOOL_FIELDS: ReadonlySet<string> = new Set<CallField>(['toolName', 'httpStatus', 'purpose', 'scopesUsed']);

const OWN_PLACES = Object.fromEntries(OWN_FIELDS.map((name, place) => [name, place])) as Readonly<Record<OwnField, number>>;

/** What reading a field of a class shows. */
const SEEN = Object.fromEntries(
  Object.entries(FIELD_HOMES).map(([name, home]) => {
    if (home === 'own') return [name, SAW.call];
    return [name, home === 'call' && TOOL_FIELDS.has(name) ? SAW.tool : SAW[home]];
  }),
) as Readonly<Record<keyof InvocationFields, number>>;

const hasOwn = ({ recordClass }: Window, place: number): boolean => ((recordClass.call.has >> place) & 1) === 1;

const ownValue = ({ record }: Window, name: OwnField): unknown => {
  if (name === 'eventTime') return record.time;
  if (name === 'outcome') return record.outcome;
  return record.own.fields[name];
};

/** A reader of one field; that a class states it or not is known without looking at a record. */
const fieldReader = (name: keyof InvocationFields): ((window: Window) => unknown) => {
  const home = FIELD_HOMES[name];
  const seen = SEEN[name];
  if (home !== 'own')
    return (window) => {
      window.trace.mask |= seen;
      return window.recordClass[home][name as never];
    };
  const place = OWN_PLACES[name as OwnField];
  return (window) => {
    const there = hasOwn(window, place);
    window.trace.mask |= there ? seen | SAW.own : seen;
    return there ? ownValue(window, name as OwnField) : undefined;
  };
};

class Fields {
  readonly window: Window;
  constructor(window: Window) {
    this.window = window;
  }
}

for (const name of Object.keys(FIELD_HOMES) as (keyof InvocationFields)[]) {
  const read = fieldReader(name);
  Object.defineProperty(Fields.prototype, name, {
    get(this: Fields) {
      return read(this.window);
    },
  });
}

const OWN_PROOF: readonly (keyof OwnProof)[] = ['sha256', 'signingInputSha256', 'jti', 'issuedAt', 'nonce', 'ath'];
const SHAPE: readonly (keyof ProofFacts)[] = [
  'defects',
  'typ',
  'alg',
  'jkt',
  'shortKeyBits',
  'privateMembers',
  'htm',
  'htu',
  'signature',
  'signatureReason',
];

class Proof {
  readonly window: Window;
  constructor(window: Window) {
    this.window = window;
  }
}

for (const name of OWN_PROOF)
  Object.defineProperty(Proof.prototype, name, {
    get(this: Proof) {
      this.window.trace.mask |= SAW.sender | SAW.own;
      return this.window.record.proof?.[name];
    },
  });

for (const name of SHAPE)
  Object.defineProperty(Proof.prototype, name, {
    get(this: Proof) {
      this.window.trace.mask |= SAW.sender;
      return this.window.recordClass.proofShape?.[name as never];
    },
  });

class View implements RecordView {
  readonly fields: InvocationFields;
  readonly #window: Window;
  readonly #proof: ProofFacts | undefined;

  constructor(window: Window) {
    this.#window = window;
    this.fields = new Fields(window) as unknown as InvocationFields;
    const hasProof = (window.recordClass.call.has & HAS_PROOF) !== 0;
    this.#proof = hasProof ? (new Proof(window) as unknown as ProofFacts) : undefined;
  }

  get #own(): StoredRecord {
    this.#window.trace.mask |= SAW.own;
    return this.#window.record;
  }

  get proof(): ProofFacts | undefined {
    this.#window.trace.mask |= this.#proof ? SAW.call | SAW.view : SAW.call;
    return this.#proof;
  }

  get name(): string {
    return this.#own.name;
  }

  get location(): Location {
    return this.#own.location;
  }

  get recordSha256(): string {
    return this.#own.recordSha256;
  }

  // Records that are ambiguous are judged apart from the others of their class.
  get ambiguous(): boolean {
    this.#window.trace.mask |= SAW.sender;
    return this.#window.record.ambiguous;
  }

  get alsoSeenAs(): readonly string[] {
    return this.#own.alsoSeenAs;
  }

  mayHoldToken(mayBe: (mark: number) => boolean): boolean {
    const { argumentMark } = this.#own;
    return argumentMark === LOOK || (argumentMark !== NO_MARK && mayBe(argumentMark));
  }

  states(name: keyof InvocationFields): boolean {
    const home = FIELD_HOMES[name];
    this.#window.trace.mask |= SEEN[name];
    if (home === 'own') return hasOwn(this.#window, OWN_PLACES[name as OwnField]);
    return this.#window.recordClass[home][name as never] !== undefined;
  }
}

/** Opens the view of the records of a class. */
export const viewOf = (window: Window): RecordView => new View(window);
