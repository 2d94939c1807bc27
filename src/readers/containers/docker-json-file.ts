import type { Container } from './container.ts';
import { writtenAt } from './written-at.ts';

/** Docker cuts lines at 16 KiB; a character of several bytes may be cut too, so that a piece can be a little shorter. */
const PIECE_BYTES = 16_000;

const isPiece = (text: string): boolean =>
  !text.endsWith('\n') && text.length * 3 >= PIECE_BYTES && Buffer.byteLength(text) >= PIECE_BYTES;

const container: Container = {
  id: 'docker-json-file',
  title: 'Docker (json-file logs) and Fluent Bit',
  open: ({ log, stream, time }) => {
    if (typeof log !== 'string' || (stream !== 'stdout' && stream !== 'stderr' && typeof time !== 'string')) return undefined;
    return { text: log, ...writtenAt(time), part: { stream: stream === 'stderr' ? 'stderr' : 'stdout', last: !isPiece(log) } };
  },
};

export default container;
