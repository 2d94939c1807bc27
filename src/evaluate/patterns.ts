import type { ClassSubject } from '../facts/subject.ts';
import { notApplicable, pass, passOnRecord, type Verdict } from '../model/verdict.ts';
import type { Answer, Plan, Said } from './assessment.ts';
import { type Binding, bindingOf, type Linkage, linkageOf } from './binding.ts';
import { type Level, levelOf, rungOf, type VerdictOf } from './ladder.ts';

/** What all rules say of many invocations, and what follows from that alone. */
export interface Pattern {
  /** One character a rule: equal for equal patterns. */
  readonly text: string;
  readonly verdicts: readonly (Verdict | undefined)[];
  readonly failing: readonly number[];
  readonly verdictOf: VerdictOf;
  readonly linkage: Linkage;
  readonly rung: ReturnType<typeof rungOf>;
  /** One for each binding and level. */
  readonly answers: Answer[];
  /** Where one rule says something else: the pattern that it then is, by place and code. */
  readonly next: Map<number, Pattern>;
}

/** The patterns of one pass. */
export interface Patterns {
  readonly size: number;
  of(said: readonly Said[]): Pattern;
  /** The pattern that one becomes where the rule at a place says something else. */
  turned(pattern: Pattern, place: number, said: Said): Pattern;
  /** Hands over all answers and forgets all patterns. */
  clear(onAnswer: (answer: Answer) => void): void;
}

const OUTCOMES = 6;
/** Codes are UTF-16 units. */
const CODES = 2 ** 16;

const FAIL = 3;

export const NOTHING_SAID: Said = { code: 0, verdict: undefined };

/** Numbers what verdicts say. */
export const createCodes = (): ((verdict: Verdict) => Said) => {
  const known = new Map<string, Said>();
  const reasoned = (verdict: Verdict, text: string): Said => {
    const said = known.get(text) ?? { code: known.size + FAIL + 1, verdict };
    known.set(text, said);
    return said;
  };
  const [passed, passedOnRecord] = [
    { code: 1, verdict: pass },
    { code: 1, verdict: passOnRecord },
  ];
  const none = { code: 2, verdict: notApplicable };
  return (verdict) => {
    if (verdict.is === 'pass') return verdict.onRecord ? passedOnRecord : passed;
    if (verdict.is === 'not-applicable') return none;
    return verdict.is === 'fail' ? { code: FAIL, verdict } : reasoned(verdict, verdict.reasons.join());
  };
};

const answerOf = ({ verdicts, failing }: Pattern, binding: Binding, level: Level): Answer => ({
  verdicts,
  failing,
  binding,
  level,
  given: new Float64Array(OUTCOMES * 2),
  first: undefined,
});

/** The answer to an invocation that fits a pattern. */
export const answerTo = (pattern: Pattern, subject: ClassSubject): Answer => {
  const binding = bindingOf(pattern.linkage, subject);
  const level = levelOf(pattern.verdictOf, subject, pattern.rung);
  for (const answer of pattern.answers) if (answer.binding === binding && answer.level === level) return answer;
  const answer = answerOf(pattern, binding, level);
  pattern.answers.push(answer);
  return answer;
};

const failingIn = (verdicts: readonly (Verdict | undefined)[]): readonly number[] =>
  [...verdicts.keys()].filter((place) => verdicts[place]?.is === 'fail');

const open = ({ rules, positions }: Plan, text: string, verdicts: readonly (Verdict | undefined)[]): Pattern => {
  const verdictOf: VerdictOf = (id) => verdicts[positions.get(id) ?? -1];
  return {
    text,
    verdicts,
    failing: failingIn(verdicts),
    verdictOf,
    linkage: linkageOf(rules, verdicts),
    rung: rungOf(verdictOf),
    answers: [],
    next: new Map(),
  };
};

/** Makes the patterns of one pass. */
export const createPatterns = (plan: Plan): Patterns => {
  const known = new Map<string, Pattern>();
  const find = (text: string, verdicts: () => readonly (Verdict | undefined)[]): Pattern => {
    const found = known.get(text) ?? open(plan, text, verdicts());
    known.set(text, found);
    return found;
  };
  return {
    get size() {
      return known.size;
    },
    of: (said) => {
      const codes: number[] = [];
      for (const { code } of said) codes.push(code);
      return find(String.fromCharCode(...codes), () => said.map(({ verdict }) => verdict));
    },
    turned: (pattern, place, { code, verdict }) => {
      const turn = place * CODES + code;
      const { text, verdicts, next } = pattern;
      const found =
        next.get(turn) ??
        find(text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1), () => verdicts.with(place, verdict));
      next.set(turn, found);
      return found;
    },
    clear: (onAnswer) => {
      for (const { answers } of known.values()) for (const answer of answers) onAnswer(answer);
      known.clear();
    },
  };
};
