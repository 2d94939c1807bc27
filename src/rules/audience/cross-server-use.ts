import type { Member } from '../../facts/values.ts';
import { describeValues } from '../../lib/describe-values.ts';
import { matchesResource } from '../../lib/resource-identifier.ts';
import { fail, notApplicable, notEvaluable, pass, passOnRecord } from '../../model/verdict.ts';
import { groupRule } from '../define.ts';

/** Servers are named by the log, so their number is bounded here. */
const MOST_SERVERS = 1000;

/** The earliest execution at each server, in order of time. */
const firstUses = (members: Iterable<Member>): ReadonlyMap<string, Member> => {
  const first = new Map<string, Member>();
  for (const member of members) {
    if (!first.has(member.server) && first.size < MOST_SERVERS) first.set(member.server, member);
  }
  return first;
};

/** RFC 9700 §2.3, MCP token passthrough: a token goes to the servers it is meant for, and is not passed on. */
export default groupRule({
  id: 'audience/cross-server-use',
  title: 'One token was used at servers that it is not meant for',
  class: 'audience-mismatch',
  severity: 'critical',
  over: 'token',
  failsWhen: 'one token was executed at two or more servers and is meant for fewer',
  notEvaluableWhen: 'token identity not known',
  why:
    'A server handed on the token it had received, or somebody who got it there used it elsewhere. The audit trail of ' +
    'the second server then shows a user who never called it.',
  fix:
    'Check aud at every server, and let a server that calls another one get a token of its own (token exchange, RFC ' +
    '8693) in place of passing on the one it received.',
  spec: 'RFC 9700 §2.3; MCP token passthrough',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  groupBy: 'token',
  when: ['tokenPresented'],
  needs: ['audience', 'resourcesByServer'],
  evaluate({ audience, resourcesByServer }, members) {
    const uses = firstUses(members);
    if (uses.size < 2) return passOnRecord;
    if (audience === null || audience.length === 0) return notApplicable;
    const resources = (server: string): readonly string[] => resourcesByServer.get(server) ?? [];
    const servers = [...uses.keys()];
    const foreign = servers.filter((server) => resources(server).length > 0 && !matchesResource(audience, resources(server)));
    if (foreign.length === 0)
      return servers.every((server) => resources(server).length > 0) ? pass : notEvaluable('no-expected-audience');
    const odd = foreign.map((server) => `${server} (${uses.get(server)?.name})`);
    return fail(
      `use where aud allows it: ${describeValues(audience)}`,
      `first used at ${servers[0]} (${uses.get(servers[0] ?? '')?.name}); not meant for ${describeValues(odd)}`,
    );
  },
});
