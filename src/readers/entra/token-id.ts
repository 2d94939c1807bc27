const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const UTI = /^[A-Za-z0-9_-]{22}$/;

/** A GUID as .NET writes it into bytes: its first three parts are little-endian. */
const bytesOf = (guid: string): Buffer => {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
};

/**
 * The id of a Microsoft Entra token in the form of its claim `uti`, which is that GUID in base64url. Logs write it so
 * (`uniqueTokenIdentifier`, `signInActivityId`), or as the GUID, or until 2022 as the base64 of the GUID as text. Anything else is
 * left as it is, since no other encoding of it is known.
 */
export const readTokenId = (logged: string): string => {
  if (UTI.test(logged)) return logged;
  if (GUID.test(logged)) return bytesOf(logged).toString('base64url');
  const text = logged.length <= 64 ? Buffer.from(logged, 'base64').toString('latin1') : '';
  return GUID.test(text) ? bytesOf(text).toString('base64url') : logged;
};
