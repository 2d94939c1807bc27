import type { Format } from '../../model/format.ts';
import coverage from '../evidence/har.ts';
import { createHarMapper } from '../http/har-mapper.ts';
import { isRecord } from '../native/read-fields.ts';

/** Kong logs requests and responses under the same names, beside its latencies. */
const isOfKong = (value: Readonly<Record<string, unknown>>): boolean => isRecord(value['latencies']) || isRecord(value['ai']);

const isEntry = (value: unknown): boolean =>
  isRecord(value) &&
  isRecord(value['request']) &&
  (isRecord(value['response']) || Object.hasOwn(value, 'startedDateTime')) &&
  !isOfKong(value);

const isHead = (value: unknown): boolean => isRecord(value) && isRecord(value['log']) && Array.isArray(value['log']['entries']);

const format: Format = {
  id: 'har',
  title: 'HTTP archives (HAR 1.2)',
  frames: ['json'],
  yields: ['invocation', 'token'],
  evidence: 'raw tokens and proofs as the client sent them, where the export was not sanitised',
  coverage,
  stream: ['log.entries'],
  detect: (value) => isEntry(value) || isHead(value),
  mapper: createHarMapper,
};

export default format;
