import { createKeyHash, type KeyHash } from '../lib/key-hash.ts';
import { argumentMark, NO_MARK } from '../model/argument-mark.ts';
import { OUTCOMES, type Outcome } from '../model/invocation.ts';
import {
  KEY_KINDS,
  type KeyKind,
  type OwnProof,
  type OwnRecord,
  type ProofShape,
  type RecordBlock,
} from '../model/record-block.ts';
import { OWN_FIELDS } from '../model/record-fields.ts';
import type { SettledInvocation, SettledOwn } from '../model/settled.ts';
import type { ProofFacts } from '../model/token.ts';
import { contentOf } from './content.ts';
import { createDictionaries, type Likeness, pick } from './definitions.ts';

/** Packs invocations into blocks. What many have in common is defined once and referred to by number. */
export interface Packer {
  /** `line` counts from 1; `recordSha256` is the digest of the record as it stands, 32 bytes. Answers with what others may share. */
  add(line: number, recordSha256: Uint8Array, invocation: SettledInvocation): Likeness;
  /** Adds an invocation that has all but its own in common with one that was added before. */
  addLike(line: number, recordSha256: Uint8Array, likeness: Likeness, own: SettledOwn): void;
  readonly size: number;
  /** The block of what was added since the last one. */
  take(): RecordBlock;
}

/** Event time and outcome are columns. */
const OWN_TEXT = OWN_FIELDS.filter((name) => name !== 'eventTime' && name !== 'outcome');

const splitProof = (proof: ProofFacts): { readonly own: OwnProof; readonly shape: ProofShape } => {
  const { sha256, signingInputSha256, jti, issuedAt, nonce, ath, ...shape } = proof;
  return {
    own: {
      sha256,
      signingInputSha256,
      ...(jti !== undefined && { jti }),
      ...(issuedAt !== undefined && { issuedAt }),
      ...(nonce !== undefined && { nonce }),
      ...(ath !== undefined && { ath }),
    },
    shape,
  };
};

const joined = (first: string | undefined, second: string | undefined): string | undefined =>
  first === undefined || second === undefined ? undefined : `${first}\u0000${second}`;

/** What a record has for each kind of key; `id` is that of the record, or what stands for it. */
const keyTexts = (
  { fields, proof }: Added,
  id: string,
  session: string | undefined,
): Readonly<Partial<Record<KeyKind, string | undefined>>> => ({
  record: id,
  request: fields.requestId,
  trace: joined(fields.traceId, fields.spanId),
  rpc: joined(session, fields.rpcId),
  proof: proof?.signingInputSha256,
  'proof id': proof && joined(proof.jkt, proof.jti),
  approval: fields.approvalId,
  transaction: fields.transactionId,
});

/** What is added of a record. */
interface Added {
  readonly time: number;
  readonly outcome: Outcome;
  readonly fields: OwnRecord['fields'];
  readonly proof: ProofFacts | undefined;
  readonly name?: string | undefined;
  readonly remains?: string | undefined;
}

/** An `OwnRecord` as JSON. */
const ownTextOf = ({ fields, name, remains }: Added, proof: OwnProof | undefined): string => {
  const own: Record<string, unknown> = { fields };
  if (name !== undefined) own['name'] = name;
  if (remains !== undefined) own['remains'] = remains;
  if (proof) own['proof'] = proof;
  return JSON.stringify(own);
};

/** Columns as they grow. */
const createColumns = () => ({
  lines: [] as number[],
  digests: [] as Uint8Array[],
  classes: [] as number[],
  times: [] as number[],
  outcomes: [] as number[],
  marks: [] as number[],
  proofTimes: [] as number[],
  own: [] as string[],
  keys: new Map<KeyKind, number[]>(KEY_KINDS.map((kind) => [kind, []])),
});

