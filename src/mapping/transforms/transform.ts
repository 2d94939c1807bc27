/** What is wrong with a value that is meant to be there: the record is rejected. */
export class BadValue {
  readonly expected: string;
  constructor(expected: string) {
    this.expected = expected;
  }
}

/** A step makes of a value another one, `undefined` where it does not hold what is looked for. Pure, linear, never throws. */
export type Step = (value: unknown) => unknown;

/** A kind of step that mappings may name. */
export interface Transform {
  /** Equals the file name, with `_` for `-`. */
  readonly id: string;
  /** Whether it takes an argument, in the form that the schema has checked. */
  readonly argument?: true;
  /** It is made for a credential, and what it gives of one is none: a claim, a digest. */
  readonly takesCredential?: true;
  /** The step with its argument. */
  step(argument: unknown): Step;
}

/** A transform of text; anything else gives nothing. */
export const ofText =
  (step: (text: string) => unknown): Step =>
  (value) =>
    typeof value === 'string' ? step(value) : undefined;
