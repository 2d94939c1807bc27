import { present } from '../../lib/present.ts';
import type { LeakDraft } from '../../model/draft.ts';
import type { Remark } from '../../model/format.ts';

/** What a scanner reports of one secret. */
export interface FoundSecret {
  /** Verbatim, or masked as it may be; absent where the report leaves it out. */
  readonly secret: string | undefined;
  readonly location: string | undefined;
  /** Epoch milliseconds; absent where the report does not say since when it lies there. */
  readonly seenAt: number | undefined;
}

/** What scanners put in place of a secret, or behind the part of it that they show. */
const MASK = /^(?:\W*redacted\W*|[*•xX.]+)$|\.\.\.|…|\*\*\*/i;

const isMasked = (secret: string): boolean => secret.length <= 64 * 1024 && MASK.test(secret.trim());

/**
 * The leak that a report names: the secret goes to the token code, which hashes and drops it. Of a masked one nothing is kept, as its
 * hash is that of no token; `unmask` says how the report is made without.
 */
export const leakOf = ({ secret, location, seenAt }: FoundSecret, unmask: string): readonly (LeakDraft | Remark)[] => {
  if (secret === undefined || secret.trim() === '' || isMasked(secret)) {
    const message = 'the secret is left out or masked in this report, so that it cannot be matched with any token';
    return [{ kind: 'remark', code: 'leak-redacted', message, hint: unmask }];
  }
  return [present<LeakDraft>({ kind: 'leak', seenAt, token: secret, location })];
};
