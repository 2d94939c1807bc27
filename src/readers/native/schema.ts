import type { Rejection } from '../../model/format.ts';
import { isRecord, reject } from './read-fields.ts';

/** The version of a native schema that a record names: 1 of `token/1`. */
export const versionOf = (value: unknown, name: string): number | undefined => {
  if (!isRecord(value) || typeof value['schema'] !== 'string') return undefined;
  const [stated, version = '', ...more] = value['schema'].split('/');
  return stated === name && more.length === 0 && /^\d{1,6}$/.test(version) ? Number(version) : undefined;
};

const OWN = /^(?:invocation|token|introspection|approval|revocation|leak|bindcheck\.[a-z]{1,16})\//;

/** Whether a record names a schema of bindcheck: it is what it says, whatever else it looks like. */
export const namesOwnSchema = (record: Readonly<Record<string, unknown>>): boolean =>
  typeof record['schema'] === 'string' && OWN.test(record['schema']);

/** A rejection where a record names a version of its schema that is not known here. */
export const checkVersion = (value: unknown, name: string): Rejection | undefined => {
  const version = versionOf(value, name);
  if (version === undefined || version === 1) return undefined;
  return reject(`schema: expected ${name}/1, found ${name}/${version}; a later version of bindcheck may read it`);
};
