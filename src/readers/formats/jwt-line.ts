import type { Format } from '../../model/format.ts';

/** Compact JWS or JWE, its first segment one that encodes `{`; lenient, so that what other parsers would take is looked at too. */
const COMPACT = /^e[w-z0-9+/_-][A-Za-z0-9+/_=-]*(?:\.[A-Za-z0-9+/_=-]*){1,4}$/;

const format: Format = {
  id: 'jwt-line',
  title: 'Bare compact tokens, one a line',
  frames: ['text'],
  yields: ['token'],
  evidence: 'the token: claims and signature',
  detect: (value) => typeof value === 'string' && COMPACT.test(value),
  mapper: () => (value) => [{ kind: 'token', token: value as string }],
};

export default format;
