import { TOKEN_SCHEMES } from '../../model/invocation.ts';
import { ofText, type Transform } from './transform.ts';

/** Of an Authorization header (RFC 9110 §11.4); a scheme of which nothing is known here is `other`. */
const schemeOf = (text: string): string | undefined => {
  const scheme = /^\s*([A-Za-z][\w-]{0,31})\s+\S/.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return undefined;
  return TOKEN_SCHEMES.some((known) => known === scheme && known !== 'none') ? scheme : 'other';
};

const transform: Transform = { id: 'scheme', step: () => ofText(schemeOf) };

export default transform;
