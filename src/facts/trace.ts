/** What a fact or a verdict was drawn from, as bits. What saw nothing of a record's own holds for every record of its class. */
export const SAW = { presented: 1, call: 2, sender: 4, own: 8, server: 16 } as const;

/** Notes what is looked at while something is worked out. */
export interface Trace {
  /** Bits of `SAW`. */
  mask: number;
}

export const beginTrace = (): Trace => ({ mask: 0 });

/** Works something out and says what was looked at for it. What was seen counts for whoever asked, too. */
export const traced = <T>(trace: Trace, work: () => T): { readonly value: T; readonly saw: number } => {
  const before = trace.mask;
  trace.mask = 0;
  const value = work();
  const saw = trace.mask;
  trace.mask = before | saw;
  return { value, saw };
};
