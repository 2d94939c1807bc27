import type { YAMLMap } from 'yaml';
import { isAsymmetric } from '../lib/algorithm-names.ts';
import { mostFrequent } from './bounded-names.ts';
import { type Entry, mapping, row, scalar, times } from './draft-node.ts';
import { guessProfile } from './guess-profile.ts';
import type { IssuerSurvey } from './survey.ts';

/** A file that a draft may name. */
export interface DraftFile {
  /** As the user would write it, for comments. */
  readonly path: string;
  /** From the folder of the policy, where it lies below that. */
  readonly below?: string;
}

/** Key sets that may be those of an issuer. */
export interface DraftKeySets {
  /** Given by the user for this very issuer. */
  readonly given: readonly DraftFile[];
  /** Found among the material; nothing says whose they are. */
  readonly found: readonly DraftFile[];
}

const MOST_FILES = 5;

const suggestFile = ({ path, below }: DraftFile): string =>
  below === undefined
    ? `A key set lies at ${path}, outside this folder: if it is this issuer's, copy it here and name it as jwks.`
    : `jwks: ${JSON.stringify(below)} # found; a key set does not say whose it is: confirm that it is this issuer's`;

const suggestKeySets = ({ given, found }: DraftKeySets): readonly string[] => {
  const outside = given.map(
    ({ path }) => `The key set given, ${path}, lies outside this folder: copy it here and name it as jwks.`,
  );
  if (outside.length > 0) return outside;
  if (found.length > 0) return found.slice(0, MOST_FILES).map(suggestFile);
  return ['jwks: FILE # save its key set below this folder and name it: without it no signature is judged'];
};

const keySetEntry = ({ given }: DraftKeySets): Entry | undefined => {
  const below = given.find((file) => file.below !== undefined)?.below;
  return below === undefined ? undefined : { key: 'jwks', value: scalar(below, 'given with --jwks') };
};

const algorithmEntry = ({ verified, verifiedAlgorithms, otherAlgorithms }: IssuerSurvey): Entry | undefined => {
  const seen = mostFrequent(verified > 0 ? verifiedAlgorithms : otherAlgorithms).filter(([name]) => isAsymmetric(name));
  if (seen.length === 0) return undefined;
  const how = verified > 0 ? 'in tokens that its keys verify' : 'in tokens that nothing verified';
  const counts = seen.map(([name, count]) => `${name} ${times(count)}`);
  const names = seen.map(([name]) => name);
  return { key: 'algorithms', value: row(names, `seen ${counts.join(', ')} ${how}, confirm`) };
};

const profileEntry = (issuer: string, { calls, accessTokenTypes }: IssuerSurvey): Entry | undefined => {
  const guessed = guessProfile(issuer);
  if (guessed) return { key: 'profile', value: scalar(guessed, 'guessed from the name of the issuer, confirm') };
  if (calls === 0 || accessTokenTypes < calls) return undefined;
  return { key: 'profile', value: scalar('rfc9068', 'guessed: each of its tokens has the type at+jwt, confirm') };
};

const describeIssuer = ({ calls, verified }: IssuerSurvey): string => {
  if (calls === 0) return 'given with --jwks, no token of it was seen';
  const vouched = verified > 0 ? `, ${verified} with a signature that its keys verify` : '';
  return `seen ${times(calls)}${vouched}, confirm that it is trusted`;
};

/** An entry of `issuers`. That a token named an issuer makes it no trusted one, which the comments say. */
export const draftIssuer = (issuer: string, survey: IssuerSurvey, keySets: DraftKeySets): YAMLMap => {
  const jwks = keySetEntry(keySets);
  const entries: readonly (Entry | undefined)[] = [
    { key: 'issuer', value: scalar(issuer, describeIssuer(survey)) },
    jwks,
    algorithmEntry(survey),
    profileEntry(issuer, survey),
  ];
  return mapping(
    entries.filter((entry) => entry !== undefined),
    jwks ? [] : suggestKeySets(keySets),
  );
};
