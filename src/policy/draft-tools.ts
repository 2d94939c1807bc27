import type { YAMLMap } from 'yaml';
import { describeValues } from '../lib/describe-values.ts';
import { isGlob } from '../lib/glob-pattern.ts';
import { mostFrequent } from './bounded-names.ts';
import { type Entry, inCalls, mapping, row, times } from './draft-node.ts';
import type { ServerSurvey, ToolSurvey } from './survey.ts';

/** In a policy braces are filled from the record; a scope that holds them by chance cannot be written. */
const isWritable = (scope: string): boolean => !/[{}]/.test(scope);

const scopesEntry = ({ calls, callsWithScopes, scopesUsed }: ToolSurvey): Entry | undefined => {
  const each = mostFrequent(scopesUsed).filter(([scope, count]) => count === callsWithScopes && isWritable(scope));
  if (callsWithScopes === 0 || (each.length === 0 && scopesUsed.size > 0)) return undefined;
  const what = each.length === 0 ? 'none was used' : 'used';
  const names = each.map(([scope]) => scope);
  return { key: 'scopes', value: row(names, `${what} in ${callsWithScopes} of ${inCalls(calls)}, confirm`) };
};

/** Scopes that some calls used and others did not. */
const scopesSometimes = ({ callsWithScopes, scopesUsed }: ToolSurvey): readonly string[] => {
  const some = mostFrequent(scopesUsed).filter(([scope, count]) => count < callsWithScopes || !isWritable(scope));
  if (some.length === 0) return [];
  return [`not with each call, so not demanded: ${describeValues(some.map(([scope, count]) => `${scope} (${times(count)})`))}`];
};

/** Scopes are those that were used: those that the tokens had may be more than the tool needs. */
const toolEntry = (name: string, tool: ToolSurvey): Entry => {
  const scopes = scopesEntry(tool);
  const unknown = tool.callsWithScopes === 0 ? ['the scopes it needs: not logged (scopes_used), add them'] : [];
  const value = mapping(scopes ? [scopes] : [], [...(scopes ? [] : unknown), ...scopesSometimes(tool)]);
  return { key: name, value, above: [`called ${times(tool.calls)}`] };
};

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** The `tools` of a server, in order of their names. */
export const draftTools = ({ tools }: ServerSurvey): YAMLMap => {
  const all = [...tools].sort(byName);
  const patterns = all.filter(([name]) => isGlob(name)).map(([name, { calls }]) => `${name} (${times(calls)})`);
  const below = patterns.length === 0 ? [] : [`left out, since a policy takes * and ? for patterns: ${describeValues(patterns)}`];
  return mapping(
    all.filter(([name]) => !isGlob(name)).map(([name, tool]) => toolEntry(name, tool)),
    below,
  );
};
