/**
 * The `typ` of a header in the form in which it is compared: lower case, without `application/` where no other slash follows
 * (RFC 7515 §4.1.9, RFC 2045 §5.1).
 */
export const foldMediaType = (typ: string): string => {
  const lower = typ.toLowerCase();
  const short = lower.startsWith('application/') ? lower.slice('application/'.length) : lower;
  return short.includes('/') ? lower : short;
};
