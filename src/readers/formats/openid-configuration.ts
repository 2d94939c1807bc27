import type { Format } from '../../model/format.ts';
import { isRecord } from '../native/read-fields.ts';

const MEMBERS = ['subject_types_supported', 'id_token_signing_alg_values_supported', 'userinfo_endpoint'];

const format: Format = {
  id: 'openid-configuration',
  title: 'OpenID provider metadata (OpenID Connect Discovery 1.0)',
  frames: ['json'],
  yields: ['hint'],
  evidence: 'none: a hint for the policy',
  detect: (value) =>
    isRecord(value) && typeof value['issuer'] === 'string' && MEMBERS.some((member) => Object.hasOwn(value, member)),
  mapper: () => (value) => [{ kind: 'hint', what: 'openid-configuration', issuer: (value as { issuer: string }).issuer }],
};

export default format;
