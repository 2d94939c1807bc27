import type { Subject } from '../facts/subject.ts';

/** A claim that is one word, where it is known and there. */
export const claimText = (subject: Subject, name: 'issuer' | 'tokenId' | 'subject' | 'clientId'): string | undefined => {
  const fact = subject.fact(name);
  return fact.known && fact.value !== null ? fact.value : undefined;
};
