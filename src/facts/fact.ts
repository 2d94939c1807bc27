import type { Reason } from '../model/reasons.ts';

/** What is known of one thing. `verified`: a signature of the issuer, or a trusted introspection answer, vouches for it. */
export type Fact<T> =
  /** `later`: that there is a value is known, and it is read where it is asked for. */
  { readonly known: true; readonly value: T; readonly verified: boolean; readonly later?: true } | Unknown;

/** Why it is not known: what the log would have to say. */
export interface Unknown {
  readonly known: false;
  readonly reasons: readonly Reason[];
}

/** Facts of which there are as many as there are answers: most claims that a token might make are not there. */
const plain = (verified: boolean) =>
  new Map([null, true, false].map((value) => [value, { known: true, value, verified } as Fact<boolean | null>]));
const VERIFIED: ReadonlyMap<unknown, Fact<boolean | null>> = plain(true);
const UNVERIFIED: ReadonlyMap<unknown, Fact<boolean | null>> = plain(false);

export const known = <T>(value: T, verified = true): Fact<T> => {
  if (value !== null && typeof value !== 'boolean') return { known: true, value, verified };
  return (verified ? VERIFIED : UNVERIFIED).get(value) as Fact<T>;
};

class Later<T> {
  readonly known = true;
  readonly verified = true;
  readonly later = true;
  readonly #read: () => T;

  constructor(read: () => T) {
    this.#read = read;
  }

  get value(): T {
    return this.#read();
  }
}

/** A value that is there, read where it is asked for: most rules need no more than to know that it is. */
export const knownLater = <T>(read: () => T): Fact<T> => new Later(read);

export const unknown = (...reasons: readonly Reason[]): Unknown => ({ known: false, reasons });
