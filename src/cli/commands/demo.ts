import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { packageFile } from '../../lib/package-file.ts';
import { wrap } from '../../lib/terminal-text.ts';
import { addReportOptions, type ReportOptions } from '../audit-options.ts';
import { runAudit } from '../run-audit.ts';
import { columnsOf } from '../terminal.ts';
import { endRun } from './audit.ts';

const STORY =
  'The shipped case: one day at a Git server and a documentation server that agents call. At 14:07 the token and one proof of a ' +
  'coding assistant are stolen, and used. What follows is what bindcheck reports of the two logs and the token samples in';

/** As a user in the working folder would write it, where that is shorter. */
const demoFolder = (): string => {
  const folder = fileURLToPath(packageFile('fixtures/demo'));
  const near = relative(process.cwd(), folder);
  return near.startsWith('..') ? folder : near;
};

/** `bindcheck demo` */
export const addDemoCommand = (program: Command): void => {
  const command = program.command('demo').description('audit a built-in case and show what a report looks like');
  addReportOptions(command).action(async (options: ReportOptions) => {
    const folder = demoFolder();
    if (!options.quiet)
      process.stderr.write(`${wrap(`${STORY} ${folder}`, Math.min(100, columnsOf(process.stderr))).join('\n')}\n\n`);
    const policy = options.policy ?? `${folder}/bindcheck.policy.yaml`;
    endRun(
      await runAudit({
        paths: [`${folder}/logs`, `${folder}/tokens.ndjson`],
        options: { ...options, policy, baseline: options.baseline ?? false },
      }),
      {
        ...options,
        exitZero: true,
      },
    );
  });
};
