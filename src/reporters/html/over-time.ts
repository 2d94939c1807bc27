import { readRfc3339 } from '../../lib/rfc3339.ts';
import type { Timeline, TimelineStep } from '../../model/report.ts';
import { count, counted, instant } from '../table/words.ts';
import { html, type Markup, nothing } from './markup.ts';

const LEVELS = ['L0', 'L1', 'L2', 'L3', 'L4'] as const;
const WIDTH = 960;
const LEFT = 56;
const TOP = 12;
const HEIGHT = 180;
/** The strip below the axis, for what is not bound. */
const STRIP_TOP = TOP + HEIGHT + 26;
const STRIP = 52;
const BOTTOM = STRIP_TOP + STRIP + 18;
/** Beyond so many places time is no longer drawn to scale: each stretch without executions becomes one place. */
const MOST_PLACES = 200;
const LABELS = 6;
const DAY = 86_400;

/** A step, or where `undefined` a time without executions. */
type Place = TimelineStep | undefined;

const secondsOf = ({ from }: TimelineStep): number => (readRfc3339(from)?.milliseconds ?? 0) / 1000;

const totalOf = ({ levels }: TimelineStep): number => LEVELS.reduce((sum, level) => sum + levels[level], 0);

/** The steps with the times between them: to scale where that can be shown. */
const placesOf = ({ steps, step_seconds: width }: Timeline): { readonly places: Place[]; readonly toScale: boolean } => {
  const missing = steps.map((step, index) => {
    const before = steps[index - 1];
    return before ? Math.round((secondsOf(step) - secondsOf(before)) / width) - 1 : 0;
  });
  const toScale = steps.length + missing.reduce((sum, number) => sum + number, 0) <= MOST_PLACES;
  const places = steps.flatMap((step, index): Place[] => {
    const gap = missing[index] ?? 0;
    return [...Array<undefined>(toScale ? gap : Math.min(1, gap)).fill(undefined), step];
  });
  return { places, toScale };
};

const widthText = (seconds: number): string => {
  if (seconds < 3600) return counted(seconds / 60, 'minute');
  return seconds < DAY ? counted(seconds / 3600, 'hour') : counted(seconds / DAY, 'day');
};

const timeText = (from: string, width: number): string => (width < DAY ? instant(from).slice(0, 16) : from.slice(0, 10));

const shortTime = (from: string, width: number): string => (width < DAY ? instant(from).slice(5, 16) : from.slice(0, 10));

/** The next number that is round: 1, 2 or 5 and zeros. */
const roundUp = (number: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, number)));
  return ([1, 2, 5, 10].find((factor) => factor * power >= number) ?? 10) * power;
};

interface Scale {
  readonly place: number;
  readonly most: number;
  readonly mostAstray: number;
  readonly width: number;
}

const rect = (name: string, x: number, y: number, scale: Scale, height: number): Markup =>
  height <= 0
    ? nothing
    : html`<rect class="fill-${name}" x="${x.toFixed(2)}" y="${y.toFixed(2)}" width="${Math.max(0.8, scale.place * 0.86).toFixed(2)}" height="${height.toFixed(2)}"/>`;

const stack = (step: TimelineStep, x: number, scale: Scale): Markup[] => {
  let y = TOP + HEIGHT;
  return LEVELS.map((level) => {
    const height = (step.levels[level] * HEIGHT) / scale.most;
    y -= height;
    return rect(level, x, y, scale, height);
  });
};

const astray = ({ unbound, unproven }: TimelineStep, x: number, scale: Scale): Markup[] => {
  const [first, second] = [unbound, unproven].map((number) => (number * STRIP) / scale.mostAstray) as [number, number];
  return [rect('unbound', x, STRIP_TOP, scale, first), rect('unproven', x, STRIP_TOP + first, scale, second)];
};

const column = (step: TimelineStep, index: number, scale: Scale): Markup => {
  const x = LEFT + index * scale.place;
  const levels = LEVELS.map((level) => `${level} ${count(step.levels[level])}`).join(', ');
  const text = `${timeText(step.from, scale.width)}: ${counted(totalOf(step), 'execution')} (${levels}); ${count(step.unbound)} unbound, ${count(step.unproven)} unproven`;
  return html`<g>${stack(step, x, scale)}${astray(step, x, scale)}<rect class="hover" x="${x.toFixed(2)}" y="${TOP}" width="${scale.place.toFixed(2)}" height="${STRIP_TOP + STRIP - TOP}"><title>${text}</title></rect></g>`;
};

