import type { LinkStrength } from '../../model/framework.ts';

/** A link as it is written down. The condition of a conditional link is its rationale. */
export type MappedLink = { readonly framework: string; readonly id: string } & (
  | { readonly strength: Exclude<LinkStrength, 'conditional'>; readonly rationale: string }
  | { readonly strength: 'conditional'; readonly when: string }
);
