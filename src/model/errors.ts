/** The user's mistake: an option, a policy, a path. Ends the run with exit code 2 (contract §2) and a sentence on how to mend it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What is wrong, a sentence a line; a line break within one of them comes from a name and is shown as such. */
  readonly lines: readonly string[];
  readonly hint: string | undefined;

  constructor(message: string | readonly string[], hint?: string) {
    const lines = typeof message === 'string' ? [message] : message;
    super(lines.join('\n'));
    this.lines = lines;
    this.hint = hint;
  }
}
