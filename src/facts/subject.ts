import { remembering } from '../lib/remembering.ts';
import { serverKey } from '../lib/server-key.ts';
import type { ServerPolicy, ToolPolicy } from '../model/policy.ts';
import type { RecordClass, StoredIntrospection, StoredRecord, StoredToken } from '../model/stored.ts';
import type { ProofFacts } from '../model/token.ts';
import type { EvidenceSource } from './evidence-source.ts';
import type { Fact } from './fact.ts';
import type { PolicyIndex } from './policy-index.ts';
import { type RecordView, viewOf } from './record-view.ts';
import {
  type Called,
  type CredentialSource,
  mannerOf,
  openCalled,
  openPresented,
  type Presented,
  type Seen,
  type SharedFacts,
  type Use,
} from './shared-parts.ts';
import { beginLook, beginTrace, endLook, OF_CALL, OF_PRESENTED, OF_USE, SAW, type Trace } from './trace.ts';
import type { FactName, FactValues } from './values.ts';

export type ServerClock = FactValues['serverClock'];

/** One invocation with everything that facts about it are drawn from. */
export interface Subject {
  readonly invocation: RecordView;
  readonly index: PolicyIndex;
  /** Id of the server, by the policy where the log does not name it. */
  readonly serverId: string | undefined;
  readonly server: ServerPolicy | undefined;
  readonly tool: ToolPolicy | undefined;
  readonly token: StoredToken | undefined;
  /** Answers on file for the token, oldest first. */
  readonly introspections: readonly StoredIntrospection[];
  readonly proof: ProofFacts | undefined;
  /** See `FactValues.serverClock`. */
  readonly serverClock: ServerClock;
  readonly evidence: EvidenceSource;
  /** Whether sessions of the log are those of the tokens of this issuer: `Reader.sharedSessions`. */
  sharesSessions(issuer: string): boolean;
  /** Epoch milliseconds at which the audit is made. */
  readonly asOf: number;
  /** A fact by name, worked out once. */
  fact<N extends FactName>(name: N): Fact<FactValues[N]>;
}

/** A subject that stands for one record of its class after the other. Facts that saw nothing of a record's own are kept. */
export interface ClassSubject extends Subject {
  readonly recordClass: RecordClass;
  /** Names what it has in common with other classes (`OF_USE`). */
  readonly useId: number;
  /** What is being looked at through it. */
  readonly trace: Trace;
  /** Turns to another record of the same class. */
  turnTo(record: StoredRecord): void;
  /** Forgets its record, which holds on to a whole block, and its facts, which most classes are never asked for twice. */
  rest(): void;
}

/** What a subject is made from, besides the invocation: the store's and the policy's part. */
export interface SubjectSource extends CredentialSource {
  readonly index: PolicyIndex;
  serverClock(serverId: string | undefined): ServerClock;
  readonly evidence: EvidenceSource;
  /** `server` as `serverKey` has it. */
  sharesSessions(server: string | null, issuer: string): boolean;
  readonly asOf: number;
  /** Credentials of which is remembered what was worked out: as many as records go on with at one time. */
  readonly credentials: number;
}

export type FactFinder = <N extends FactName>(name: N, subject: Subject) => Fact<FactValues[N]>;

const MOST_CALLS = 2_000;

interface Parts {
  readonly source: SubjectSource;
  readonly find: FactFinder;
  readonly presented: Presented;
  readonly called: Called;
  readonly use: Use;
}

class TracedSubject implements ClassSubject {
  readonly recordClass: RecordClass;
  readonly trace = beginTrace();
  readonly invocation: RecordView;
  readonly #parts: Parts;
  readonly #facts: SharedFacts = new Map();
  #passing: FactName[] = NONE_PASSING;
  #record: StoredRecord | undefined;

  constructor(record: StoredRecord, parts: Parts) {
    this.recordClass = record.recordClass;
    this.#record = record;
    this.#parts = parts;
    this.invocation = viewOf(this);
  }

  get useId(): number {
    return this.#parts.use.id;
  }

