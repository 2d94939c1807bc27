// Inputs that are made to exhaust a reader, each as a generator of pieces of text or bytes, so that none is ever held whole.
import { gzipSync } from 'node:zlib';

const MEGABYTE = 1024 * 1024;

export const call = (id, more = '') =>
  `{"schema":"invocation/1","record_id":"${id}","event_time":"2026-07-01T10:00:00Z","server_name":"s","tool_name":"t","outcome":"executed"${more}}\n`;

function* between(pieces) {
  yield call('first');
  yield* pieces;
  yield call('last');
}

function* times(count, piece) {
  for (let index = 0; index < count; index++) yield piece(index);
}

const long = 'x'.repeat(MEGABYTE);
const keys = (from, count) => Array.from({ length: count }, (_, index) => `"k${from + index}":1,`).join('');

function* oneLine(open, pieces, close) {
  yield open;
  yield* pieces;
  yield `${close}\n`;
}

/** So many megabytes of one byte, compressed: a member each, put together. */
const bomb = (megabytes, byte) => {
  const member = gzipSync(Buffer.alloc(64 * MEGABYTE, byte), { level: 9 });
  return Buffer.concat(Array.from({ length: megabytes / 64 }, () => member));
};

/**
 * Name, how it comes in, what makes it, and how many of its records must be read, be rejected, and be ignored at the least. Sizes are
 * those of the issue.
 */
export const INPUTS = [
  {
    name: 'one line of 1 GB',
    pipe: true,
    make: () =>
      between(
        oneLine(
          '',
          times(1024, () => long),
          '',
        ),
      ),
    records: 3,
    rejected: 1,
  },
  {
    name: 'one JSON line of 1 GB',
    pipe: true,
    make: () =>
      between(
        oneLine(
          '{"schema":"invocation/1","tool_name":"',
          times(1024, () => long),
          '"}',
        ),
      ),
    records: 3,
    rejected: 1,
  },
  {
    name: 'one document of 1 GB',
    pipe: true,
    make: () =>
      oneLine(
        '{"a":"',
        times(1024, () => long),
        '"}',
      ),
    records: 1,
    rejected: 1,
  },
  {
    name: '10 million keys in one object',
    make: () =>
      between(
        oneLine(
          '{"schema":"invocation/1","arguments":{',
          times(1000, (index) => keys(index * 1e4, 1e4)),
          '"z":1}}',
        ),
      ),
    records: 3,
    rejected: 1,
  },
  {
    name: '10 million keys in a document',
    make: () =>
      oneLine(
        '{',
        times(1000, (index) => keys(index * 1e4, 1e4)),
        '"z":1}',
      ),
    records: 1,
    rejected: 1,
  },
  {
    name: '10 million elements in a line',
    make: () =>
      between(
        oneLine(
          '[',
          times(1000, () => '1234567,'.repeat(1e4)),
          '1]',
        ),
      ),
    records: 3,
    rejected: 1,
  },
  {
    name: '10 million elements in a document',
    make: () =>
      oneLine(
        '[',
        times(1000, () => '{},'.repeat(1e4)),
        '{}]',
      ),
    ignored: 1e7,
  },
  {
    name: '5 million empty arrays as arguments',
    make: () => between([call('hostile', `,"arguments":{"a":[${'[],'.repeat(5e6)}1]}`)]),
    records: 3,
    rejected: 1,
  },
  {
    name: 'a million values as arguments',
    make: () => between([call('hostile', `,"arguments":{"a":[${'[],'.repeat(499_900)}1]}`)]),
    records: 3,
    rejected: 0,
  },
  {
    name: '990,000 keys as arguments',
    make: () => between([call('hostile', `,"arguments":{${keys(0, 990_000)}"z":1}`)]),
    records: 3,
    rejected: 0,
  },
  {
    name: '100 names of 4 MB',
    make: () => between(times(100, (index) => call(`i-${index}`, `,"user_agent":"${index}${long}${long}${long}${long}"`))),
    records: 102,
    rejected: 100,
  },
  {
    name: '100 tokens of 4 MB',
    make: () => between(times(100, (index) => call(`i-${index}`, `,"token":"${index}${long}${long}${long}${long}"`))),
    records: 102,
    rejected: 0,
  },
  {
    name: '10,000 senders of 29 KB',
    make: () => between(times(10_000, (index) => call(`i-${index}`, `,"user_agent":"${index}${long.slice(0, 29_000)}"`))),
    records: 10_002,
    rejected: 0,
  },
  {
    name: '100 million brackets',
    make: () =>
      between(
        oneLine(
          '',
          times(100, () => '['.repeat(MEGABYTE)),
          '',
        ),
      ),
    records: 3,
    rejected: 1,
  },
  { name: 'a gzip bomb of 10 GB, one byte', make: () => [bomb(10_240, 0)], status: 'unreadable' },
  { name: 'a gzip bomb of 10 GB, line feeds', make: () => [bomb(10_240, 0x0a)], status: 'unreadable' },
  { name: 'a gzip bomb within gzip', make: () => [gzipSync(bomb(1_024, 0x61))], status: 'not-recognised' },
  { name: 'a zip file', make: () => [Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(1000)])], status: 'unreadable' },
];
