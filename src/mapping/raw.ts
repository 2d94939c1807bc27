type Plain = string | number | boolean;

/** A step, or its name alone where it takes no argument. */
export type RawStep = string | Readonly<Record<string, unknown>>;

export interface RawField {
  readonly from?: string | readonly string[];
  readonly const?: Plain | readonly string[];
  readonly template?: string;
  readonly as?: RawStep | readonly RawStep[];
}

/** A mapping in the form of `map.schema.json`. */
export interface RawMapping {
  readonly schema: 'bindcheck.map/1';
  readonly name: string;
  readonly title?: string;
  readonly input?: 'json' | 'csv' | 'key-value';
  readonly pair_separator?: string;
  readonly equals?: string;
  readonly absent?: readonly string[];
  readonly when?: Readonly<Record<string, Plain | readonly Plain[]>>;
  readonly fields: Readonly<Record<string, string | RawField>>;
}

/** The steps of a field, each as its name and argument. */
export const stepsOf = ({ as = [] }: RawField): readonly (readonly [name: string, argument: unknown])[] =>
  (Array.isArray(as) ? (as as readonly RawStep[]) : [as as RawStep]).map((step) =>
    typeof step === 'string' ? [step, undefined] : (Object.entries(step)[0] as [string, unknown]),
  );

/** A field in its long form. */
export const fieldOf = (field: string | RawField): RawField => (typeof field === 'string' ? { from: field } : field);

/** The paths that a field looks at, those within a template included. */
export const pathsOf = ({ from = [], template = '' }: RawField): readonly string[] => [
  ...(typeof from === 'string' ? [from] : from),
  ...[...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] as string),
];
