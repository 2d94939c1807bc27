/**
 * What a fact or a verdict was drawn from, as bits. What saw nothing of a record's own holds for every record of its class.
 * `call`: how it was asked for, and of which server; `tool`: what sets calls apart that agree in that. `view`: a value that looks
 * through its class at one record after the other, and so is no use to another class.
 */
export const SAW = { presented: 1, call: 2, sender: 4, own: 8, tool: 16, view: 32 } as const;

/** What many classes have in common, as the bits that it answers for. */
export const OF_PRESENTED = SAW.presented;
export const OF_CALL = SAW.call | SAW.tool;
/** A credential in one hand, presented in one manner at one server, with one form of proof. */
export const OF_USE = SAW.presented | SAW.sender | SAW.call;

/** Notes what is looked at while something is worked out. */
export interface Trace {
  /** Bits of `SAW`. */
  mask: number;
}

export const beginTrace = (): Trace => ({ mask: 0 });

/** Begins to note what is looked at; what comes back is for `endLook`. */
export const beginLook = (trace: Trace): number => {
  const before = trace.mask;
  trace.mask = 0;
  return before;
};

/** What was looked at since. It counts for whoever looked before, too. */
export const endLook = (trace: Trace, before: number): number => {
  const saw = trace.mask;
  trace.mask = before | saw;
  return saw;
};
