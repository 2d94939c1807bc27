/** The user's mistake: an option, a policy, a path. Ends the run with exit code 2 (contract §2) and a sentence on how to mend it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
