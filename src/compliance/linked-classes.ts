import { linksOf } from '../frameworks/index.ts';
import { type ControlName, FINDING_CLASSES, type FindingClass } from '../model/framework.ts';

/** Classes whose findings bear on a control. */
export interface LinkedClasses {
  /** Directly or partially: they alone decide its status. */
  readonly deciding: readonly FindingClass[];
  /** Weakly, or on a condition that no rule establishes. */
  readonly related: readonly FindingClass[];
}

type Linking = { readonly [Kind in keyof LinkedClasses]: FindingClass[] };

const nameOf = ({ framework, id }: ControlName): string => `${framework} ${id}`;

const collect = (): ReadonlyMap<string, LinkedClasses> => {
  const linked = new Map<string, Linking>();
  for (const of of FINDING_CLASSES) {
    for (const link of linksOf(of)) {
      const classes = linked.get(nameOf(link)) ?? { deciding: [], related: [] };
      linked.set(nameOf(link), classes);
      const decides = link.strength === 'direct' || link.strength === 'partial';
      (decides ? classes.deciding : classes.related).push(of);
    }
  }
  return linked;
};

const NOTHING: LinkedClasses = { deciding: [], related: [] };

let collected: ReturnType<typeof collect> | undefined;

/** The classes that bear on a control; none for one that nothing is linked to. */
export const classesLinkedTo = (control: ControlName): LinkedClasses => {
  collected ??= collect();
  return collected.get(nameOf(control)) ?? NOTHING;
};
