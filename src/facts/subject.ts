import { remembering } from '../lib/remembering.ts';
import { serverKey } from '../lib/server-key.ts';
import type { InvocationFields } from '../model/invocation.ts';
import type { ServerPolicy, ToolPolicy } from '../model/policy.ts';
import type { RecordClass, StoredIntrospection, StoredRecord, StoredToken } from '../model/stored.ts';
import type { ProofFacts } from '../model/token.ts';
import type { EvidenceSource } from './evidence-source.ts';
import type { PolicyIndex } from './policy-index.ts';
import { type RecordView, viewOf } from './record-view.ts';
import { beginTrace, SAW, type Trace, traced } from './trace.ts';
import type { Fact, FactName, FactValues } from './values.ts';

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
  /** What is being looked at through it. */
  readonly trace: Trace;
  /** Turns to another record of the same class. */
  turnTo(record: StoredRecord): void;
  /** Forgets its facts: they can be worked out again, and most classes are never asked for them twice. */
  rest(): void;
}

/** What a subject is made from, besides the invocation: the store's and the policy's part. */
export interface SubjectSource {
  readonly index: PolicyIndex;
  token(id: number): StoredToken;
  tokenNamed(issuer: string, jti: string): StoredToken | undefined;
  introspections(tokenSha256: string): readonly StoredIntrospection[];
  serverClock(serverId: string | undefined): ServerClock;
  readonly evidence: EvidenceSource;
  /** `server` as `serverKey` has it. */
  sharesSessions(server: string | null, issuer: string): boolean;
  readonly asOf: number;
}

export type FactFinder = <N extends FactName>(name: N, subject: Subject) => Fact<FactValues[N]>;

/** What is alike for all classes in which the same credential was presented. */
interface Presented {
  readonly token: StoredToken | undefined;
  readonly introspections: readonly StoredIntrospection[];
  readonly facts: Map<FactName, Fact<unknown>>;
}

/** What is alike for all classes of the same call. */
interface Called {
  readonly serverId: string | undefined;
  readonly server: ServerPolicy | undefined;
  readonly tool: ToolPolicy | undefined;
}

const tokenOf = ({ tokenId, presented }: RecordClass, source: SubjectSource): StoredToken | undefined => {
  const token = tokenId === undefined ? undefined : source.token(tokenId);
  if (token?.sample || token?.stated) return token;
  const { issuer, idSpace, jti } = presented.statedToken ?? {};
  const giver = issuer ?? idSpace;
  const named = giver !== undefined && jti !== undefined ? source.tokenNamed(giver, jti) : undefined;
  return named ?? token;
};

const openPresented = (recordClass: RecordClass, source: SubjectSource): Presented => {
  const token = tokenOf(recordClass, source);
  const hash = token?.sha256 ?? recordClass.presented.tokenSha256;
  return { token, introspections: hash === undefined ? [] : source.introspections(hash), facts: new Map() };
};

const openCalled = (call: InvocationFields, index: PolicyIndex): Called => {
  const serverId = index.serverOf(call);
  const server = serverId === undefined ? undefined : index.server(serverId);
  return { serverId, server, tool: server && call.toolName !== undefined ? index.tool(server, call.toolName) : undefined };
};

const MOST_PRESENTED = 1_000;
const MOST_CALLS = 2_000;

interface Parts {
  readonly source: SubjectSource;
  readonly find: FactFinder;
  readonly presented: Presented;
  readonly called: Called;
}

class TracedSubject implements ClassSubject {
  readonly recordClass: RecordClass;
  readonly trace = beginTrace();
  readonly invocation: RecordView;
  readonly #parts: Parts;
  readonly #facts = new Map<FactName, { readonly fact: Fact<unknown>; readonly saw: number }>();
  #passing: FactName[] = [];
  record: StoredRecord;

  constructor(record: StoredRecord, parts: Parts) {
    this.recordClass = record.recordClass;
    this.record = record;
    this.#parts = parts;
    this.invocation = viewOf(this);
  }

  turnTo(record: StoredRecord): void {
    this.record = record;
    if (this.#passing.length === 0) return;
    for (const name of this.#passing) this.#facts.delete(name);
    this.#passing = [];
  }

  rest(): void {
    this.#facts.clear();
    this.#passing = [];
  }

  get #presented(): Presented {
    this.trace.mask |= SAW.presented;
    return this.#parts.presented;
  }

  get index(): PolicyIndex {
    return this.#parts.source.index;
  }

  get serverId(): string | undefined {
    this.trace.mask |= SAW.server;
    return this.#parts.called.serverId;
  }

  get server(): ServerPolicy | undefined {
    this.trace.mask |= SAW.server;
    return this.#parts.called.server;
  }

  get tool(): ToolPolicy | undefined {
    this.trace.mask |= SAW.call | SAW.server;
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
    const shared = this.#parts.presented.facts.get(name);
    if (shared) {
      this.trace.mask |= SAW.presented;
      return shared as Fact<FactValues[N]>;
    }
    const known = this.#facts.get(name) ?? this.#work(name);
    this.trace.mask |= known.saw;
    return known.fact as Fact<FactValues[N]>;
  };

  #work(name: FactName): { readonly fact: Fact<unknown>; readonly saw: number } {
    const { value: fact, saw } = traced<Fact<unknown>>(this.trace, () => this.#parts.find(name, this));
    const known = { fact, saw };
    if ((saw & ~SAW.presented) === 0) {
      this.#parts.presented.facts.set(name, fact);
      return known;
    }
    this.#facts.set(name, known);
    if ((saw & SAW.own) !== 0) this.#passing.push(name);
    return known;
  }
}

/** Makes subjects. What belongs to a credential or a call is worked out once for all subjects that share it. */
export const createSubjects = (source: SubjectSource, find: FactFinder): ((record: StoredRecord) => ClassSubject) => {
  const presented = remembering((_id: number, of: RecordClass) => openPresented(of, source), MOST_PRESENTED);
  const called = remembering((_id: number, of: RecordClass) => openCalled(of.call, source.index), MOST_CALLS);
  return (record) =>
    new TracedSubject(record, {
      source,
      find,
      presented: presented(record.recordClass.presentedId, record.recordClass),
      called: called(record.recordClass.callId, record.recordClass),
    });
};
