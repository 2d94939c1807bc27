import { readLoggedUrl } from '../../lib/request-url.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { InvocationFields } from '../../model/invocation.ts';

/** What a logged URL states. */
export const urlFields = (url: string | undefined): Pick<InvocationFields, 'httpUrl' | 'urlQueryLogged' | 'tokenInUrl'> => {
  if (url === undefined) return {};
  const { url: httpUrl, query: urlQueryLogged, token: tokenInUrl } = readLoggedUrl(url);
  return { httpUrl, urlQueryLogged, tokenInUrl };
};

/** Facts of a token, where there are any. */
export const ifStated = <T extends object>(stated: T): T | undefined => (Object.keys(stated).length === 0 ? undefined : stated);

type Raw = Omit<InvocationDraft, 'kind' | 'fields' | 'extra' | 'name'>;

/** An invocation; without an id of its own the whole record tells it from others. */
export const invocationDraft = (
  fields: InvocationFields,
  record: Readonly<Record<string, unknown>>,
  raw: { readonly [K in keyof Raw]: Raw[K] | undefined } = {},
): InvocationDraft => {
  const draft: Record<string, unknown> = { kind: 'invocation', fields };
  for (const [name, value] of Object.entries(raw)) if (value !== undefined) draft[name] = value;
  if (fields.recordId === undefined) draft['extra'] = record;
  return draft as unknown as InvocationDraft;
};
