import type { Format } from '../../model/format.ts';
import { isRecord } from '../native/read-fields.ts';

const MEMBERS = ['jwks_uri', 'token_endpoint', 'authorization_endpoint', 'introspection_endpoint'];

const format: Format = {
  id: 'authorization-server-metadata',
  title: 'Authorization server metadata (RFC 8414)',
  frames: ['json'],
  yields: ['hint'],
  evidence: 'none: a hint for the policy',
  detect: (value) =>
    isRecord(value) && typeof value['issuer'] === 'string' && MEMBERS.some((member) => Object.hasOwn(value, member)),
  mapper: () => (value) => [
    { kind: 'hint', what: 'authorization-server-metadata', issuer: (value as { issuer: string }).issuer },
  ],
};

export default format;
