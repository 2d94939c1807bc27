import type { Member } from '../../facts/values.ts';
import { describeValue } from '../../lib/describe-values.ts';
import { fail, notApplicable, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { groupRule } from '../define.ts';
import { describeUses, lookAtUses, states, type Uses } from './family.ts';

/** The last revision of MCP in which an id serves one request of a session; later ones forbid it only while one is open. */
const LAST_STRICT = '2025-11-25';

/** Revisions are dates, which compare as text. */
const REVISION = /^\d{4}-\d{2}-\d{2}$/;

type Era = 'strict' | 'later' | 'unknown';

const eraOf = ({ fields: { protocolVersion } }: Member): Era => {
  if (protocolVersion === undefined || !REVISION.test(protocolVersion)) return 'unknown';
  return protocolVersion <= LAST_STRICT ? 'strict' : 'later';
};

const isNamed = (member: Member): boolean =>
  member.fields.sessionId !== undefined && states(member, 'rpcId') && member.tokenIdentity !== undefined;

interface Seen {
  readonly first: Member | undefined;
  /** Session, token and id of all are known. */
  named: boolean;
  readonly eras: Record<Era, number>;
}

/** Notes each member as it goes by, and hands on those under a revision that forbids what they may have done. */
function* strictOnes(members: Iterable<Member>, seen: { -readonly [N in keyof Seen]: Seen[N] }): Iterable<Member> {
  for (const member of members) {
    const era = eraOf(member);
    seen.first ??= member;
    seen.named &&= isNamed(member);
    seen.eras[era] += 1;
    if (era === 'strict') yield member;
  }
}

/** One pass over the executions, in constant memory. */
const lookAtRequests = (members: Iterable<Member>): Seen & { readonly uses: Uses } => {
  const seen = { first: undefined, named: true, eras: { strict: 0, later: 0, unknown: 0 } };
  const uses = lookAtUses(strictOnes(members, seen));
  return { ...seen, uses };
};

/** MCP base protocol up to 2025-11-25: a requestor never uses an id twice within one session. */
export default groupRule({
  id: 'replay/request-id-reused',
  title: 'One JSON-RPC id was executed twice in one session',
  class: 'token-replayed',
  severity: 'medium',
  over: 'session',
  failsWhen: '(session, token, JSON-RPC id) executed twice under a protocol version that forbids it (up to 2025-11-25)',
  notEvaluableWhen: 'protocol version, session or id not known',
  why:
    'A request that came once was sent again, by a client that retries what it should not, or by somebody who recorded ' +
    'it. The answers can no longer be told apart, and the tool ran twice.',
  fix:
    'Refuse an id that the session has used before, for all instances of the server together; let clients count ids up ' +
    'and send a retry with a new one.',
  spec: 'MCP base protocol',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  groupBy: 'request id',
  when: ['tokenPresented'],
  needs: [],
  evaluate(_given, members) {
    const { first, named, eras, uses } = lookAtRequests(members);
    if (uses.distinct >= 2) {
      return fail(
        'one execution for each id of a session',
        `id ${describeValue(first?.fields.rpcId ?? '')}, ${describeUses(uses)}`,
      );
    }
    if (eras.unknown > 0) return notEvaluable('no-protocol-version');
    if (eras.strict === 0) return notApplicable;
    if (!named) return notEvaluable('no-protocol-version');
    if (uses.ambiguous) return notEvaluable('ambiguous-duplicate');
    return uses.count < 2 ? passOnRecord : notEvaluable('no-request-time');
  },
});
