import { type ReadTime, readRfc3339 } from '../../lib/rfc3339.ts';
import type { Rejection } from '../../model/format.ts';
import { isRecord, reject } from '../native/read-fields.ts';

export interface Header {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

/** One HTTP request and its answer. */
export interface Exchange {
  readonly id?: string;
  readonly started?: ReadTime;
  readonly method: string;
  readonly url: string;
  /** Empty where the capture holds no request headers at all. */
  readonly requestHeaders: readonly Header[];
  readonly body: string;
  /** Absent where none came. */
  readonly status?: number;
  readonly responseHeaders: readonly Header[];
  readonly answer: string;
}

const headersOf = (message: Readonly<Record<string, unknown>>): Header[] => {
  const listed = Array.isArray(message['headers']) ? message['headers'] : [];
  return listed.flatMap((header: unknown) =>
    isRecord(header) && typeof header['name'] === 'string' && typeof header['value'] === 'string'
      ? [{ name: header['name'].toLowerCase(), value: header['value'].trim() }]
      : [],
  );
};

/** Values of all headers of that name, in order. */
export const valuesOf = (headers: readonly Header[], name: string): string[] =>
  headers.filter((header) => header.name === name).map((header) => header.value);

const contentOf = (content: unknown): string => {
  if (!isRecord(content) || typeof content['text'] !== 'string') return '';
  return content['encoding'] === 'base64' ? Buffer.from(content['text'], 'base64').toString('utf8') : content['text'];
};

const formOf = (params: readonly unknown[]): string =>
  params
    .filter(isRecord)
    .map(({ name, value }) => `${encodeURIComponent(String(name))}=${encodeURIComponent(String(value))}`)
    .join('&');

/** The body as text; of a form that is given as parameters only, as it was sent. */
const bodyOf = (post: unknown): string => {
  const text = contentOf(post);
  return text === '' && isRecord(post) && Array.isArray(post['params']) ? formOf(post['params']) : text;
};

const idOf = (entry: Readonly<Record<string, unknown>>): string | undefined =>
  [entry['_id'], entry['_requestId'], entry['_request_id']].find((id): id is string => typeof id === 'string' && id !== '');

/** Reads an entry of a HAR 1.2 archive. */
export const readExchange = (entry: Readonly<Record<string, unknown>>): Exchange | Rejection => {
  const request = entry['request'];
  if (!isRecord(request) || typeof request['url'] !== 'string') return reject('request.url: expected text, found none');
  if (typeof request['method'] !== 'string') return reject('request.method: expected text, found none');
  const response = isRecord(entry['response']) ? entry['response'] : {};
  const started = typeof entry['startedDateTime'] === 'string' ? readRfc3339(entry['startedDateTime']) : undefined;
  const id = idOf(entry);
  const status = response['status'];
  return {
    ...(id !== undefined && { id }),
    ...(started && { started }),
    method: request['method'],
    url: request['url'],
    requestHeaders: headersOf(request),
    body: bodyOf(request['postData']),
    ...(Number.isSafeInteger(status) && (status as number) > 0 && { status: status as number }),
    responseHeaders: headersOf(response),
    answer: contentOf(response['content']),
  };
};
