import { normaliseUrl } from '../../lib/request-url.ts';
import { REMEMBERED_CHARACTERS } from '../limits.ts';
import { type Exchange, valuesOf } from './exchange.ts';

/** The nonces that servers have handed out in a capture so far (RFC 9449 §8, §9). */
export interface NonceLedger {
  /** Those that the server of a request would still accept; `undefined` where it has shown none. */
  recent(url: string): readonly string[] | undefined;
  remember(exchange: Exchange): void;
}

const ORIGINS = 1_000;
const RECENT = 8;
const NONCE_LENGTH = 1_024;

const originOf = (url: string): string => (normaliseUrl(url) ?? url).split('/', 3).join('/');

export const createNonceLedger = (): NonceLedger => {
  const byOrigin = new Map<string, string[]>();
  return {
    recent: (url) => byOrigin.get(originOf(url))?.slice(),
    remember: ({ url, responseHeaders }) => {
      const shown = valuesOf(responseHeaders, 'dpop-nonce').filter((nonce) => nonce !== '' && nonce.length <= NONCE_LENGTH);
      if (shown.length === 0) return;
      const origin = originOf(url);
      const known = byOrigin.get(origin) ?? [];
      if (known.length === 0 && (byOrigin.size >= ORIGINS || origin.length > REMEMBERED_CHARACTERS)) return;
      byOrigin.set(origin, [...known.filter((nonce) => !shown.includes(nonce)), ...shown].slice(-RECENT));
    },
  };
};
