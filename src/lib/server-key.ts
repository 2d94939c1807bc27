import { hostOf } from './request-url.ts';

/** What tells servers apart before a policy is looked at: the name that was logged, else the host of the URL; `null` for neither. */
export const serverKey = (fields: { readonly serverName?: string; readonly httpUrl?: string }): string | null =>
  fields.serverName ?? (fields.httpUrl === undefined ? undefined : hostOf(fields.httpUrl)) ?? null;
