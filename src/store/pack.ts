import { createKeyHash, type KeyHash } from '../lib/key-hash.ts';
import { serverKey } from '../lib/server-key.ts';
import { argumentMark, NO_MARK } from '../model/argument-mark.ts';
import { OUTCOMES } from '../model/invocation.ts';
import {
  KEY_KINDS,
  type KeyKind,
  type OwnProof,
  type OwnRecord,
  type ProofShape,
  type RecordBlock,
} from '../model/record-block.ts';
import { OWN_FIELDS } from '../model/record-fields.ts';
import type { SettledInvocation } from '../model/settled.ts';
import type { ProofFacts } from '../model/token.ts';
import { contentOf } from './content.ts';
import { createDictionaries, pick } from './definitions.ts';

/** Packs invocations into blocks. What many have in common is defined once and referred to by number. */
export interface Packer {
  /** `line` counts from 1; `recordSha256` is the digest of the record as it stands, 32 bytes. */
  add(line: number, recordSha256: Uint8Array, invocation: SettledInvocation): void;
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

const joined = (...parts: readonly (string | undefined | null)[]): string | undefined =>
  parts.some((part) => part === undefined || part === null) ? undefined : parts.join('\u0000');

/** What a record has for each kind of key. */
const keyTexts = (
  item: SettledInvocation,
  content: string | undefined,
): Readonly<Partial<Record<KeyKind, string | undefined>>> => {
  const { fields, proof } = item;
  return {
    record: fields.recordId ?? content,
    request: fields.requestId,
    trace: joined(fields.traceId, fields.spanId),
    rpc: joined(fields.sessionId, serverKey(fields), fields.rpcId),
    proof: proof?.signingInputSha256,
    'proof id': proof && joined(proof.jkt, proof.jti),
    approval: fields.approvalId,
    transaction: fields.transactionId,
  };
};

const ownTextOf = (
  { fields, name, remains }: SettledInvocation,
  content: string | undefined,
  proof: OwnProof | undefined,
): string =>
  JSON.stringify({
    fields: pick(fields, OWN_TEXT),
    ...(content !== undefined && { name: name ?? content }),
    ...(remains !== undefined && { remains }),
    ...(proof && { proof }),
  } satisfies OwnRecord);

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

  const addKeys = (item: SettledInvocation, content: string | undefined): void => {
    const texts = keyTexts(item, content);
    for (const [kind, column] of columns.keys) {
      const text = texts[kind];
      column.push(text === undefined ? Number.NaN : hash(text));
    }
  };

  const add: Packer['add'] = (line, recordSha256, item) => {
    const { fields } = item;
    const proof = item.proof && splitProof(item.proof);
    const content = fields.recordId === undefined ? contentOf(fields, item.proof?.sha256, item.remains) : undefined;
    columns.lines.push(line);
    columns.digests.push(recordSha256);
    columns.classes.push(dictionaries.classify(item, proof?.shape));
    columns.times.push(fields.eventTime ?? Number.NaN);
    columns.outcomes.push(OUTCOMES.indexOf(fields.outcome ?? 'unknown'));
    columns.marks.push(argumentMark(fields.tokensInArguments));
    columns.proofTimes.push(proof?.own.issuedAt ?? Number.NaN);
    columns.own.push(ownTextOf(item, content, proof?.own));
    addKeys(item, content);
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
    take,
    get size() {
      return columns.lines.length;
    },
  };
};
