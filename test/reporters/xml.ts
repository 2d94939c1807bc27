/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

const decoded = (text: string): string =>
  text.replace(/&[^;]*;?/g, (entity) => {
    const character = ENTITIES[entity];
    if (character === undefined) throw new Error(`no entity: ${entity}`);
    return character;
  });

const TOKEN = /<\?[^>]*\?>|<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|[^<]+/gy;

/** Code points that XML 1.0 does not allow (§2.2), and every control but the line break. */
const FORBIDDEN = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decoded(value)]));

const close = (open: Element[], name: string): void => {
  if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
};

const begin = (open: Element[], name: string, attributes: string, isEmpty: boolean): void => {
  const element: Element = { name, attributes: attributesOf(attributes), children: [], text: '' };
  open.at(-1)?.children.push(element);
  if (!isEmpty) open.push(element);
};

/** Puts one token where it belongs; `open` are the elements around it. */
const take = (open: Element[], [token, closing, name = '', attributes = '', empty]: RegExpMatchArray): void => {
  if (token.startsWith('<?')) return;
  if (!token.startsWith('<')) (open.at(-1) as Element).text += decoded(token);
  else if (closing) close(open, name);
  else begin(open, name, attributes, empty !== '');
};

const checkCharacters = (xml: string): void => {
  if (FORBIDDEN.test(xml)) throw new Error('a code point that XML does not allow');
  if (xml.includes(']]>')) throw new Error(']]> in content');
};

/** A strict reader of the XML that we write: what is not well-formed throws. */
export const parseXml = (xml: string): Element => {
  checkCharacters(xml);
  const open: Element[] = [{ name: '', attributes: {}, children: [], text: '' }];
  let end = 0;
  for (const match of xml.matchAll(TOKEN)) {
    if (match.index !== end) break;
    end += match[0].length;
    take(open, match);
  }
  const [document] = open;
  if (end !== xml.length) throw new Error(`not well-formed at ${end}: ${xml.slice(end, end + 60)}`);
  if (!document || open.length !== 1 || document.children.length !== 1) throw new Error('not one element');
  return document.children[0] as Element;
};
