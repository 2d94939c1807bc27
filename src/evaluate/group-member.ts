import type { ClassSubject } from '../facts/subject.ts';
import type { Member } from '../facts/values.ts';
import { groupKeyOfKnown } from '../lib/group-key.ts';
import { serverKey } from '../lib/server-key.ts';
import type { InvocationFields } from '../model/invocation.ts';
import type { GroupKind } from '../model/stored.ts';

type Parts = readonly (string | number | null | undefined)[];

const identityOf = (subject: ClassSubject): number | undefined =>
  subject.recordClass.tokenId === undefined ? undefined : subject.token?.identity;

/** The proof key; without a proof the certificate, where the token is bound to it. */
const bindingKeyOf = ({ proof, token, invocation }: ClassSubject): string | undefined => {
  if (proof?.jkt !== undefined) return proof.jkt;
  const certificate = invocation.fields.clientCertSha256;
  return token?.sample?.claims?.confirmation?.x5tS256 === certificate ? certificate : undefined;
};

/** What names the group of each kind, as the store groups by it. */
const PARTS: Readonly<Record<GroupKind, (subject: ClassSubject) => Parts>> = {
  token: (subject) => [identityOf(subject)],
  'token use': (subject) => [identityOf(subject)],
  proof: ({ proof }) => [proof?.signingInputSha256],
  'proof id': ({ proof }) => [proof?.jkt, proof?.jti],
  'binding key': (subject) => [bindingKeyOf(subject)],
  session: ({ invocation: { fields } }) => [fields.sessionId, serverKey(fields)],
  'request id': (subject) => [
    subject.invocation.fields.sessionId,
    serverKey(subject.invocation.fields),
    identityOf(subject),
    subject.invocation.fields.rpcId,
  ],
  identity: (subject) => {
    const claims = subject.token?.sample?.claims;
    const client = claims?.clientId ?? claims?.azp ?? claims?.cid ?? claims?.appid;
    return [client, claims?.subject, serverKey(subject.invocation.fields)];
  },
  approval: ({ invocation: { fields } }) => [fields.approvalId],
  transaction: ({ token, invocation: { fields } }) => [
    fields.transactionId ?? token?.sample?.claims?.transactionId,
    serverKey(fields),
    fields.toolName,
    fields.argumentsSha256,
  ],
};

/** The name of the group of a kind that a subject belongs to; `undefined` where it belongs to none. */
export const groupKeyOf = (subject: ClassSubject, kind: GroupKind): string | undefined => groupKeyOfKnown(PARTS[kind](subject));

const valueOfFact = <T>(fact: { readonly known: boolean; readonly value?: T | null }): T | undefined =>
  fact.known ? (fact.value ?? undefined) : undefined;

/** A token that is known to have no scopes has none; one of which nothing is known is another matter. */
const scopesOf = (subject: ClassSubject): readonly string[] | undefined => {
  const fact = subject.fact('scopes');
  return fact.known ? (fact.value ?? []) : undefined;
};

/** A subject as a member of its group. Rules look at few of its sides, so they are worked out when they are asked for. */
class SubjectMember implements Member {
  readonly fields: InvocationFields;
  readonly #subject: ClassSubject;

  constructor(subject: ClassSubject) {
    this.#subject = subject;
    this.fields = subject.invocation.fields;
  }

  states(name: keyof InvocationFields): boolean {
    return this.#subject.invocation.states(name);
  }

  get name(): string {
    return this.#subject.invocation.name;
  }

  get server(): string {
    return this.#subject.serverId ?? 'unknown server';
  }

  get ambiguous(): boolean {
    return this.#subject.invocation.ambiguous;
  }

  get proofLogged(): boolean {
    return this.#subject.proof !== undefined;
  }

  get proofSha256(): string | undefined {
    return this.#subject.proof?.sha256;
  }

  get proofContent(): string | undefined {
    return this.#subject.proof?.signingInputSha256;
  }

  get tokenSha256(): string | undefined {
    return valueOfFact(this.#subject.fact('tokenHash'));
  }

  get tokenIdentity(): number | undefined {
    return identityOf(this.#subject);
  }

  get tokenContent(): string | undefined {
    return this.#subject.token?.sample?.signingInputSha256;
  }

  get client(): string | undefined {
    return valueOfFact(this.#subject.fact('clientId')) ?? this.fields.clientId;
  }

  get subject(): string | undefined {
    return valueOfFact(this.#subject.fact('subject')) ?? this.fields.principalId;
  }

  get scopes(): readonly string[] | undefined {
    return scopesOf(this.#subject);
  }

  get requiredScopes(): readonly string[] | undefined {
    return valueOfFact(this.#subject.fact('requiredScopes'));
  }
}

/** Makes the member that a subject is of its groups. */
export const memberOf = (subject: ClassSubject): Member => new SubjectMember(subject);
