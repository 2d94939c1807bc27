import { showControls } from '../../lib/terminal-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for content and attributes of XML 1.0: controls are spelled out, code points that XML forbids replaced, markup escaped. */
const xmlText = (text: string): string =>
  showControls(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

type Attributes = Readonly<Record<string, string | number>>;

const opening = (name: string, attributes: Attributes): string =>
  [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${xmlText(String(value))}"`)].join(' ');

/** The start of an element that others follow in. */
export const startTag = (name: string, attributes: Attributes): string => `<${opening(name, attributes)}>`;

/** An element with lines of text, or with none. */
export const element = (name: string, attributes: Attributes, lines: readonly string[] = []): string =>
  lines.length === 0
    ? `<${opening(name, attributes)}/>`
    : `<${opening(name, attributes)}>${lines.map(xmlText).join('\n')}</${name}>`;
