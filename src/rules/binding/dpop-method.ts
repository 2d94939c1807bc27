import { describeValue } from '../../lib/describe-values.ts';
import { hostOf, normaliseUrl } from '../../lib/request-url.ts';
import { fail, notApplicable, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

const pathOf = (url: string): string | undefined => normaliseUrl(url)?.replace(/^https?:\/\/[^/]*/, '');

/**
 * A forward-auth proxy logs its question to the authorization service, `GET /verify`, in place of the request (standards §18.1): a
 * URL with neither host nor path of any that the server answers to.
 */
const isOtherRequest = (logged: string | undefined, serverUrls: readonly string[]): boolean =>
  logged !== undefined &&
  serverUrls.length > 0 &&
  serverUrls.every((url) => hostOf(url) !== hostOf(logged) && pathOf(url) !== pathOf(logged));

/** RFC 9449 §4.3 check 8: htm is the HTTP method of the request, in exactly its letters. */
export default invocationRule({
  id: 'binding/dpop-method',
  title: 'The proof was made for another HTTP method',
  class: 'token-substituted',
  severity: 'high',
  over: 'invocation',
  failsWhen: 'htm is not the method of the request, case-sensitive',
  notEvaluableWhen: 'method not logged',
  why: 'A proof captured from a harmless read is played again with a method that changes something.',
  fix:
    'Compare htm with the method of the request as it arrived, case-sensitive; behind a forward-auth proxy compare ' +
    'with the original method.',
  spec: 'RFC 9449 §4.3 check 8',
  breaksBinding: true,
  matters: 'token.cnf.jkt',
  baselineable: true,

  when: ['proofExpected'],
  needs: ['proof', 'requestMethod'],
  uses: ['requestUrl', 'serverUrls'],
  evaluate({ proof: { htm }, requestMethod, requestUrl, serverUrls = [] }) {
    if (htm === undefined) return notApplicable;
    if (htm === requestMethod) return passOnRecord;
    if (isOtherRequest(requestUrl, serverUrls)) return notEvaluable('uri-rewrite-unknown');
    return fail(`htm ${describeValue(requestMethod)}`, `htm is ${describeValue(htm)}`);
  },
});
