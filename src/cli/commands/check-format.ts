import { tmpdir } from 'node:os';
import type { Command } from 'commander';
import { dataWithoutCredentials } from '../../lib/credential-text.ts';
import { shellWord } from '../../lib/shell-word.ts';
import { UsageError } from '../../model/errors.ts';
import type { FormatCheck } from '../../model/format-check.ts';
import { checkSource } from '../../readers/check/check.ts';
import { findSources } from '../../readers/find.ts';
import type { FoundSource } from '../../readers/source.ts';
import { renderFormatCheck } from '../../reporters/format-check.ts';
import { inertJson } from '../../reporters/json-text.ts';
import { createTableReader } from '../../store/foreign.ts';
import { onInterrupt } from '../cleanup.ts';
import { EXIT } from '../exit-code.ts';
import { sayDiagnostic } from '../messages.ts';
import { openPipe } from '../pipe.ts';
import { PRIVATE_PREFIX, removeLeftovers, removeOwn } from '../private-folder.ts';
import { repeatable } from '../repeatable.ts';
import { readingOf } from '../run-audit.ts';
import { type ColorChoice, textOptions } from '../terminal.ts';

interface ListOptions {
  readonly format: 'table' | 'json' | 'markdown';
  readonly color: ColorChoice;
}

interface CheckOptions extends ListOptions {
  readonly check?: string;
  readonly map: readonly string[];
  readonly inputFormat?: string;
  readonly verbose?: true;
}

const findOne = async (path: string, color: ColorChoice): Promise<FoundSource> => {
  const { sources, diagnostics } = await findSources([path]);
  const [source] = sources;
  if (source && sources.length === 1) return source;
  for (const diagnostic of diagnostics) sayDiagnostic(diagnostic, color);
  const found = source ? `holds ${sources.length} files` : 'holds no file that can be read';
  throw new UsageError(`--check ${path} ${found}`, 'Name one file, or - for standard input.');
};

const print = (check: FormatCheck, { format, color, verbose }: CheckOptions): void => {
  if (format === 'json') process.stdout.write(`${inertJson(check, 2)}\n`);
  else {
    const options = { ...textOptions(color, false), verbose: verbose === true };
    process.stdout.write(`${renderFormatCheck(check, options).join('\n')}\n`);
  }
};

const checkFormats = async (path: string, options: CheckOptions): Promise<void> => {
  if (options.format === 'markdown')
    throw new UsageError('--check has no markdown form', 'Leave --format out, or ask for --format json.');
  const reading = readingOf(options);
  const source = await findOne(path, options.color);
  removeLeftovers(tmpdir());
  const forget = onInterrupt(() => removeOwn(tmpdir()));
  const openTables = createTableReader(tmpdir(), PRIVATE_PREFIX);
  const check = await checkSource(source, { ...reading, stdin: process.stdin, openPipe, openTables }).finally(forget);
  print(dataWithoutCredentials(check), options);
  process.exitCode = check.formats.length === 0 ? EXIT.nothing : EXIT.clean;
};

const refuseBoth = (format: string): never => {
  throw new UsageError(
    `${format} and --check FILE are two things to show`,
    `Leave one out; --input-format ${shellWord(format)} reads the file as that format.`,
  );
};

/** `bindcheck formats --check FILE [--map MAP]`: what a log is read as, beside the list of formats and what is to be said of one. */
export const addCheckOptions = (command: Command, list: (format: string | undefined, options: ListOptions) => void): void => {
  command
    .argument('[format]', 'show one: what it can prove, and what to configure so that it proves more')
    .option('--check <file>', 'show what each record of a log is taken for, and what maps where (- for standard input)')
    .option('--map <file>', 'with --check: read records as this mapping says; repeatable', repeatable, [])
    .option('--input-format <id>', 'with --check: read every record as this format')
    .option('-v, --verbose', 'with --check: nothing is cut off')
    .action((format: string | undefined, options: CheckOptions) => {
      if (options.check === undefined) return list(format, options);
      return format === undefined ? checkFormats(options.check, options) : refuseBoth(format);
    });
};
