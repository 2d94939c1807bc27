import { type Alias, type Document, isScalar, type Node, visit, type YAMLMap } from 'yaml';

/** What is wrong with a document, at the offset where it begins. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, ...number[]];
}

const fault = (code: string, { range }: Node): Fault => ({ code, message: '', pos: range ?? [0] });

const collectRepeatedKeys = ({ items }: YAMLMap, faults: Fault[]): void => {
  const seen = new Set<string>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (seen.has(name)) faults.push(fault('DUPLICATE_KEY', key));
    seen.add(name);
  }
};

/**
 * Keys that are there twice and aliases of anchors that do not stand before them. Not left to the parser, which takes quadratic
 * time for the former and gives no place for the latter.
 */
export const structureFaults = (document: Document): readonly Fault[] => {
  const faults: Fault[] = [];
  const anchors = new Set<string>();
  const remember = ({ anchor }: { readonly anchor?: string }): void => {
    if (anchor !== undefined) anchors.add(anchor);
  };
  visit(document, {
    Map: (_, map) => {
      remember(map);
      collectRepeatedKeys(map, faults);
    },
    Seq: (_, sequence) => remember(sequence),
    Scalar: (_, scalar) => remember(scalar),
    Alias: (_, alias: Alias) => {
      if (!anchors.has(alias.source)) faults.push(fault('UNKNOWN_ALIAS', alias));
    },
  });
  return faults;
};
