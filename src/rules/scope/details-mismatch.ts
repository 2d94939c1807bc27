import type { FactName } from '../../facts/values.ts';
import { describeValue, describeValues } from '../../lib/describe-values.ts';
import { matchesResource } from '../../lib/resource-identifier.ts';
import type { AuthorizationDetail } from '../../model/token.ts';
import { fail, notApplicable, pass } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** What is known of the call. */
interface Call {
  readonly toolName: string | undefined;
  readonly resourceIdentifiers: readonly string[] | undefined;
  readonly invokedResource: string | undefined;
}

/** One member of an entry held against the call: the fact that it is about, and whether it agrees; `undefined`: not known. */
interface Compared {
  readonly fact: FactName & keyof Call;
  readonly agrees: boolean | undefined;
}

/** A member that the entry does not have restricts nothing. */
const compare = ({ actions, locations, identifier }: AuthorizationDetail, call: Call): readonly Compared[] => {
  const { toolName, resourceIdentifiers } = call;
  const compared: Compared[] = [];
  if (actions) compared.push({ fact: 'toolName', agrees: toolName === undefined ? undefined : actions.includes(toolName) });
  if (locations) {
    const agrees = resourceIdentifiers && matchesResource(locations, resourceIdentifiers) !== undefined;
    compared.push({ fact: 'resourceIdentifiers', agrees });
  }
  if (identifier !== undefined) {
    const { invokedResource } = call;
    compared.push({
      fact: 'invokedResource',
      agrees: invokedResource === undefined ? undefined : identifier === invokedResource,
    });
  }
  return compared;
};

const describeEntry = ({ actions, locations, identifier }: AuthorizationDetail): string =>
  [
    ...(actions ? [`actions ${describeValues(actions)}`] : []),
    ...(locations ? [`locations ${describeValues(locations)}`] : []),
    ...(identifier === undefined ? [] : [`identifier ${describeValue(identifier)}`]),
  ].join(' + ');

const describeCall = ({ toolName, resourceIdentifiers, invokedResource }: Call): string =>
  [
    ...(toolName === undefined ? [] : [`tool ${describeValue(toolName)}`]),
    ...(resourceIdentifiers ? [`server ${describeValues(resourceIdentifiers)}`] : []),
    ...(invokedResource === undefined ? [] : [`resource ${describeValue(invokedResource)}`]),
  ].join(', ');

/** RFC 9396 §2: a call lies within one entry of the authorization details of the token. */
export default invocationRule({
  id: 'scope/details-mismatch',
  title: 'The authorization details of the token do not cover the call',
  class: 'scope-excess',
  severity: 'high',
  over: 'invocation',
  failsWhen:
    'the token has authorization_details and none covers the tool (actions), the server (locations) and the resource ' +
    'invoked (identifier)',
  notEvaluableWhen: 'authorization_details present but action or resource not logged',
  why:
    'The user agreed to one action on one object, and another one was executed. A server that looks at the scope only ' +
    'turns a consent for one repository into one for all.',
  fix:
    'Look for one entry of authorization_details that holds the tool, this server and the object of the call together, ' +
    'before the tool runs, and answer 403 if there is none.',
  spec: 'RFC 9396 §2',
  breaksBinding: true,
  matters: 'never',
  baselineable: true,

  when: ['tokenPresented'],
  needs: ['authorizationDetails'],
  uses: ['toolName', 'resourceIdentifiers', 'invokedResource'],
  evaluate(given) {
    const { authorizationDetails } = given;
    if (authorizationDetails === null) return notApplicable;
    const call: Call = given;
    const entries = authorizationDetails.map((entry) => compare(entry, call));
    if (entries.some((entry) => entry.every(({ agrees }) => agrees === true))) return pass;
    const open = entries.filter((entry) => entry.every(({ agrees }) => agrees !== false)).flat();
    if (open.length > 0) return missing(...open.filter(({ agrees }) => agrees === undefined).map(({ fact }) => fact));
    return fail(
      `an entry of authorization_details that covers ${describeCall(call)}`,
      `authorization_details: ${describeValues(authorizationDetails.map(describeEntry))}`,
    );
  },
});
