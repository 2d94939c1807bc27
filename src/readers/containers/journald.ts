import type { Container } from './container.ts';
import { writtenAtEpoch } from './written-at.ts';

const isByte = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 256;

/** Text, or where it is not all printable its bytes as numbers. */
const messageOf = (message: unknown): string | undefined => {
  if (typeof message === 'string') return message;
  return Array.isArray(message) && message.every(isByte) ? Buffer.from(message).toString('utf8') : undefined;
};

const container: Container = {
  id: 'journald',
  title: 'systemd journal (journalctl -o json)',
  open: (record) => {
    const time = record['__REALTIME_TIMESTAMP'];
    const text = time === undefined ? undefined : messageOf(record['MESSAGE']);
    return text === undefined ? undefined : { text, ...writtenAtEpoch(time, 1000) };
  },
};

export default container;
