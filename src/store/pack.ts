import { createKeyHash, type KeyHash } from '../lib/key-hash.ts';
import { argumentMark, NO_MARK } from '../model/argument-mark.ts';
import { OUTCOMES, type Outcome } from '../model/invocation.ts';
import { KEY_KINDS, type KeyKind, type ProofShape, type RecordBlock } from '../model/record-block.ts';
import type { SettledInvocation, SettledOwn } from '../model/settled.ts';
import type { ProofFacts } from '../model/token.ts';
import { contentOf } from './content.ts';
import { createDictionaries, type Likeness, pick } from './definitions.ts';
import { OWN_NAMES, type Stated, writeOwn } from './own-text.ts';

/** Packs invocations into blocks. What many have in common is defined once and referred to by number. */
export interface Packer {
  /** `line` counts from 1; `recordSha256` is the digest of the record as it stands, 32 characters. Answers with what others may share. */
  add(line: number, recordSha256: string, invocation: SettledInvocation): Likeness;
  /** Adds an invocation that has all but its own, and perhaps the tool, in common with one that was added before. */
  addLike(line: number, recordSha256: string, likeness: Likeness, own: SettledOwn): void;
  readonly size: number;
  /** The block of what was added since the last one. */
  take(): RecordBlock;
}

/** What proofs have in common, as JSON: members in a fixed order, those that are absent left out. */
const shapeOf = (proof: ProofFacts): string =>
  JSON.stringify({
    defects: proof.defects,
    typ: proof.typ,
    alg: proof.alg,
    jkt: proof.jkt,
    shortKeyBits: proof.shortKeyBits,
    privateMembers: proof.privateMembers,
    htm: proof.htm,
    htu: proof.htu,
    signature: proof.signature,
    signatureReason: proof.signatureReason,
  } satisfies { readonly [N in keyof Required<ProofShape>]: ProofShape[N] | undefined });

const joined = (first: string | undefined, second: string | undefined): string | undefined =>
  first === undefined || second === undefined ? undefined : `${first}\u0000${second}`;

/** What is added of a record. */
interface Added extends Stated {
  readonly time: number;
  readonly outcome: Outcome;
  readonly proof: ProofFacts | undefined;
}

/** Columns as they grow. */
const createColumns = () => ({
  lines: [] as number[],
  digests: [] as string[],
  classes: [] as number[],
  times: [] as number[],
  outcomes: [] as number[],
  marks: [] as number[],
  proofTimes: [] as number[],
  own: [] as string[],
  keys: Object.fromEntries(KEY_KINDS.map((kind) => [kind, []])) as unknown as Readonly<Record<KeyKind, number[]>>,
});

const packTexts = (texts: readonly string[]): Pick<RecordBlock, 'own' | 'ownEnds'> => {
  const joined = texts.join('');
  const own = Buffer.from(joined);
  const isAscii = own.length === joined.length;
  const ownEnds = new Int32Array(texts.length);
  let end = 0;
  for (let place = 0; place < texts.length; place++) {
    const text = texts[place] as string;
    end += isAscii ? text.length : Buffer.byteLength(text);
    ownEnds[place] = end;
  }
  return { own: exactly(own), ownEnds };
};

/** In memory of its own, so that it may be handed over. */
const exactly = (bytes: Buffer): Uint8Array =>
  bytes.length === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);

const packDigests = (digests: readonly string[]): Uint8Array => exactly(Buffer.from(digests.join(''), 'latin1'));

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

  const addKey = (kind: KeyKind, text: string | undefined): void => {
    columns.keys[kind].push(text === undefined ? Number.NaN : hash(text));
  };

  /** What a record has for each kind of key; `id` is that of the record, or what stands for it. */
  const addKeys = ({ fields, proof }: Added, id: string, session: string | undefined): void => {
    addKey('record', id);
    addKey('request', fields.requestId);
    addKey('trace', joined(fields.traceId, fields.spanId));
    addKey('rpc', joined(session, fields.rpcId));
    addKey('proof', proof?.signingInputSha256);
    addKey('proof id', proof && joined(proof.jkt, proof.jti));
    addKey('approval', fields.approvalId);
    addKey('transaction', fields.transactionId);
  };

  const push = (line: number, recordSha256: string, likeness: Likeness, added: Added, id: string): void => {
    const { fields, proof } = added;
    columns.lines.push(line);
    columns.digests.push(recordSha256);
    columns.classes.push(dictionaries.classify(likeness, proof && { body: shapeOf(proof), jkt: proof.jkt }));
    columns.times.push(added.time);
    columns.outcomes.push(OUTCOMES.indexOf(added.outcome));
    columns.marks.push(argumentMark(fields.tokensInArguments));
    columns.proofTimes.push(proof?.issuedAt ?? Number.NaN);
    columns.own.push(writeOwn(added, proof));
    addKeys(added, id, likeness.session);
  };

  const add: Packer['add'] = (line, recordSha256, item) => {
    const { proof, remains } = item;
    const { eventTime: time = Number.NaN, outcome = 'unknown', recordId } = item.fields;
    const likeness = dictionaries.liken(item);
    const added = { time, outcome, fields: pick(item.fields, OWN_NAMES), proof, remains };
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
    const kinds = KEY_KINDS.filter((kind) => hasAny(taken.keys[kind]));
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
      keys: Object.fromEntries(kinds.map((kind) => [kind, Float64Array.from(taken.keys[kind])])),
    };
  };

  return {
    add,
    addLike: (line, recordSha256, likeness, own) =>
      push(line, recordSha256, dictionaries.likenTool(likeness, own.toolName), own, own.fields.recordId),
    take,
    get size() {
      return columns.lines.length;
    },
  };
};
