import { mapTexts, showControls } from '../../src/lib/terminal-text.ts';
import type { Report } from '../../src/model/report.ts';
import { readReport } from '../../src/reporters/read-report.ts';
import { report } from '../reporters/reports.ts';
import type { Mark } from './marks.ts';

const given = report('canonical');

/** Whether the schema lets a text be anything: asked once for all places that are alike but for their position in lists. */
const createAsker = () => {
  const known = new Map<string, boolean>();
  return (kind: string, changed: () => object): boolean => {
    const answer = known.get(kind) ?? 'report' in readReport(JSON.stringify(changed()));
    known.set(kind, answer);
    return answer;
  };
};

type Step = string | number;

const withText = (value: unknown, [step, ...rest]: readonly Step[], text: string): unknown => {
  if (step === undefined) return text;
  if (Array.isArray(value)) return value.with(Number(step), withText(value[Number(step)], rest, text));
  return { ...(value as object), [step]: withText((value as Record<Step, unknown>)[step], rest, text) };
};

/** The canonical report as somebody may have saved it: with a mark in every text that the schema lets be any. */
export const poisoned = (mark: Mark): Report => {
  const isFree = createAsker();
  const poison = (value: unknown, path: readonly Step[]): unknown => {
    if (typeof value === 'string') {
      const kind = path.filter((step) => typeof step === 'string').join('.');
      const text = mark(kind);
      return isFree(kind, () => withText(given, path, text) as object) ? text : value;
    }
    if (Array.isArray(value)) return value.map((each, index) => poison(each, [...path, index]));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, poison(member, [...path, name])]));
  };
  return poison(given, []) as Report;
};

/** The same report, but that every text with a mark in it is an honest one; alike, and in the same order, where they were. */
export const honestly = (of: Report): Report => {
  const texts = new Set<string>();
  mapTexts(of, (text) => (text.includes('zq') ? texts.add(text) && text : text));
  const shown = [...texts].sort((one, other) => (showControls(one) < showControls(other) ? -1 : 1));
  const names = new Map(shown.map((text, place) => [text, `honest ${String(place).padStart(6, '0')}`]));
  return mapTexts(of, (text) => names.get(text) ?? text);
};
