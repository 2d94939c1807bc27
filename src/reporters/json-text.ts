/**
 * What JSON leaves as it is and a terminal would act on or hide, or a build service take for a command (`##[error]`, `##vso[...]`):
 * written as escapes, which changes no value (contract §5).
 */
const ACTING = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=#)#(?=[a-z]*\[)/giu;

const escaped = (characters: string): string =>
  characters.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** JSON text that no terminal acts on. */
export const inert = (json: string): string => json.replace(ACTING, escaped);

/** JSON that no terminal acts on; on one line, or indented by `spaces`. */
export const inertJson = (value: unknown, spaces?: number): string => inert(JSON.stringify(value, null, spaces));
