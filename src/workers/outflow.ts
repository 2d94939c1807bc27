import type { Growing, GrowingFindings } from '../evaluate/finding.ts';

/** Findings on their way to another thread. */
export type GrownPart = readonly (readonly [fingerprint: string, growing: Growing])[];

/** Findings that grow on a thread, and go to whoever adds them up. */
export interface Outflow extends GrowingFindings {
  /** Sends what is still here. */
  flush(): void;
}

/** Makes an outflow: when there are `atHand` findings all of them are sent, and the next of a name grows anew. */
export const createOutflow = (atHand: number, send: (part: GrownPart) => void): Outflow => {
  const near = new Map<string, Growing>();
  const flush = (): void => {
    if (near.size > 0) send([...near]);
    near.clear();
  };
  return {
    flush,
    get: (fingerprint) => near.get(fingerprint),
    set: (fingerprint, growing) => {
      if (near.size >= atHand) flush();
      near.set(fingerprint, growing);
    },
    [Symbol.iterator]: () => near[Symbol.iterator](),
  };
};
