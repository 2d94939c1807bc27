/** Text that is HTML already. Only `html` and `joined` make it, so nothing of a report becomes markup unescaped. */
export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[] | undefined;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

const isList = (value: Value): value is readonly Markup[] => Array.isArray(value);

const written = (value: Value): string => {
  if (value === undefined) return '';
  if (isList(value)) return value.map(({ markup }) => markup).join('');
  return typeof value === 'object' ? value.markup : escaped(String(value));
};

/** HTML, or SVG, from a template. What is put in is escaped, for text and for quoted attributes, unless it is `Markup`. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Markup => ({
  markup: parts.reduce((text, part, index) => text + written(values[index - 1]) + part),
});

/** Nothing. */
export const nothing: Markup = { markup: '' };

/**
 * A JSON text for a `script` element that is not run. What could end the element, or begin another, is written as an escape, which
 * changes no value.
 */
export const jsonForScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);

/** Text of ours in which `back quotes` mark code. */
export const withCode = (text: string): Markup => ({
  markup: text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`).markup)
    .join(''),
});
