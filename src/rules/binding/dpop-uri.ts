import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { hostOf, normaliseUrl } from '../../lib/request-url.ts';
import { fail, notApplicable, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

const withoutTrailingSlash = (url: string): string => (url.endsWith('/') ? url.slice(0, -1) : url);

/** One trailing slash makes no difference (contract §6). */
const isSameUrl = (url: string, target: string): boolean => {
  const normalised = normaliseUrl(url);
  return normalised !== undefined && withoutTrailingSlash(normalised) === withoutTrailingSlash(target);
};

/** RFC 9449 §4.3 check 9: htu is the URL of the request, normalised (RFC 3986 §6.2.2-3), without query and fragment. */
export default invocationRule({
  id: 'binding/dpop-uri',
  title: 'The proof was made for another URL',
  class: 'token-substituted',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'htu, normalised and without query and fragment, is none of the URLs that the server answers to (the one logged, ' +
    'and those that the policy lists)',
  notEvaluableWhen:
    'URL not logged; the host of htu differs from the logged one and the policy lists no urls for the server ' +
    '(uri-rewrite-unknown)',
  why:
    'A server that receives a proof plays it again at another one, together with the token. Without this check every ' +
    'server can act as its callers elsewhere.',
  fix:
    'Compare htu with the external URL of this server, from its configuration where a proxy rewrites URLs, and answer ' +
    '401 invalid_dpop_proof when they differ.',
  spec: 'RFC 9449 §4.3 check 9',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof'],
  uses: ['requestUrl', 'serverUrls'],
  evaluate({ proof: { htu }, requestUrl, serverUrls = [] }) {
    if (htu === undefined) return notApplicable;
    const target = normaliseUrl(htu);
    if (target === undefined) return fail('an absolute http or https URL', `htu is ${describeValue(htu)}`);
    const accepted = [...(requestUrl === undefined ? [] : [requestUrl]), ...serverUrls];
    if (accepted.some((url) => isSameUrl(url, target))) return passOnRecord;
    if (requestUrl === undefined) return missing('requestUrl');
    if (normaliseUrl(requestUrl) === undefined) return notEvaluable('no-request-uri');
    if (serverUrls.length === 0 && hostOf(requestUrl) !== hostOf(target)) return notEvaluable('uri-rewrite-unknown');
    return fail(`one of ${describeValues(accepted)}`, `htu is ${describeValue(htu)}`);
  },
});
