import { dirname, isAbsolute, join } from 'node:path';
import { readDuration } from '../lib/duration.ts';
import { normaliseUrl } from '../lib/request-url.ts';
import { readDate } from './date.ts';
import { isInside } from './inside.ts';
import { type Path, type Problem, quoted } from './problem.ts';
import type { RawKeySet, RawPolicy } from './raw.ts';

const URL_SCHEME = /^[a-z][a-z0-9+.-]+:\/\//i;
const FOREIGN = /^[A-Za-z]:|\\|\0/;

const pathMessage = (path: string, folder: string): string | undefined => {
  if (URL_SCHEME.test(path)) return 'is a URL, expected a file: keys are never fetched, save the key set beside the policy';
  if (isAbsolute(path) || path.startsWith('/')) return 'is absolute, expected a path relative to the folder of the policy';
  if (FOREIGN.test(path)) return 'is not portable, expected a path with `/` between folders';
  return isInside(folder, join(folder, path)) ? undefined : 'leaves the folder of the policy, expected a file below it';
};

const pathProblems = (name: string, path: Path, file: string): readonly Problem[] => {
  const message = pathMessage(name, dirname(file));
  return message === undefined ? [] : [{ path, message: `${quoted(name)} ${message}` }];
};

const dateProblems = (text: string | undefined, path: Path): readonly Problem[] =>
  text === undefined || readDate(text) !== undefined
    ? []
    : [{ path, message: `${quoted(text)} is no date of the calendar, expected one such as 2026-12-31` }];

const periodProblems = ({ from, until }: RawKeySet, path: Path): readonly Problem[] => {
  const [start, end] = [from, until].map((text) => (text === undefined ? undefined : readDate(text)));
  if (start === undefined || end === undefined || start < end) return [];
  return [{ path: [...path, 'until'], message: `\`until\` ${quoted(until ?? '')} is not after \`from\`, expected a later time` }];
};

const keySetProblems = (set: RawKeySet, path: Path, file: string): readonly Problem[] => [
  ...pathProblems(set.path, [...path, 'path'], file),
  ...dateProblems(set.from, [...path, 'from']),
  ...dateProblems(set.until, [...path, 'until']),
  ...periodProblems(set, path),
];

const issuerProblems = ({ issuers = [] }: RawPolicy, file: string): readonly Problem[] =>
  issuers.flatMap(({ jwks = [] }, index) => {
    const path = ['issuers', index, 'jwks'];
    if (typeof jwks === 'string') return pathProblems(jwks, path, file);
    return jwks.flatMap((set, at) => keySetProblems(set, [...path, at], file));
  });

const urlProblems = ({ servers = [] }: RawPolicy): readonly Problem[] =>
  servers.flatMap(({ urls = [] }, at) =>
    urls.flatMap((url, index) =>
      normaliseUrl(url) !== undefined
        ? []
        : [{ path: ['servers', at, 'urls', index], message: `${quoted(url)} is no URL, expected an absolute http or https URL` }],
    ),
  );

const durationsOf = (policy: RawPolicy): readonly (readonly [string | number | undefined, Path])[] => [
  ...(['clock_skew', 'proof_window', 'max_token_lifetime', 'revocation_grace'] as const).map(
    (key) => [policy[key], [key]] as const,
  ),
  ...(policy.servers ?? []).flatMap(({ tools = {} }, at) =>
    Object.entries(tools).flatMap(([name, { max_auth_age, approval }]) => {
      const path = ['servers', at, 'tools', name];
      const maxAge = typeof approval === 'object' ? approval.max_age : undefined;
      return [[max_auth_age, [...path, 'max_auth_age']] as const, [maxAge, [...path, 'approval', 'max_age']] as const];
    }),
  ),
];

const durationProblems = (policy: RawPolicy): readonly Problem[] =>
  durationsOf(policy).flatMap(([duration, path]) =>
    duration === undefined || readDuration(duration) !== undefined
      ? []
      : [{ path, message: `${quoted(String(duration))} is too long, expected a duration such as 60s or 1h` }],
  );

/** Values that have the right form and mean nothing: paths outside, dates that do not exist, periods that end before they begin. */
export const valueProblems = (policy: RawPolicy, file: string): readonly Problem[] => [
  ...durationProblems(policy),
  ...issuerProblems(policy, file),
  ...urlProblems(policy),
  ...(policy.exceptions ?? []).flatMap(({ expires }, index) => dateProblems(expires, ['exceptions', index, 'expires'])),
];
