import { createKeyHash, type KeyHash } from '../lib/key-hash.ts';
import { argumentMark, NO_MARK } from '../model/argument-mark.ts';
import { OUTCOMES, type Outcome } from '../model/invocation.ts';
import { KEY_KINDS, type KeyKind, type ProofShape, type RecordBlock } from '../model/record-block.ts';
import type { SettledInvocation, SettledOwn } from '../model/settled.ts';
import type { ProofFacts } from '../model/token.ts';
import { contentOf } from './content.ts';
import { createDictionaries, type Likeness, pick } from './definitions.ts';
import { growNumbers, growTexts } from './growing-columns.ts';
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

/** What is added of a record. */
interface Added extends Stated {
  readonly time: number;
  readonly outcome: Outcome;
  readonly proof: ProofFacts | undefined;
}

const integers = (length: number): Int32Array => new Int32Array(length);
const fractions = (length: number): Float64Array => new Float64Array(length);

/** Columns as they grow. */
const createColumns = () => ({
  lines: growNumbers(integers),
  digests: growTexts('latin1'),
  classes: growNumbers(integers),
  times: growNumbers(fractions),
  outcomes: growNumbers((length) => new Uint8Array(length)),
  marks: growNumbers(integers),
  proofTimes: growNumbers(fractions),
  own: growTexts('utf8'),
  ownEnds: growNumbers(integers),
  keys: new Map(KEY_KINDS.map((kind) => [kind, growNumbers(fractions)])),
});

const hasAny = (numbers: Float64Array): boolean => numbers.some((number) => !Number.isNaN(number));

/** Ids of packers: of records that took the long way, of lines settled on the thread that writes, and of other threads. */
export const LONG_WAY = 0;
export const SHORT_WAY = 1;
export const FIRST_THREAD = 2;

/** Makes a packer; `seed` is the random key of the database, `id` tells the numbers of this packer from those of others. */
export const createPacker = (id: number, seed: Uint8Array): Packer => {
  const hash: KeyHash = createKeyHash(seed);
  const dictionaries = createDictionaries();
  const columns = createColumns();

  const addKey = (kind: KeyKind, text: string | undefined): void => {
    columns.keys.get(kind)?.add(text === undefined ? Number.NaN : hash(text));
  };

  /** A key of two texts, where both are there. */
  const addPair = (kind: KeyKind, first: string | undefined, second: string | undefined): void => {
    columns.keys.get(kind)?.add(first === undefined || second === undefined ? Number.NaN : hash(first, second));
  };

  /** What a record has for each kind of key; `id` is that of the record, or what stands for it. */
  const addKeys = ({ fields, proof }: Added, id: string, session: string | undefined): void => {
    addKey('record', id);
    addKey('request', fields.requestId);
    addPair('trace', fields.traceId, fields.spanId);
    addPair('rpc', session, fields.rpcId);
    addKey('proof', proof?.signingInputSha256);
    addPair('proof id', proof?.jkt, proof?.jti);
    addKey('approval', fields.approvalId);
    addKey('transaction', fields.transactionId);
  };

  const push = (line: number, recordSha256: string, likeness: Likeness, added: Added, id: string): void => {
    const { fields, proof } = added;
    columns.lines.add(line);
    columns.digests.add(recordSha256);
    columns.classes.add(dictionaries.classify(likeness, proof && { body: shapeOf(proof), jkt: proof.jkt }));
    columns.times.add(added.time);
    columns.outcomes.add(OUTCOMES.indexOf(added.outcome));
    columns.marks.add(argumentMark(fields.tokensInArguments));
    columns.proofTimes.add(proof?.issuedAt ?? Number.NaN);
    columns.ownEnds.add(columns.own.add(writeOwn(added, proof)));
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
    const { keys, ...others } = columns;
    const marks = others.marks.take();
    const proofTimes = others.proofTimes.take();
    const taken = [...keys].map(([kind, column]) => [kind, column.take()] as const);
    return {
      packer: id,
      definitions: dictionaries.take(),
      records: others.lines.size,
      lines: others.lines.take(),
      digests: others.digests.take(),
      classes: others.classes.take(),
      times: others.times.take(),
      outcomes: others.outcomes.take(),
      ...(marks.some((mark) => mark !== NO_MARK) && { marks }),
      ...(hasAny(proofTimes) && { proofTimes }),
      own: others.own.take(),
      ownEnds: others.ownEnds.take(),
      keys: Object.fromEntries(taken.filter(([, column]) => hasAny(column))),
    };
  };

  return {
    add,
    addLike: (line, recordSha256, likeness, own) =>
      push(line, recordSha256, dictionaries.likenTool(likeness, own.toolName), own, own.fields.recordId),
    take,
    get size() {
      return columns.lines.size;
    },
  };
};
