import type { Format } from '../../model/format.ts';
import { isRecord } from '../native/read-fields.ts';

const isKey = (value: unknown): boolean => isRecord(value) && typeof value['kty'] === 'string';

const format: Format = {
  id: 'jwks',
  title: 'Key sets (JWKS, RFC 7517)',
  frames: ['json'],
  yields: ['hint'],
  evidence: 'none: keys count only where the policy or --jwks names them',
  detect: (value) => isRecord(value) && Array.isArray(value['keys']) && value['keys'].length > 0 && value['keys'].every(isKey),
  mapper: () => () => [{ kind: 'hint', what: 'jwks' }],
};

export default format;
