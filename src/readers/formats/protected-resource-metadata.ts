import type { Format } from '../../model/format.ts';
import { isRecord } from '../native/read-fields.ts';

const MEMBERS = ['authorization_servers', 'bearer_methods_supported', 'dpop_bound_access_tokens_required', 'scopes_supported'];

const format: Format = {
  id: 'protected-resource-metadata',
  title: 'Protected resource metadata (RFC 9728)',
  frames: ['json'],
  yields: ['hint'],
  evidence: 'none: a hint for the policy',
  detect: (value) =>
    isRecord(value) && typeof value['resource'] === 'string' && MEMBERS.some((member) => Object.hasOwn(value, member)),
  mapper: () => (value) => [
    { kind: 'hint', what: 'protected-resource-metadata', resource: (value as { resource: string }).resource },
  ],
};

export default format;
