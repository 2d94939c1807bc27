import type { Format } from '../../model/format.ts';
import { isTokenRequest, tokenRequestTokens } from '../issuance/token-request.ts';

const format: Format = {
  id: 'kubernetes-token-request',
  title: 'Service account tokens that Kubernetes issued (audit log, TokenRequest)',
  frames: ['json'],
  yields: ['token'],
  evidence: 'subject of the token behind a credential id; at level RequestResponse its audience and end too',
  detect: isTokenRequest,
  mapper: () => tokenRequestTokens,
};

export default format;
