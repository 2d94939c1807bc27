import { frameworkById } from '../../frameworks/index.ts';
import type { ControlReport, Report } from '../../model/report.ts';

export interface FrameworkState {
  readonly name: string;
  readonly version: string;
  /** Controls that some rule bears on, in the order of the framework. */
  readonly controls: readonly ControlReport[];
  /** Controls that no rule bears on. */
  readonly untouched: number;
}

const stateOf = (id: string, all: readonly ControlReport[]): FrameworkState => {
  const controls = all.filter(({ rules_linked }) => rules_linked > 0);
  return {
    name: frameworkById(id)?.name ?? id,
    version: all[0]?.framework_version ?? '',
    controls,
    untouched: all.length - controls.length,
  };
};

/** The controls of a report by framework, as the report has them. */
export const frameworkStates = ({ controls }: Report): FrameworkState[] =>
  [...new Set(controls.map(({ framework }) => framework))].map((id) =>
    stateOf(
      id,
      controls.filter(({ framework }) => framework === id),
    ),
  );
