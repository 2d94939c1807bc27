import { LOOK, NO_MARK } from '../model/argument-mark.ts';
import type { InvocationFields } from '../model/invocation.ts';
import type { Location } from '../model/location.ts';
import type { OwnProof } from '../model/record-block.ts';
import { FIELD_HOMES, HAS_PROOF, OWN_FIELDS, type OwnField } from '../model/record-fields.ts';
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
  record: StoredRecord;
}

const ownPlace = (name: string): number => OWN_FIELDS.indexOf(name as OwnField);

const hasOwn = ({ recordClass }: Window, place: number): boolean => ((recordClass.call.has >> place) & 1) === 1;

const ownValue = ({ record }: Window, name: OwnField): unknown => {
  if (name === 'eventTime') return record.time;
  if (name === 'outcome') return record.outcome;
  return record.own.fields[name];
};

/** A reader of one field; that a class states it or not is known without looking at a record. */
const fieldReader = (name: keyof InvocationFields): ((window: Window) => unknown) => {
  const home = FIELD_HOMES[name];
  if (home !== 'own')
    return (window) => {
      window.trace.mask |= name === 'serverName' ? SAW.call | SAW.server : SAW[home];
      return window.recordClass[home][name as never];
    };
  const place = ownPlace(name);
  return (window) => {
    const there = hasOwn(window, place);
    window.trace.mask |= there ? SAW.call | SAW.own : SAW.call;
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
      return this.window.record.own.proof?.[name];
    },
  });

for (const name of SHAPE)
  Object.defineProperty(Proof.prototype, name, {
    get(this: Proof) {
      this.window.trace.mask |= SAW.sender;
      return this.window.recordClass.proofShape?.[name as never];
    },
  });

/** Opens the view of the records of a class. */
export const viewOf = (window: Window): RecordView => {
  const hasProof = (window.recordClass.call.has & HAS_PROOF) !== 0;
  const proof = hasProof ? (new Proof(window) as unknown as ProofFacts) : undefined;
  const own = <T>(read: (record: StoredRecord) => T): T => {
    window.trace.mask |= SAW.own;
    return read(window.record);
  };
  return {
    fields: new Fields(window) as unknown as InvocationFields,
    get proof() {
      window.trace.mask |= SAW.call;
      return proof;
    },
    get name() {
      return own((record) => record.name);
    },
    get location() {
      return own((record) => record.location);
    },
    get recordSha256() {
      return own((record) => record.recordSha256);
    },
    // Records that are ambiguous are judged apart from the others of their class.
    get ambiguous() {
      window.trace.mask |= SAW.sender;
      return window.record.ambiguous;
    },
    get alsoSeenAs() {
      return own((record) => record.alsoSeenAs);
    },
    mayHoldToken: (mayBe) =>
      own(({ argumentMark }) => argumentMark === LOOK || (argumentMark !== NO_MARK && mayBe(argumentMark))),
    states: (name) => {
      const home = FIELD_HOMES[name];
      window.trace.mask |= home === 'own' ? SAW.call : SAW[home];
      return home === 'own' ? hasOwn(window, ownPlace(name)) : window.recordClass[home][name as never] !== undefined;
    },
  };
};
