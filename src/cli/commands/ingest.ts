import type { Command } from 'commander';
import { shellWord } from '../../lib/shell-word.ts';
import { showControls } from '../../lib/terminal-text.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { UsageError } from '../../model/errors.ts';
import { createReader } from '../../store/read.ts';
import { resolveIdentities } from '../../store/resolve.ts';
import { readJobs } from '../audit-options.ts';
import { colorOption } from '../color-option.ts';
import { loadConfiguration } from '../configuration.ts';
import { withDatabase } from '../database.ts';
import { EXIT } from '../exit-code.ts';
import { sayDiagnostic } from '../messages.ts';
import { createProgress } from '../progress.ts';
import { repeatable } from '../repeatable.ts';
import { findLogs, ingestInto, readingOf } from '../run-audit.ts';
import type { ColorChoice } from '../terminal.ts';
import { readClock } from '../time.ts';

interface Options {
  readonly db?: string;
  readonly policy?: string;
  readonly jwks: readonly string[];
  readonly inputFormat?: string;
  readonly map: readonly string[];
  readonly jobs?: number;
  readonly quiet?: true;
  readonly progress: boolean;
  readonly color: ColorChoice;
}

const UNREAD = new Set(['unreadable', 'partly-read']);

const runIngest = async (paths: readonly string[], options: Options, path: string): Promise<void> => {
  const configuration = await loadConfiguration({ ...options, asOf: readClock() });
  const reading = readingOf(options);
  const found = await findLogs(paths, path);
  await withDatabase(path, options, async (database) => {
    const reader = createReader(database.connection);
    const before = reader.countInvocations();
    const diagnostics: readonly Diagnostic[] = [
      ...found.diagnostics,
      ...(await ingestInto(database, found.sources, configuration, reading, createProgress(options.progress && !options.quiet))),
    ];
    await database.write(() => resolveIdentities(database.connection));
    const after = reader.countInvocations();
    if (!options.quiet) for (const diagnostic of diagnostics) sayDiagnostic(diagnostic, options.color);
    const unread =
      reader.sources().some(({ status }) => UNREAD.has(status)) || diagnostics.some(({ level }) => level === 'error');
    if (!options.quiet)
      process.stderr.write(
        `${showControls(path)}: ${after - before} invocations added, ${after} in all. Next: bindcheck report --db ${shellWord(path)}\n`,
      );
    process.exitCode = unread ? EXIT.incomplete : after === 0 ? EXIT.nothing : EXIT.clean;
  });
};

/** `bindcheck ingest PATH... --db FILE` */
export const addIngestCommand = (program: Command): void => {
  program
    .command('ingest')
    .description('read logs into a database that grows; the same file again changes nothing')
    .argument('<path...>', 'files, folders, globs, or - for standard input')
    .option('--db <file>', 'the database')
    .option('-p, --policy <file>', 'policy that names the key sets: signatures are judged now, with the keys at hand')
    .option('--jwks <issuer=file>', 'key set of an issuer; repeatable', repeatable, [])
    .option('--input-format <id>', 'read every source as this format (see bindcheck formats)')
    .option('--map <file>', 'read records as this mapping says; repeatable', repeatable, [])
    .option('--jobs <n>', 'cores to use; the report is the same with any number (default: all)', readJobs)
    .option('-q, --quiet', 'errors only')
    .option('--no-progress', 'no progress line')
    .addOption(colorOption())
    .action(async (paths: readonly string[], options: Options) => {
      if (options.db === undefined)
        throw new UsageError('ingest needs --db FILE', 'Name the database to fill, for example --db audit.db');
      await runIngest(paths, options, options.db);
    });
};
