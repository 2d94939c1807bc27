import type { ClassSubject } from '../facts/subject.ts';
import { OF_CALL, OF_PRESENTED, OF_USE, SAW } from '../facts/trace.ts';
import { remembering } from '../lib/remembering.ts';
import type { Said } from './assessment.ts';

/** Verdicts by the place of their rule. */
type Verdicts = (Said | undefined)[];

/** Remembers verdicts for all classes that agree in what the rule looked at. */
export interface VerdictMemory {
  /** Turns to what is remembered of classes like that of this subject. */
  turnTo(subject: ClassSubject): void;
  find(place: number): Said | undefined;
  /** Keeps a verdict where other classes may need it. */
  keep(place: number, said: Said, saw: number): void;
}

/** Calls, of which there are few. */
const MOST_CALLS = 500;

const begin = (): Verdicts => [];

/** Makes the memory of one pass, which goes on with so many credentials at one time. */
export const createVerdictMemory = (credentials: number): VerdictMemory => {
  const byCall = remembering(begin, MOST_CALLS);
  const byPresented = remembering(begin, credentials);
  const byUse = remembering(begin, credentials);
  let calls = begin();
  let presented = begin();
  let uses = begin();
  return {
    turnTo: ({ recordClass, useId }) => {
      calls = byCall(recordClass.callId);
      presented = byPresented(recordClass.presentedId);
      uses = byUse(useId);
    },
    find: (place) => uses[place] ?? presented[place] ?? calls[place],
    keep: (place, said, seen) => {
      // A verdict looks through nothing.
      const saw = seen & ~SAW.view;
      if ((saw & ~OF_CALL) === 0) calls[place] = said;
      else if ((saw & ~OF_PRESENTED) === 0) presented[place] = said;
      else if ((saw & ~OF_USE) === 0) uses[place] = said;
    },
  };
};
