import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { FRAMEWORKS } from '../frameworks/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/errors.ts';
import { NO_POLICY, type Policy } from '../model/policy.ts';
import { DEFAULT_POLICY_NAMES } from '../policy/find.ts';
import { isInside } from '../policy/inside.ts';
import { readPolicy } from '../policy/load.ts';
import { RULES } from '../rules/index.ts';
import { type KeyFile, type KeyRing, loadKeyRing } from '../tokens/keys.ts';
import { readTextFile } from './signals.ts';

/** What the user trusts: the policy and the keys that it and the command line name (contract §3.2). */
export interface Configuration {
  readonly policy: Policy;
  readonly ring: KeyRing;
  readonly diagnostics: readonly Diagnostic[];
}

/** The text of a file that the user names; a `UsageError` where it cannot be read. */
export const readText = (path: string, what: string, hint: string): string => {
  try {
    return readTextFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw new UsageError(`${what} ${path} ${why}`, hint);
  }
};

const findPolicy = (): string | undefined => DEFAULT_POLICY_NAMES.find((name) => existsSync(name));

const loadPolicy = (path: string | undefined, asOf: number): { policy: Policy; notes: readonly Diagnostic[] } => {
  const found = path ?? findPolicy();
  if (found === undefined) return { policy: NO_POLICY, notes: [] };
  const text = readText(found, 'the policy', 'Name the policy with --policy FILE.');
  return readPolicy(text, found, { rules: RULES, frameworks: FRAMEWORKS.map(({ id }) => id), asOf });
};

/** A key set must not be reached through a symbolic link that leaves the folder of the policy (contract §5). */
const checkPlace = (path: string, policyPath: string): void => {
  if (existsSync(path) && !isInside(realpathSync(dirname(policyPath)), realpathSync(path)))
    throw new UsageError(`the key set ${path} lies outside the folder of the policy`, 'Copy it below the folder of the policy.');
};

const keyFilesOf = (policy: Policy): KeyFile[] =>
  policy.issuers.flatMap(({ issuer, jwks }) =>
    jwks.map((source) => {
      checkPlace(source.path, policy.path as string);
      const hint = `The policy names it as a key set of ${issuer}: correct the path, or fetch the key set and put it there.`;
      return { issuer, ...source, text: readText(source.path, 'the key set', hint) };
    }),
  );

/** `ISSUER=FILE`, split at the last `=` that leaves a file, since issuers may hold one. */
export const readKeyOption = (option: string): KeyFile => {
  const mark = option.lastIndexOf('=');
  if (mark <= 0 || mark === option.length - 1)
    throw new UsageError(`--jwks ${option}: expected ISSUER=FILE`, 'For example --jwks https://as.example=keys/as.jwks.json');
  const path = option.slice(mark + 1);
  return {
    issuer: option.slice(0, mark),
    path,
    text: readText(path, 'the key set', 'Name the file of the key set as --jwks ISSUER=FILE.'),
  };
};

/** Reads the policy and all keys. Everything wrong with them is a `UsageError`: nothing is audited on a wrong footing. */
export const loadConfiguration = async (options: {
  readonly policy?: string;
  readonly jwks: readonly string[];
  readonly asOf: number;
}): Promise<Configuration> => {
  const { policy, notes } = loadPolicy(options.policy, options.asOf);
  const { ring, diagnostics } = await loadKeyRing([...keyFilesOf(policy), ...options.jwks.map(readKeyOption)]);
  return { policy, ring, diagnostics: [...notes, ...diagnostics] };
};
