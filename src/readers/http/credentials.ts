import type { TokenScheme } from '../../model/invocation.ts';
import { type Exchange, valuesOf } from './exchange.ts';

/** The credentials that a request shows. */
export interface Credentials {
  readonly scheme?: TokenScheme;
  /** Verbatim, masked as it may be. Absent for passwords: a digest of those could be guessed. */
  readonly token?: string;
  /** Authorization headers, and tokens in query or form (RFC 6750 §2). */
  readonly count: number;
  /** Values of DPoP headers. */
  readonly proofs: readonly string[];
}

const SCHEMES: Readonly<Record<string, TokenScheme>> = { bearer: 'bearer', dpop: 'dpop', basic: 'basic', apikey: 'apikey' };
const AUTHORIZATION = /^([A-Za-z0-9!#$%&'*+.^_`|~-]{1,40})[ \t]+(\S.*)$/s;
const MASKED = /redacted|\*{3}|\.{3}|…/i;

const readAuthorization = (value: string): Pick<Credentials, 'scheme' | 'token'> => {
  const match = AUTHORIZATION.exec(value);
  const scheme = match ? (SCHEMES[(match[1] as string).toLowerCase()] ?? 'other') : undefined;
  const rest = match?.[2] ?? '';
  if (scheme === 'bearer' || scheme === 'dpop') return { scheme, token: rest };
  if (MASKED.test(value)) return { token: value };
  if (scheme === 'basic') return { scheme };
  // GitHub and others have a scheme of their own for what is a bearer token; a digest or a signature has parameters.
  return /^[^\s,=]+=*$/.test(rest) ? { scheme: scheme ?? 'other', token: rest } : { scheme: scheme ?? 'other' };
};

const parameters = (text: string): string[] => {
  const found = new URLSearchParams(text).getAll('access_token');
  return found.filter((value) => value !== '');
};

const queryOf = (url: string): string => (url.split('#', 1)[0] as string).split('?').slice(1).join('?');

const isForm = (exchange: Exchange): boolean =>
  valuesOf(exchange.requestHeaders, 'content-type').some((type) =>
    type.toLowerCase().startsWith('application/x-www-form-urlencoded'),
  );

/** Reads the credentials of a request: RFC 6750 §2, RFC 9449 §7.1, and API keys in the header of that name. */
export const readCredentials = (exchange: Exchange): Credentials => {
  const headers = valuesOf(exchange.requestHeaders, 'authorization');
  const inUrl = parameters(queryOf(exchange.url));
  const inForm = isForm(exchange) ? parameters(exchange.body) : [];
  const proofs = valuesOf(exchange.requestHeaders, 'dpop');
  const count = headers.length + inUrl.length + inForm.length;
  const bare = inUrl[0] ?? inForm[0];
  const key = valuesOf(exchange.requestHeaders, 'x-api-key')[0];
  if (headers[0] !== undefined) return { ...readAuthorization(headers[0]), count, proofs };
  if (bare !== undefined) return { scheme: 'bearer', token: bare, count, proofs };
  return key === undefined ? { count, proofs } : { scheme: 'apikey', token: key, count: 1, proofs };
};
