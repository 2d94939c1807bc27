import type { IdentityComparison } from '../../facts/records.ts';
import { describeValue } from '../../lib/describe-values.ts';
import type { Actor } from '../../model/token.ts';

const NOBODY: Actor = {};

/** The outermost party of a chain, who acts now; those below it are history (RFC 8693 §4.1). */
export const currentOf = (actors: readonly Actor[]): Actor => actors[0] ?? NOBODY;

/** The names that a party of a token goes by: its subject and its client id. */
export const namesOf = ({ subject, clientId }: Actor): readonly string[] =>
  [subject, clientId].filter((name) => name !== undefined);

/** Whether a party goes by that name. */
export const isCalled = (actor: Actor, name: string, identities: IdentityComparison): boolean =>
  namesOf(actor).some((each) => identities.same(each, name));

/** Names a party within a sentence. */
export const describeActor = (actor: Actor): string => namesOf(actor).map(describeValue).join(' at ') || 'nobody';
