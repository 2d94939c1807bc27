import { parseJson } from './parse-json.ts';

const FORM = /^[A-Za-z0-9_-]{2,65536}$/;

/**
 * A segment of a compact JWT as JSON, looked at only: header 0, payload 1. A text without dots is taken for a payload alone,
 * encoded or as it stands.
 */
export const readSegment = (text: string, index: 0 | 1): unknown => {
  const segments = text.split('.', 4);
  if (index === 1 && text.trimStart().startsWith('{')) return parseJson(text);
  const segment = segments.length === 1 && index === 1 ? segments[0] : segments.length > 1 ? segments[index] : undefined;
  return segment !== undefined && FORM.test(segment) ? parseJson(Buffer.from(segment, 'base64url').toString('utf8')) : undefined;
};
