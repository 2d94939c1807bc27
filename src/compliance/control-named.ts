import { FRAMEWORKS, frameworkById } from '../frameworks/index.ts';
import type { ControlName } from '../model/framework.ts';
import { SEED_LABELS } from './seed-labels.ts';

/** A control that a user named. */
export interface NamedControl {
  readonly control: ControlName;
  /** What the name was read as, where it is not the official one. */
  readonly readAs?: string;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const describe = ({ framework, id }: ControlName): string => {
  const list = frameworkById(framework);
  const title = list?.controls.find((control) => control.id === id)?.title;
  return `${id} ${title} (${list?.name} ${list?.version})`;
};

/** All official ids, and the labels that are read as one of them. */
export const controlNames = (): readonly string[] => [
  ...FRAMEWORKS.flatMap(({ controls }) => controls.map(({ id }) => id)),
  ...SEED_LABELS.map(({ label }) => label),
];

/** The control of that official id or label, in any letter case; `undefined` where no list has it. */
export const controlNamed = (name: string): NamedControl | undefined => {
  for (const { id: framework, controls } of FRAMEWORKS) {
    const found = controls.find(({ id }) => same(id, name));
    if (found) return { control: { framework, id: found.id } };
  }
  const seed = SEED_LABELS.find(({ label }) => same(label, name));
  return seed && { control: seed.control, readAs: `${seed.label} is read as ${describe(seed.control)}; ${seed.seeAlso}.` };
};
