import { describeValues } from '../../lib/describe-values.ts';
import { matchesResource } from '../../lib/resource-identifier.ts';
import { fail, notApplicable, pass } from '../../model/verdict.ts';
import { invocationRule } from '../define.ts';

/** RFC 9068 §4, RFC 8707 §2, MCP authorization: a server accepts only tokens that are meant for it. */
export default invocationRule({
  id: 'audience/mismatch',
  title: 'The token was meant for another server',
  class: 'audience-mismatch',
  severity: 'critical',
  over: 'invocation',
  failsWhen:
    'aud has none of the resource identifiers of the server (exact; then scheme, host case, default port and one ' +
    'trailing slash folded, and said so)',
  notEvaluableWhen: 'no resource identifiers known for the server; aud not known',
  why:
    'Another server that the user trusted with a token, or a thief who found it there, uses it here. Accepting ' +
    'foreign tokens makes every server as weak as the weakest.',
  fix:
    'Compare aud with the resource identifier of this server, from its configuration and not from the request, and ' +
    'answer 401 if it is not among them; get an own token for calls to servers behind.',
  spec: 'RFC 9068 §4; RFC 8707; MCP authorization',
  breaksBinding: true,
  matters: 'always',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['audience', 'resourceIdentifiers'],
  evaluate({ audience, resourceIdentifiers }) {
    if (audience === null || audience.length === 0) return notApplicable;
    if (matchesResource(audience, resourceIdentifiers)) return pass;
    return fail(`one of ${describeValues(resourceIdentifiers)}`, `aud is ${describeValues(audience)}`);
  },
});
