import type { ControlName } from '../model/framework.ts';

/** A name that people use for a control and that its publisher does not. */
export interface SeedLabel {
  readonly label: string;
  readonly control: ControlName;
  /** Where else to look, and why. */
  readonly seeAlso: string;
}

/** Labels that stand for a control and that no list has; each is read as one official id, and says so. */
export const SEED_LABELS: readonly SeedLabel[] = [
  {
    label: 'NHI-02',
    control: { framework: 'owasp-nhi-2025', id: 'NHI2:2025' },
    seeAlso: 'for tools that run under the wrong authority see ASI03 too',
  },
  {
    label: 'A2',
    control: { framework: 'owasp-asi-2026', id: 'ASI02' },
    seeAlso: 'for identity and privilege abuse see ASI03 too',
  },
];
