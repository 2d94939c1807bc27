import type { Format } from '../../model/format.ts';
import { createHarMapper } from '../http/har-mapper.ts';
import { isRecord } from '../native/read-fields.ts';

const isEntry = (value: unknown): boolean =>
  isRecord(value) && isRecord(value['request']) && (isRecord(value['response']) || Object.hasOwn(value, 'startedDateTime'));

const isHead = (value: unknown): boolean => isRecord(value) && isRecord(value['log']) && Array.isArray(value['log']['entries']);

const format: Format = {
  id: 'har',
  title: 'HTTP archives (HAR 1.2)',
  frames: ['json'],
  yields: ['invocation', 'token'],
  evidence: 'raw tokens and proofs as the client sent them, where the export was not sanitised',
  stream: ['log.entries'],
  detect: (value) => isEntry(value) || isHead(value),
  mapper: createHarMapper,
};

export default format;
