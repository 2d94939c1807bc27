/** What the user can mend: an option, a policy, a path, a disk that is full. Ends the run with exit code 2 (contract §2) and a sentence on how to mend it. */
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

/** A thread ended before its work did. Ends the run with exit code 70 (contract §2) and a sentence on what may help. */
export class ThreadError extends Error {
  override readonly name = 'ThreadError';
  readonly hint = 'Run it again with fewer threads (--jobs 1 uses none); where that fails too, please report it.';
}
