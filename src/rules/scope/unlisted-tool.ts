import { describeValue } from '../../lib/describe-values.ts';
import { fail, notEvaluable, passOnRecord } from '../../model/verdict.ts';
import { invocationRule, missing } from '../define.ts';

/** What a tool needs can be checked only where the policy knows the tool. */
export default invocationRule({
  id: 'scope/unlisted-tool',
  title: 'A tool was executed that the policy does not list',
  class: 'scope-excess',
  severity: 'low',
  over: 'invocation',
  failsWhen: 'the policy lists the tools of the server and not this one',
  notEvaluableWhen: 'no policy for the server, or it lists no tools',
  why:
    'Nobody has said which scopes this tool needs, so nothing tells whether the call was allowed. New and forgotten ' +
    'tools are the ones that no access rule was written for.',
  fix:
    'List the tool with the scopes that it needs under `servers[].tools` ([] for none), or take it off the server; let ' +
    'the server refuse tools that it has no access rule for.',
  spec: '-',
  breaksBinding: false,
  matters: 'never',
  baselineable: true,

  needs: ['toolsListed'],
  uses: ['toolListed', 'toolName'],
  evaluate({ toolsListed, toolListed, toolName }) {
    if (!toolsListed) return notEvaluable('no-tool-scope-map');
    if (toolName === undefined || toolListed === undefined) return missing('toolName', 'toolListed');
    if (toolListed) return passOnRecord;
    return fail('a tool that the policy lists for the server', `the tool ${describeValue(toolName)}, which it does not list`);
  },
});
