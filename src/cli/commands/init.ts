import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import type { Command } from 'commander';
import { showControls } from '../../lib/terminal-text.ts';
import { UsageError } from '../../model/errors.ts';
import { NO_POLICY } from '../../model/policy.ts';
import { type DraftMaterial, draftPolicy } from '../../policy/draft.ts';
import type { DraftFile } from '../../policy/draft-issuer.ts';
import { inCalls } from '../../policy/draft-node.ts';
import { DEFAULT_POLICY_NAMES } from '../../policy/find.ts';
import { isInside } from '../../policy/inside.ts';
import { findSources } from '../../readers/find.ts';
import type { OpenDatabase } from '../../store/open.ts';
import type { FoundHint } from '../../store/read.ts';
import { type KeyFile, type KeyRing, loadKeyRing } from '../../tokens/keys.ts';
import { colorOption } from '../color-option.ts';
import { readKeyOption } from '../configuration.ts';
import { withDatabase } from '../database.ts';
import { EXIT } from '../exit-code.ts';
import { sayDiagnostic, sayError } from '../messages.ts';
import { checkOutputPath } from '../output.ts';
import { createProgress } from '../progress.ts';
import { repeatable } from '../repeatable.ts';
import { ingestInto } from '../run-audit.ts';
import { surveyCalls } from '../survey-calls.ts';
import type { ColorChoice } from '../terminal.ts';

interface Options {
  readonly output?: string;
  readonly jwks: readonly string[];
  readonly quiet?: true;
  readonly progress: boolean;
  readonly color: ColorChoice;
}

const refuse = (path: string): never => {
  throw new UsageError(`${path} is there already and is not overwritten`, 'Name another file with --output FILE.');
};

/** Where the draft goes. One beside a policy of another default name would silently take its place. */
const placeOf = (output: string | undefined): string => {
  const taken = (output === undefined ? DEFAULT_POLICY_NAMES : [output]).find((path) => existsSync(path));
  return taken === undefined ? (output ?? DEFAULT_POLICY_NAMES[0]) : refuse(taken);
};

/** Never over a file, be it one that came into being meanwhile. Readable by its owner only, as reports are (contract §5). */
const writeNew = (path: string, text: string): void => {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') refuse(path);
    throw new UsageError(`${path} cannot be written (${code})`, 'Name another file with --output FILE.');
  }
};

/** A file as a policy in `folder` may name it: relative, with `/`, and only where it lies below. */
const draftFile = (path: string, folder: string): DraftFile => {
  if (!existsSync(path)) return { path };
  const real = realpathSync(path);
  return isInside(folder, real) ? { path, below: relative(folder, real).replaceAll(sep, '/') } : { path };
};

const materialOf = (hints: readonly FoundHint[], given: readonly KeyFile[], folder: string): DraftMaterial => ({
  givenKeySets: given.map(({ issuer, path }) => ({ issuer, ...draftFile(path, folder) })),
  foundKeySets: hints.filter(({ hint }) => hint.what === 'jwks').map(({ source }) => draftFile(source, folder)),
  foundIssuers: hints.flatMap(({ source, hint: { issuer } }) => (issuer === undefined ? [] : [{ issuer, path: source }])),
  foundResources: hints.flatMap(({ source, hint: { resource } }) => (resource === undefined ? [] : [{ resource, path: source }])),
});

const UNREAD = new Set(['unreadable', 'partly-read']);

/** Reads what the paths hold into the database and says what went wrong on the way. Returns whether anything could not be read. */
const readInto = async (database: OpenDatabase, paths: readonly string[], ring: KeyRing, options: Options): Promise<boolean> => {
  const found = await findSources(paths.length === 0 ? ['.'] : paths);
  const progress = createProgress(options.progress && !options.quiet);
  const configuration = { policy: NO_POLICY, ring, diagnostics: [] };
  const told = [...found.diagnostics, ...(await ingestInto(database, found.sources, configuration, {}, progress))];
  const errors = told.filter(({ level }) => level === 'error');
  for (const { message, location, ...rest } of errors)
    sayDiagnostic({ ...rest, message: `${location?.source ?? ''} ${message}`.trimStart() }, options.color);
  return errors.length > 0;
};

/** Drafts from what is in the database. Returns the exit code. */
const draftFrom = (
  database: OpenDatabase,
  output: string,
  keys: { files: readonly KeyFile[]; ring: KeyRing },
  named: boolean,
  quiet: boolean,
): number => {
  const { survey, reader } = surveyCalls(database, keys.ring.facts);
  const hints = reader.hints();
  if (named && survey.calls === 0 && hints.length === 0) {
    sayError(
      ['nothing to draft a policy from'],
      'No invocation, key set or metadata was recognised: bindcheck formats lists what is.',
    );
    return EXIT.nothing;
  }
  writeNew(output, draftPolicy(survey, materialOf(hints, keys.files, realpathSync(dirname(output)))));
  if (!quiet)
    process.stderr.write(
      `${showControls(output)}: drafted from ${inCalls(survey.ran)}, servers: ${survey.servers.size}, issuers: ${survey.issuers.size}. ` +
        'Confirm what it says it guessed, then audit with it.\n',
    );
  return reader.sources().some(({ status }) => UNREAD.has(status)) ? EXIT.incomplete : EXIT.clean;
};

const runInit = async (paths: readonly string[], options: Options): Promise<void> => {
  const output = placeOf(options.output);
  checkOutputPath(output, []);
  const files = options.jwks.map(readKeyOption);
  const { ring, diagnostics } = await loadKeyRing(files);
  if (!options.quiet) for (const diagnostic of diagnostics) sayDiagnostic(diagnostic, options.color);
  await withDatabase(undefined, options, async (database) => {
    const unread = await readInto(database, paths, ring, options);
    const code = draftFrom(database, output, { files, ring }, paths.length > 0, options.quiet === true);
    process.exitCode = code === EXIT.clean && unread ? EXIT.incomplete : code;
  });
};

/** `bindcheck init [PATH...]` */
export const addInitCommand = (program: Command): void => {
  program
    .command('init')
    .description('write a policy to start from, drafted from logs, key sets and metadata')
    .argument('[path...]', 'files, folders, globs, or - for standard input (default: the working folder)')
    .option('-o, --output <file>', `the policy to write; never over a file that is there (default: ${DEFAULT_POLICY_NAMES[0]})`)
    .option('--jwks <issuer=file>', 'key set of an issuer: tells which tokens are its own; repeatable', repeatable, [])
    .option('-q, --quiet', 'errors only')
    .option('--no-progress', 'no progress line')
    .addOption(colorOption())
    .action(runInit);
};
