import { sha256Base64url } from '../lib/digest.ts';
import { createMemory } from '../lib/memory.ts';
import { serverKey } from '../lib/server-key.ts';
import type { InvocationFields } from '../model/invocation.ts';
import type {
  CallDefinition,
  Definitions,
  PresentedDefinition,
  ProofShapeDefinition,
  SenderDefinition,
} from '../model/record-block.ts';
import { CALL_FIELDS, type CallFields, HAS_PROOF, OWN_FIELDS, PRESENTED_FIELDS, SENDER_FIELDS } from '../model/record-fields.ts';
import type { SettledInvocation } from '../model/settled.ts';

/** Definitions remembered of each kind; what was forgotten and comes again is defined again. */
const REMEMBERED = { least: 2_000, most: 32_000 };

/** Characters of the longest key that is held as it is; forms of proofs are long, and looked up with each proof. */
const LONGEST_KEY = 128;
const LONGEST_SHAPE = 320;

/** Numbers what comes again with the number that it had, and collects what is new. */
const createDictionary = <T>(longestKey = LONGEST_KEY) => {
  const known = createMemory<string, number>(REMEMBERED);
  let next = 0;
  let fresh: T[] = [];
  return {
    number: (whole: string, define: () => T): number => {
      const key = whole.length > longestKey ? sha256Base64url(whole) : whole;
      const found = known.get(key);
      if (found !== undefined) return found;
      known.set(key, next);
      fresh.push(define());
      return next++;
    },
    take: (): T[] => {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
};

/** The fields of these names that are there. */
export const pick = (fields: InvocationFields, names: readonly (keyof InvocationFields)[]): Record<string, unknown> => {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const value = fields[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
};

/** Tells fields apart as their JSON would, for less: each value with its length before it. */
const keyOf = (fields: InvocationFields, names: readonly (keyof InvocationFields)[]): string => {
  let key = '';
  for (const name of names) {
    const value = fields[name];
    if (value === undefined) key += '-';
    else {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      key += `${text.length}:${text}`;
    }
  }
  return key;
};

/** Arguments that are there may hold tokens: whether they do is for each record to say. */
const isStated = (fields: InvocationFields, name: (typeof OWN_FIELDS)[number]): boolean =>
  fields[name] !== undefined || (name === 'tokensInArguments' && fields.argumentDigests !== undefined);

const hasOf = (fields: InvocationFields, proof: boolean): number => {
  let has = proof ? HAS_PROOF : 0;
  for (let place = 0; place < OWN_FIELDS.length; place++)
    if (isStated(fields, OWN_FIELDS[place] as (typeof OWN_FIELDS)[number])) has |= 1 << place;
  return has;
};

/** Whatever may tell two senders apart, as one word. */
const senderKeyOf = (fields: InvocationFields): string =>
  sha256Base64url(
    JSON.stringify([
      fields.clientCertSha256,
      fields.workloadId,
      fields.deviceId,
      fields.runId,
      fields.stage,
      fields.agentId,
      fields.clientId,
      fields.sourceIp,
      fields.userAgent,
      fields.podUid,
      fields.principalId,
      fields.sessionId,
    ]),
  ).slice(0, 16);

const defineSender = (body: string, fields: InvocationFields): SenderDefinition => ({
  body,
  key: senderKeyOf(fields),
  ...(fields.sessionId !== undefined && { sessionId: fields.sessionId }),
  ...(fields.clientCertSha256 !== undefined && { certificate: fields.clientCertSha256 }),
});

const definePresented = (body: string, { token, fields }: SettledInvocation): PresentedDefinition => ({
  body,
  ...(token && { sample: token }),
  ...(fields.tokenSha256 !== undefined && { tokenSha256: fields.tokenSha256 }),
  ...(fields.statedToken && { stated: fields.statedToken }),
});

const defineCall = (body: string, fields: InvocationFields): CallDefinition => ({
  body,
  vantage: fields.vantage ?? 'server',
  serverKey: serverKey(fields),
  toolName: fields.toolName ?? null,
});

/** What many invocations have in common, in the numbers of one packer. */
export interface Likeness {
  readonly call: number;
  readonly sender: number;
  readonly presented: number;
  /** The fields of the call, and what its records state of their own (see `CallFields`). */
  readonly callFields: CallFields;
  /** Session and server, in which JSON-RPC ids count. */
  readonly session: string | undefined;
  /** The class that was asked for last, and for which form of the proof: most have one. */
  form: number | undefined;
  class: number;
  /** The same calls of other tools, by name: one map for all of them. */
  tools: Map<string, Likeness> | undefined;
}

const NO_CLASS = { form: undefined, class: 0 };

/** Tools that are remembered for calls that are alike but for the tool. */
const MOST_TOOLS = 64;

const sessionOf = (fields: InvocationFields): string | undefined => {
  const server = fields.sessionId === undefined ? null : serverKey(fields);
  return server === null ? undefined : `${fields.sessionId}\u0000${server}`;
};

/** What proofs have in common, as JSON, and the key that they are by. */
export interface WrittenShape {
  readonly body: string;
  readonly jkt: string | undefined;
}

/** Makes the dictionaries of one packer. */
export const createDictionaries = () => {
  const calls = createDictionary<CallDefinition>();
  const senders = createDictionary<SenderDefinition>();
  const presented = createDictionary<PresentedDefinition>();
  const shapes = createDictionary<ProofShapeDefinition>(LONGEST_SHAPE);
  const classes = createDictionary<readonly [number, number, number, number]>();
  const numberShape = (shape: WrittenShape | undefined): number => {
    if (!shape) return -1;
    const { body, jkt } = shape;
    return shapes.number(body, () => ({ body, ...(jkt !== undefined && { jkt }) }));
  };
  const numberPresented = (item: SettledInvocation): number => {
    const define = (): PresentedDefinition => definePresented(JSON.stringify(pick(item.fields, PRESENTED_FIELDS)), item);
    return presented.number(`${item.token?.sha256 ?? ''}${keyOf(item.fields, PRESENTED_FIELDS)}`, define);
  };
  const fieldsOfCalls = createMemory<number, CallFields>(REMEMBERED);
  const likenCall = (fields: InvocationFields, has: number): Pick<Likeness, 'call' | 'callFields'> => {
    const define = (): CallDefinition => defineCall(JSON.stringify({ ...pick(fields, CALL_FIELDS), has }), fields);
    const call = calls.number(`${has}${keyOf(fields, CALL_FIELDS)}`, define);
    const known = fieldsOfCalls.get(call);
    if (known) return { call, callFields: known };
    const callFields = { ...pick(fields, CALL_FIELDS), has };
    fieldsOfCalls.set(call, callFields);
    return { call, callFields };
  };
  const numberClass = ({ call, sender, presented: shown }: Likeness, shape: number): number =>
    classes.number(`${call},${sender},${shown},${shape}`, () => [call, sender, shown, shape]);
  return {
    /** What an invocation has in common with others. */
    liken: (item: SettledInvocation): Likeness => {
      const { fields } = item;
      const key = keyOf(fields, SENDER_FIELDS);
      return {
        ...likenCall(fields, hasOf(fields, item.proof !== undefined)),
        sender: senders.number(key, () => defineSender(JSON.stringify(pick(fields, SENDER_FIELDS)), fields)),
        presented: numberPresented(item),
        session: sessionOf(fields),
        ...NO_CLASS,
        tools: undefined,
      };
    },
    /** The same of a call of this tool; absent: of the tool that it is of. */
    likenTool: (likeness: Likeness, toolName: string | undefined): Likeness => {
      if (toolName === undefined || toolName === likeness.callFields.toolName) return likeness;
      likeness.tools ??= new Map();
      const known = likeness.tools.get(toolName);
      if (known) return known;
      const { has, ...fields } = likeness.callFields;
      const found = { ...likeness, ...likenCall({ ...fields, toolName }, has), ...NO_CLASS };
      if (likeness.tools.size < MOST_TOOLS) likeness.tools.set(toolName, found);
      return found;
    },
    /** The number of the class of such invocations, with a proof of this form. */
    classify: (likeness: Likeness, shape: WrittenShape | undefined): number => {
      const form = numberShape(shape);
      if (form !== likeness.form) {
        likeness.class = numberClass(likeness, form);
        likeness.form = form;
      }
      return likeness.class;
    },
    take: (): Definitions => ({
      calls: calls.take(),
      senders: senders.take(),
      presented: presented.take(),
      proofShapes: shapes.take(),
      classes: Int32Array.from(classes.take().flat()),
    }),
  };
};