const gap = (index: number, scale: Scale): Markup => {
  const x = LEFT + (index + 0.5) * scale.place;
  return html`<line class="gap" x1="${x.toFixed(2)}" x2="${x.toFixed(2)}" y1="${TOP}" y2="${STRIP_TOP + STRIP}"/>`;
};

const axis = ({ most, mostAstray }: Scale): Markup =>
  html`${[0, 0.5, 1].map((part) => {
    const y = TOP + HEIGHT * (1 - part);
    return html`<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y}" y2="${y}"/><text x="${LEFT - 6}" y="${y + 4}" text-anchor="end">${Number.isInteger(most * part) ? count(most * part) : ''}</text>`;
  })}<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${STRIP_TOP}" y2="${STRIP_TOP}"/><text x="${LEFT - 6}" y="${STRIP_TOP + 4}" text-anchor="end">0</text><text x="${LEFT - 6}" y="${STRIP_TOP + STRIP + 4}" text-anchor="end">${count(mostAstray)}</text>`;

const labels = (places: readonly Place[], scale: Scale): Markup[] => {
  const every = Math.max(1, Math.ceil(places.length / LABELS));
  let free = 0;
  return places.map((step, index) => {
    if (!step || index < free) return nothing;
    free = index + every;
    const x = LEFT + (index + 0.5) * scale.place;
    const anchor = index === 0 ? 'start' : x > WIDTH - 60 ? 'end' : 'middle';
    return html`<text x="${x.toFixed(1)}" y="${TOP + HEIGHT + 16}" text-anchor="${anchor}">${shortTime(step.from, scale.width)}</text>`;
  });
};

const table = ({ steps, step_seconds: width }: Timeline): Markup =>
  html`<details><summary>The same as a table</summary><div class="scroll tall" role="region" aria-label="Executions over time" tabindex="0"><table><thead><tr><th scope="col">from (UTC)</th>${LEVELS.map((level) => html`<th scope="col" class="number">${level}</th>`)}<th scope="col" class="number">bound</th><th scope="col" class="number">unbound</th><th scope="col" class="number">unproven</th></tr></thead><tbody>${steps.map(
    (step) =>
      html`<tr><th scope="row">${timeText(step.from, width)}</th>${LEVELS.map((level) => html`<td class="number">${count(step.levels[level])}</td>`)}<td class="number">${count(step.bound)}</td><td class="number">${count(step.unbound)}</td><td class="number">${count(step.unproven)}</td></tr>`,
  )}</tbody></table></div></details>`;

const caption = ({ step_seconds: width, undated }: Timeline, toScale: boolean): string =>
  [
    `Executions for each ${widthText(width)}, UTC. Upwards: the step that they reached. Downwards: unbound, then unproven.`,
    toScale ? '' : 'Dashed lines stand for times without executions.',
    undated > 0 ? `${counted(undated, 'execution')} without a time are left out.` : '',
  ]
    .filter(Boolean)
    .join(' ');

/** The binding ladder over time, as a picture and as a table. */
export const overTime = (timeline: Timeline | undefined): Markup => {
  if (!timeline || timeline.steps.length === 0) return nothing;
  const { places, toScale } = placesOf(timeline);
  const most = roundUp(Math.max(...timeline.steps.map(totalOf)));
  const mostAstray = roundUp(Math.max(1, ...timeline.steps.map(({ unbound, unproven }) => unbound + unproven)));
  const scale = { place: Math.min(48, (WIDTH - LEFT) / places.length), most, mostAstray, width: timeline.step_seconds };
  const drawn = places.map((step, index) => (step ? column(step, index, scale) : toScale ? nothing : gap(index, scale)));
  const keys = [...LEVELS]
    .reverse()
    .map((level) => html`<li><span class="key key-${level}" aria-hidden="true"></span>${level}</li>`);
  return html`<h3 id="over-time">The ladder over time</h3>
<figure><svg class="chart" viewBox="0 0 ${WIDTH} ${BOTTOM}" role="img" aria-labelledby="over-time" aria-describedby="over-time-text">${axis(scale)}${drawn}${labels(places, scale)}</svg>
<figcaption id="over-time-text">${caption(timeline, toScale)}</figcaption>
<ul class="legend inline">${keys}<li><span class="key key-unbound" aria-hidden="true"></span>unbound</li><li><span class="key key-unproven" aria-hidden="true"></span>unproven</li></ul></figure>
${table(timeline)}`;
};
