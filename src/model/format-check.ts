/** What became of one record that was looked at. */
export interface CheckedRecord {
  readonly line: number;
  /** Ids of the containers around it, outermost first. */
  readonly containers: readonly string[];
  readonly format: string | null;
  readonly is: 'read' | 'rejected' | 'ignored';
  /** What it gives, or why it gives nothing, in words. */
  readonly about: string;
}

/** A native field as the records of a format give it. */
export interface CheckedField {
  readonly name: string;
  /** Records that have it. */
  readonly records: number;
  /** The value of the first that has it, in words that show no credential. */
  readonly value: string;
  /** Where it was found, in words; empty where that cannot be told. */
  readonly from: string;
}

/** What the records of one format give. */
export interface CheckedFormat {
  readonly id: string;
  readonly title: string;
  readonly records: number;
  readonly fields: readonly CheckedField[];
  /** Members of its records that are in no field, by their path. */
  readonly unused: readonly string[];
}

/** A member of records that no format claims: where it stands, never what it holds. */
export interface FoundMember {
  /** Dotted, as a mapping names it. */
  readonly path: string;
  readonly kind: string;
  /** Records that have it. */
  readonly records: number;
}

/** What a sample of a source holds, for `bindcheck formats --check`. */
export interface FormatCheck {
  readonly source: string;
  /** Whether it was looked at to its end. */
  readonly whole: boolean;
  readonly records: readonly CheckedRecord[];
  readonly formats: readonly CheckedFormat[];
  /** What a mapping could name, of JSON records and rows that no format claims. */
  readonly members: readonly FoundMember[];
  /** What else is to be said of the source. */
  readonly notes: readonly string[];
}
