import type { ClassSubject } from '../facts/subject.ts';
import { SAW } from '../facts/trace.ts';
import { remembering } from '../lib/remembering.ts';
import type { Verdict } from '../model/verdict.ts';

/** Verdicts by the place of their rule. */
type Verdicts = (Verdict | undefined)[];

/** Remembers verdicts for all classes that agree in what the rule looked at. */
export interface VerdictMemory {
  find(place: number): Verdict | undefined;
  /** Keeps a verdict where other classes may need it. */
  keep(place: number, verdict: Verdict, saw: number): void;
}

/** What is remembered of each part; a log goes on with those that it began with not long ago. */
const MOST = 2_000;

const OF_CALL = SAW.call | SAW.server;
const OF_PRESENTED = SAW.presented;
/** A credential in one hand at one server. */
const OF_USE = SAW.presented | SAW.sender | SAW.server;

/** Makes the memory of one pass. Whether executions are ambiguous is part of what the sender did. */
export const createVerdictMemory = (): ((subject: ClassSubject, ambiguous: boolean) => VerdictMemory) => {
  const byCall = remembering((_call: number): Verdicts => [], MOST);
  const byPresented = remembering((_presented: number): Verdicts => [], MOST);
  const byUse = remembering((_use: string): Verdicts => [], MOST);
  return ({ recordClass }, ambiguous) => {
    const { callId, senderId, presentedId } = recordClass;
    const calls = byCall(callId);
    const presented = byPresented(presentedId);
    const server = recordClass.call.serverName ?? recordClass.call.httpUrl ?? '';
    const uses = byUse(`${presentedId} ${senderId} ${ambiguous} ${server}`);
    return {
      find: (place) => presented[place] ?? calls[place] ?? uses[place],
      keep: (place, verdict, saw) => {
        if ((saw & ~OF_PRESENTED) === 0) presented[place] = verdict;
        else if ((saw & ~OF_CALL) === 0) calls[place] = verdict;
        else if ((saw & ~OF_USE) === 0) uses[place] = verdict;
      },
    };
  };
};
