import type { OwnProof, OwnRecord } from '../model/record-block.ts';
import { OWN_FIELDS } from '../model/record-fields.ts';
import { damagedRow, parseStored } from './stored-json.ts';

/**
 * What a record says on its own is kept as a JSON list of what it states, after a number that tells what that is: names would be
 * most of it. The order of the fields is part of the schema of the database.
 */
type OwnName = keyof OwnRecord['fields'];

/** Event time and outcome are columns. */
export const OWN_NAMES = OWN_FIELDS.filter((name): name is OwnName => name !== 'eventTime' && name !== 'outcome');
const NAME = 1 << OWN_NAMES.length;
const REMAINS = NAME << 1;

const PROOF_NAMES = ['sha256', 'signingInputSha256', 'jti', 'issuedAt', 'nonce', 'ath'] as const satisfies (keyof OwnProof)[];

/** The proof is last, where it is found by what no text in JSON holds: a quote that is not escaped before a letter. */
const PROOF = ',{"proof":';

const textOfProof = (proof: OwnProof): string => `${PROOF}${JSON.stringify(PROOF_NAMES.map((name) => proof[name]))}}]`;

/** What a record says on its own, the proof apart. */
export interface Stated {
  readonly fields: OwnRecord['fields'];
  readonly name?: string | undefined;
  readonly remains?: string | undefined;
}

/** Writes what a record says on its own. */
export const writeOwn = ({ fields, name, remains }: Stated, proof: OwnProof | undefined): string => {
  const list: unknown[] = [0];
  let states = 0;
  for (let place = 0; place < OWN_NAMES.length; place++) {
    const value = fields[OWN_NAMES[place] as OwnName];
    if (value === undefined) continue;
    states |= 1 << place;
    list.push(value);
  }
  if (name !== undefined) list.push(name);
  if (remains !== undefined) list.push(remains);
  list[0] = states | (name === undefined ? 0 : NAME) | (remains === undefined ? 0 : REMAINS);
  const text = JSON.stringify(list);
  return proof ? text.slice(0, -1) + textOfProof(proof) : text;
};

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const proofFrom = (list: unknown): OwnProof => {
  if (!isList(list)) throw damagedRow();
  const proof: Record<string, unknown> = {};
  for (const [place, name] of PROOF_NAMES.entries()) if (list[place] != null) proof[name] = list[place];
  return proof as unknown as OwnProof;
};

/** Reads what `writeOwn` wrote. */
export const readOwn = (text: string): OwnRecord => {
  const list: unknown = parseStored(text);
  if (!isList(list) || typeof list[0] !== 'number') throw damagedRow();
  const states = list[0];
  let next = 1;
  const fields: Record<string, unknown> = {};
  for (let place = 0; place < OWN_NAMES.length; place++)
    if ((states & (1 << place)) !== 0) fields[OWN_NAMES[place] as OwnName] = list[next++];
  const name = (states & NAME) === 0 ? undefined : (list[next++] as string);
  const remains = (states & REMAINS) === 0 ? undefined : (list[next++] as string);
  const last = list[next] as { readonly proof: unknown } | undefined;
  return {
    fields,
    ...(name !== undefined && { name }),
    ...(remains !== undefined && { remains }),
    ...(last && { proof: proofFrom(last.proof) }),
  };
};

/** Reads the proof alone, for much less than the whole record. */
export const readOwnProof = (text: string): OwnProof | undefined => {
  const start = text.lastIndexOf(PROOF);
  return start === -1 ? undefined : proofFrom(parseStored(text.slice(start + PROOF.length, -2)));
};
