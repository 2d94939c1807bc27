import type { Format } from '../../model/format.ts';
import { isRecord } from '../native/read-fields.ts';

const IN_YAML = /^schema:[ \t]*["']?bindcheck\.policy\//m;
/** A text frame may hand in a whole document; what names the schema stands near its beginning. */
const LOOKED_AT = 64 * 1024;

const isPolicy = (value: unknown): boolean => {
  if (typeof value === 'string') return IN_YAML.test(value.slice(0, LOOKED_AT));
  return isRecord(value) && typeof value['schema'] === 'string' && value['schema'].startsWith('bindcheck.policy/');
};

const format: Format = {
  id: 'policy',
  title: 'Policies of bindcheck (bindcheck.policy/1)',
  frames: ['json', 'text'],
  yields: ['hint'],
  evidence: 'none: a policy counts only where it is named with --policy',
  detect: isPolicy,
  mapper: () => () => [{ kind: 'hint', what: 'policy' }],
};

export default format;
