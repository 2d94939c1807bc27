// Loaded with --import before the program: one of the threads that Node reads files on waits for who will write to BINDCHECK_PIPE.
import { open } from 'node:fs';
import process from 'node:process';

open(process.env.BINDCHECK_PIPE, 'r', () => undefined);
