import { mapTexts, showControls } from '../../lib/terminal-text.ts';
import type { Report } from '../../model/report.ts';
import { count } from '../table/words.ts';

const MOST_CHARACTERS = 1000;

const isHighSurrogate = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xd800;

/** At most so many characters, and how many there were; no character is cut in two. */
const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  return `${text.slice(0, isHighSurrogate(text, most - 1) ? most - 1 : most)}… (${count(text.length)} characters)`;
};

/** A text of a report as it may be shown: what would act or hide is spelled out, and an id of a megabyte is cut. */
export const legibleText = (text: string, most = MOST_CHARACTERS): string => showControls(cut(text, most));

/** A report whose texts may be shown, all but those of the findings: these are many, and alike, so whoever shows one sees to it. */
export const legible = ({ findings, ...rest }: Report): Report => ({ ...mapTexts(rest, (text) => legibleText(text)), findings });
