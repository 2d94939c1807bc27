import type { TokenScheme } from '../model/invocation.ts';
import { isTruncated } from './redaction.ts';

/** A credential as a log holds it: the token in full, or the news that the log keeps only part of it. */
export interface Presented {
  /** The scheme that stood in front of the token. */
  readonly scheme?: TokenScheme;
  /** Absent where there is none, where it was cut short or masked, and for Basic, whose hash would give the password away. */
  readonly token?: string;
  readonly truncated: boolean;
}

const SCHEMES: Readonly<Record<string, TokenScheme>> = {
  bearer: 'bearer',
  dpop: 'dpop',
  basic: 'basic',
  apikey: 'apikey',
  token: 'other',
};
const SCHEME = /^(bearer|dpop|basic|apikey|token)(?:[ \t]+|$)/i;

/** Takes the scheme (RFC 9110 §11.4) and the white space around it off a logged credential. `scheme` is the one stated beside it. */
export const readPresented = (logged: string, stated?: TokenScheme): Presented => {
  const text = logged.trim();
  const front = SCHEME.exec(text);
  const scheme = front ? SCHEMES[(front[1] ?? '').toLowerCase()] : undefined;
  const token = front ? text.slice(front[0].length) : text;
  const read = scheme === undefined ? {} : { scheme };
  if (token === '' || (stated ?? scheme) === 'basic') return { ...read, truncated: false };
  return isTruncated(token) ? { ...read, truncated: true } : { ...read, token, truncated: false };
};
