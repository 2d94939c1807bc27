import { Document } from 'yaml';
import { describeDuration } from '../lib/describe-time.ts';
import { describeValues } from '../lib/describe-values.ts';
import { isWritableName } from './bounded-names.ts';
import { type DraftFile, draftIssuer } from './draft-issuer.ts';
import { type Entry, list, mapping, scalar, times } from './draft-node.ts';
import { draftServer, type FoundResource, resourcesOf } from './draft-server.ts';
import { type IssuerSurvey, NO_TOKENS, type Survey } from './survey.ts';

/** What lies beside the logs, and what the user named. None of it is trusted for being there (contract §3.2). */
export interface DraftMaterial {
  /** Given with `--jwks`. */
  readonly givenKeySets: readonly (DraftFile & { readonly issuer: string })[];
  readonly foundKeySets: readonly DraftFile[];
  /** Issuers by metadata (RFC 8414, OpenID Connect discovery). */
  readonly foundIssuers: readonly { readonly issuer: string; readonly path: string }[];
  readonly foundResources: readonly FoundResource[];
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const headerOf = ({ calls, ran, nameless, leftOut }: Survey): string => {
  const lines = [
    `A policy to start from, drafted by \`bindcheck init\` from ${times(ran).replace('once', 'one call').replace(' times', ' calls')} that ran.`,
    'What was seen is not what is right: an attack that worked looks the same. Look at each line that says',
    '"confirm", correct it, and delete its comment.',
  ];
  return lines.join('\n');
};

export const draftPolicy = (): string => '';
