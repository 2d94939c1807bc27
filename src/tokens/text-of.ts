import { canonicalText } from '../lib/canonical-json.ts';

/** A value as the text in which arguments and `tctx` are compared (contract §6): a string as it is, all else in RFC 8785 form. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : canonicalText(value));