  get record(): StoredRecord {
    if (!this.#record) throw new Error(`class ${this.recordClass.id} was asked for a record of its own while it rests`);
    return this.#record;
  }

  turnTo(record: StoredRecord): void {
    this.#record = record;
    if (this.#passing.length === 0) return;
    for (const name of this.#passing) this.#facts.delete(name);
    this.#passing = NONE_PASSING;
  }

  rest(): void {
    this.#record = undefined;
    if (this.#facts.size > 0) this.#facts.clear();
    this.#passing = NONE_PASSING;
  }

  get #presented(): Presented {
    this.trace.mask |= SAW.presented;
    return this.#parts.presented;
  }

  get index(): PolicyIndex {
    return this.#parts.source.index;
  }

  get serverId(): string | undefined {
    this.trace.mask |= SAW.call;
    return this.#parts.called.serverId;
  }

  get server(): ServerPolicy | undefined {
    this.trace.mask |= SAW.call;
    return this.#parts.called.server;
  }

  get tool(): ToolPolicy | undefined {
    this.trace.mask |= SAW.call | SAW.tool;
    return this.#parts.called.tool;
  }

  get token(): StoredToken | undefined {
    return this.#presented.token;
  }

  get introspections(): readonly StoredIntrospection[] {
    return this.#presented.introspections;
  }

  get proof(): ProofFacts | undefined {
    return this.invocation.proof;
  }

  get serverClock(): ServerClock {
    return this.#parts.source.serverClock(this.serverId);
  }

  get evidence(): EvidenceSource {
    return this.#parts.source.evidence;
  }

  get asOf(): number {
    return this.#parts.source.asOf;
  }

  sharesSessions(issuer: string): boolean {
    return this.#parts.source.sharesSessions(serverKey(this.invocation.fields), issuer);
  }

  readonly fact = <N extends FactName>(name: N): Fact<FactValues[N]> => {
    const { called, presented, use } = this.#parts;
    const seen =
      use.facts.get(name) ?? called.facts.get(name) ?? presented.facts.get(name) ?? this.#facts.get(name) ?? this.#work(name);
    this.trace.mask |= seen.saw;
    return seen.fact as Fact<FactValues[N]>;
  };

  #work(name: FactName): Seen {
    const before = beginLook(this.trace);
    const fact = this.#parts.find(name, this);
    const saw = endLook(this.trace, before);
    const seen = { fact, saw };
    this.#homeOf(fact, saw).set(name, seen);
    if ((saw & SAW.own) !== 0) {
      if (this.#passing.length === 0) this.#passing = [];
      this.#passing.push(name);
    }
    return seen;
  }

  /** The widest circle of classes for which a fact holds. */
  #homeOf(fact: Fact<unknown>, saw: number): SharedFacts {
    const { called, presented, use } = this.#parts;
    if (fact.known && fact.later) return this.#facts;
    if ((saw & ~OF_CALL) === 0) return called.facts;
    if ((saw & ~OF_PRESENTED) === 0) return presented.facts;
    return (saw & ~OF_USE) === 0 ? use.facts : this.#facts;
  }
}

const NONE_PASSING: FactName[] = [];

/** Numbers what it is asked for, the same each time while it is remembered. */
const numbering = (most: number): ((text: string) => number) => {
  let last = 0;
  return remembering((_text: string) => ++last, most);
};

/** Makes subjects. What belongs to a credential, a call or both is worked out once for all subjects that share it. */
export const createSubjects = (source: SubjectSource, find: FactFinder): ((record: StoredRecord) => ClassSubject) => {
  const manner = numbering(MOST_CALLS);
  const presentedOf = remembering((_id: number, of: RecordClass) => openPresented(of, source), source.credentials);
  const calledOf = remembering(
    (_id: number, { call }: RecordClass) => openCalled(call, source.index, manner(mannerOf(call))),
    MOST_CALLS,
  );
  let uses = 0;
  const useOf = remembering((_text: string): Use => ({ id: ++uses, facts: new Map() }), source.credentials);
  return (record) => {
    const { recordClass } = record;
    const { presentedId, senderId, proofShapeId } = recordClass;
    const presented = presentedOf(presentedId, recordClass);
    const called = calledOf(recordClass.callId, recordClass);
    const use = useOf(`${presentedId} ${senderId} ${proofShapeId ?? ''} ${called.manner} ${record.ambiguous}`);
    return new TracedSubject(record, { source, find, presented, called, use });
  };
};
