import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { UsageError } from '../../model/errors.ts';
import { inertJson } from '../../reporters/json-text.ts';
import { inspectToken } from '../../tokens/inspect.ts';
import { type KeyRing, loadKeyRing } from '../../tokens/keys.ts';
import { isPipe, openPipe } from '../pipe.ts';
import { readTextFile } from '../signals.ts';

const loadKeys = async (path: string | undefined): Promise<KeyRing | undefined> => {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readTextFile(path);
  } catch (error) {
    throw new UsageError(
      `the key set ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      'Name a JWK Set with --jwks FILE.',
    );
  }
  return (await loadKeyRing([{ issuer: '*', path, text, complete: true, mayBeEmpty: true }])).ring;
};

const openInput = (file: string): NodeJS.ReadableStream => {
  if (file === '-') return process.stdin;
  if (openPipe && isPipe(file)) return openPipe(file);
  const stream = createReadStream(file);
  stream.on('error', (error: NodeJS.ErrnoException) => stream.destroy(error));
  return stream;
};

const inspectLines = async (file: string, ring: KeyRing | undefined): Promise<void> => {
  const lines = createInterface({ input: openInput(file), crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    const inspection = inspectToken(text, ring);
    if (process.stdout.errored) return;
    if (!process.stdout.write(`${inertJson({ line, ...inspection })}\n`)) await once(process.stdout, 'drain');
  }
};

/** `bindcheck token [FILE|-]` */
export const addTokenCommand = (program: Command): void => {
  program
    .command('token')
    .description('inspect compact tokens offline, one a line: form, signature, claims')
    .argument('[file]', 'file of tokens, or - for standard input', '-')
    .option('--jwks <file>', 'key set to judge signatures with; taken as complete')
    .action(async (file: string, options: { readonly jwks?: string }) => {
      const ring = await loadKeys(options.jwks);
      await inspectLines(file, ring).catch((error: NodeJS.ErrnoException) => {
        if (error.code === undefined || error.code === 'EPIPE') throw error;
        throw new UsageError(
          `${file} cannot be read (${error.code})`,
          'Name a file with one token a line, or - for standard input.',
        );
      });
    });
};
