import { FRAMEWORKS } from '../frameworks/index.ts';
import type { Control, ControlName, Framework } from '../model/framework.ts';
import type { ControlReport, Finding } from '../model/report.ts';
import { type Audited, countControl } from './count.ts';
import { limitationOf } from './limitation.ts';
import { classesLinkedTo } from './linked-classes.ts';
import { statusOf } from './status.ts';

/** What the entries of controls are made of. */
export interface ControlParts extends Omit<Audited, 'findingsOf'> {
  readonly findings: readonly Finding[];
  /** Ids of the frameworks asked for; absent: all. */
  readonly frameworks: readonly string[] | undefined;
  /** The only controls asked for; absent: all of these frameworks. */
  readonly only: readonly ControlName[] | undefined;
  readonly complete: boolean;
}

const byClass = (findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> => {
  const classes = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = classes.get(finding.class);
    if (same) same.push(finding);
    else classes.set(finding.class, [finding]);
  }
  return classes;
};

const isAskedFor = ({ only }: ControlParts, framework: Framework, { id }: Control): boolean =>
  !only || only.some((name) => name.framework === framework.id && name.id === id);

const entryOf = (framework: Framework, { id, title }: Control, audited: Audited, complete: boolean): ControlReport => {
  const classes = classesLinkedTo({ framework: framework.id, id });
  const counted = countControl(classes, audited);
  const [status, because] = statusOf(classes, counted);
  return {
    framework: framework.id,
    framework_version: framework.version,
    id,
    title,
    status,
    status_reason: because,
    ...counted.columns,
    limitation: limitationOf(because, counted, framework, complete),
  };
};

/** One entry for every control asked for, whatever was looked at, in the order of the lists (contract §4). */
export const controlsOf = (parts: ControlParts): ControlReport[] => {
  const findings = byClass(parts.findings);
  const audited: Audited = { ...parts, findingsOf: (of) => findings.get(of) ?? [] };
  return FRAMEWORKS.filter(({ id }) => !parts.frameworks || parts.frameworks.includes(id)).flatMap((framework) =>
    framework.controls
      .filter((control) => isAskedFor(parts, framework, control))
      .map((control) => entryOf(framework, control, audited, parts.complete)),
  );
};
