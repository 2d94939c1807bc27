/** The address of `203.0.113.9:443`, `[2001:db8::7]:443` or of either without a port; `undefined` for anything else. */
export const addressOf = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const bracketed = /^\[([0-9a-fA-F:.]{2,45})\](?::\d{1,5})?$/.exec(text)?.[1];
  return (
    bracketed ??
    /^(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?$/.exec(text)?.[1] ??
    /^[0-9a-fA-F]*:[0-9a-fA-F:.]{1,44}$/.exec(text)?.[0]
  );
};