const packTexts = (texts: readonly string[]): Pick<RecordBlock, 'own' | 'ownEnds'> => {
  const own = Buffer.from(texts.join(''));
  const ownEnds = new Int32Array(texts.length);
  let end = 0;
  for (const [place, text] of texts.entries()) {
    end += Buffer.byteLength(text);
    ownEnds[place] = end;
  }
  return { own: new Uint8Array(own), ownEnds };
};

const packDigests = (digests: readonly Uint8Array[]): Uint8Array => {
  const packed = new Uint8Array(digests.length * 32);
  for (const [place, digest] of digests.entries()) packed.set(digest, place * 32);
  return packed;
};

const hasAny = (numbers: readonly number[]): boolean => numbers.some((number) => !Number.isNaN(number));

/** Ids of packers: of records that took the long way, of lines settled on the thread that writes, and of other threads. */
export const LONG_WAY = 0;
export const SHORT_WAY = 1;
export const FIRST_THREAD = 2;

/** Makes a packer; `seed` is the random key of the database, `id` tells the numbers of this packer from those of others. */
export const createPacker = (id: number, seed: Uint8Array): Packer => {
  const hash: KeyHash = createKeyHash(seed);
  const dictionaries = createDictionaries();
  let columns = createColumns();

  const addKeys = (added: Added, id: string, session: string | undefined): void => {
    const texts = keyTexts(added, id, session);
    for (const [kind, column] of columns.keys) {
      const text = texts[kind];
      column.push(text === undefined ? Number.NaN : hash(text));
    }
  };

  const push = (line: number, recordSha256: Uint8Array, likeness: Likeness, added: Added, id: string): void => {
    const { fields } = added;
    const proof = added.proof && splitProof(added.proof);
    columns.lines.push(line);
    columns.digests.push(recordSha256);
    columns.classes.push(dictionaries.classify(likeness, proof?.shape));
    columns.times.push(added.time);
    columns.outcomes.push(OUTCOMES.indexOf(added.outcome));
    columns.marks.push(argumentMark(fields.tokensInArguments));
    columns.proofTimes.push(proof?.own.issuedAt ?? Number.NaN);
    columns.own.push(ownTextOf(added, proof?.own));
    addKeys(added, id, likeness.session);
  };

  const add: Packer['add'] = (line, recordSha256, item) => {
    const { proof, remains } = item;
    const { eventTime: time = Number.NaN, outcome = 'unknown', recordId } = item.fields;
    const likeness = dictionaries.liken(item);
    const added = { time, outcome, fields: pick(item.fields, OWN_TEXT), proof, remains };
    if (recordId !== undefined) push(line, recordSha256, likeness, added, recordId);
    else {
      const content = contentOf(item.fields, proof?.sha256, remains);
      push(line, recordSha256, likeness, { ...added, name: item.name ?? content }, content);
    }
    return likeness;
  };

  const take = (): RecordBlock => {
    const taken = columns;
    columns = createColumns();
    const keys = [...taken.keys].filter(([, column]) => hasAny(column));
    return {
      packer: id,
      definitions: dictionaries.take(),
      records: taken.lines.length,
      lines: Int32Array.from(taken.lines),
      digests: packDigests(taken.digests),
      classes: Int32Array.from(taken.classes),
      times: Float64Array.from(taken.times),
      outcomes: Uint8Array.from(taken.outcomes),
      ...(taken.marks.some((mark) => mark !== NO_MARK) && { marks: Int32Array.from(taken.marks) }),
      ...(hasAny(taken.proofTimes) && { proofTimes: Float64Array.from(taken.proofTimes) }),
      ...packTexts(taken.own),
      keys: Object.fromEntries(keys.map(([kind, column]) => [kind, Float64Array.from(column)])),
    };
  };

  return {
    add,
    addLike: (line, recordSha256, likeness, own) => push(line, recordSha256, likeness, own, own.fields.recordId),
    take,
    get size() {
      return columns.lines.length;
    },
  };
};
