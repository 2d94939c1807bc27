import { describeValues } from '../../lib/describe-values.ts';
import { hostOf, normaliseUrl } from '../../lib/request-url.ts';
import { matchesResource } from '../../lib/resource-identifier.ts';
import { fail, notApplicable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** Two ids of one server share a resource identifier; what shares none with the first is another resource. */
const haveDifferentResources = (named: readonly (readonly string[])[]): boolean =>
  named.some((one, index) => named.slice(index + 1).some((other) => !matchesResource(one, other)));

/** OpenID providers name their userinfo endpoint (OpenID Connect Core §5.3) in aud beside the server. */
const isUserinfoOf = (issuer: string | null | undefined, entry: string): boolean =>
  typeof issuer === 'string' &&
  hostOf(issuer) !== undefined &&
  hostOf(entry) === hostOf(issuer) &&
  normaliseUrl(entry)?.endsWith('/userinfo') === true;

/** RFC 8707 §3, RFC 9700 §2.3: a token is meant for as few servers as the task needs. */
export default invocationRule({
  id: 'audience/overbroad',
  title: 'The token is good for several servers at once',
  class: 'audience-mismatch',
  severity: 'medium',
  over: 'invocation',
  failsWhen:
    'aud holds a wildcard, or names more than one configured server with different resources (the userinfo endpoint ' +
    'of the issuer does not count)',
  notEvaluableWhen: 'claims not known',
  why:
    'Each server that the token is shown to can use it at all the others, so that breaking into one of them is ' +
    'breaking into all.',
  fix: 'Ask the issuer for one token for each server (`resource`, RFC 8707), and let it refuse wildcards in aud.',
  spec: 'RFC 8707 §3; RFC 9700 §2.3',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['audience'],
  uses: ['otherServers', 'resourceIdentifiers', 'issuer'],
  evaluate({ audience, otherServers, resourceIdentifiers, issuer }) {
    if (audience === null || audience.length === 0) return notApplicable;
    const observed = `aud is ${describeValues(audience)}`;
    if (audience.some((entry) => entry.includes('*'))) return fail('audiences without a wildcard', observed);
    if (!otherServers) return missing('otherServers');
    const all = [resourceIdentifiers ?? [], ...otherServers.map(({ resource }) => resource)];
    const counted = audience.filter((entry) => !isUserinfoOf(issuer, entry));
    const named = all.filter((resources) => matchesResource(counted, resources));
    return haveDifferentResources(named) ? fail('one server in aud', observed) : pass;
  },
});
