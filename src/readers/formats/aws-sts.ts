import type { Format } from '../../model/format.ts';
import { isStsIssuance, stsTokens } from '../issuance/sts.ts';

const format: Format = {
  id: 'aws-sts',
  title: 'Temporary credentials that AWS STS handed out (CloudTrail)',
  frames: ['json'],
  yields: ['token'],
  evidence: 'the end of the credentials behind an access key, for calls that log it',
  detect: isStsIssuance,
  mapper: () => stsTokens,
};

export default format;
