const PLACEHOLDER =
  /^[[<({]?(?:redacted|removed|filtered|masked|hidden|stripped|signature[-_ ]?(?:redacted|removed|stripped)|\*{3,}|…|x{8,})[\])>}]?$/i;
const MASK = /\.\.\.|…|\*\*\*/;

/** Whether a word stands where a redactor took something out. */
export const isRedacted = (text: string): boolean => text.length <= 32 && PLACEHOLDER.test(text);

const text = (segment: string): string => Buffer.from(segment, 'base64url').toString('utf8').trimStart();

const isJson = (candidate: string): boolean => {
  try {
    JSON.parse(candidate);
    return true;
  } catch {
    return false;
  }
};

/** Of a JWT only the beginning: the last of fewer than three segments is JSON that breaks off. */
const breaksOff = (segments: readonly string[]): boolean => {
  if (segments.length > 2 || !text(segments[0] ?? '').startsWith('{"')) return false;
  const last = text(segments.at(-1) ?? '');
  return last.startsWith('{"') && !isJson(last);
};

/**
 * Whether a log holds a token cut short or masked (contract §6: `...`, `…`, `***`, or a JWT whose end is missing), so that nothing
 * can be said of it. A JWT of which only the signature was taken out is not meant.
 */
export const isTruncated = (token: string): boolean => {
  if (isRedacted(token)) return true;
  const segments = token.split('.', 4);
  if (segments.length === 3 && isRedacted(segments[2] ?? '') && text(segments[0] ?? '').startsWith('{')) return false;
  return MASK.test(token) || breaksOff(segments);
};
