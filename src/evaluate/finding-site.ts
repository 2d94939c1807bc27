import type { Subject } from '../facts/subject.ts';
import { writeRfc3339 } from '../lib/rfc3339.ts';
import type { About, Evidence } from '../model/report.ts';
import type { RuleText } from '../model/rule-text.ts';
import type { Fail } from '../model/verdict.ts';
import { claimText } from './claim-text.ts';
import { aboutOf } from './finding-about.ts';
import { matchColumns } from './match-columns.ts';
import { type Order, orderOf } from './order.ts';
import { tokenReference } from './token-reference.ts';

/** Columns of which a finding keeps the values, in the order of the report (contract §4). */
export const COLUMNS = [
  'server_name',
  'tool_name',
  'agent_id',
  'client_id',
  'principal_id',
  'session_id',
  'token_ref',
  'token_issuer',
  'expected',
  'observed',
  'scopes_granted',
  'scopes_required',
  'source_file',
  'source_line',
  'record_sha256',
] as const;

export type Column = (typeof COLUMNS)[number];

/** Where a rule failed, as plain data: what a finding takes over of one record. */
export interface Site {
  readonly order: Order;
  /** Event time, else log time, epoch milliseconds. */
  readonly time: number | undefined;
  readonly about: About;
  readonly columns: Readonly<Partial<Record<Exclude<Column, 'expected' | 'observed'>, string | undefined>>>;
  readonly recordSha256: string;
  readonly source: string;
  readonly line: number;
  /** What exceptions may be matched against. */
  readonly match: Readonly<Record<string, string | undefined>>;
}

const listOf = (subject: Subject, name: 'scopes' | 'requiredScopes'): string | undefined => {
  const fact = subject.fact(name);
  return fact.known && fact.value !== null ? fact.value.join(' ') : undefined;
};

const columnsOf = (subject: Subject): Site['columns'] => {
  const { fields, location, recordSha256 } = subject.invocation;
  return {
    server_name: subject.serverId,
    tool_name: fields.toolName,
    agent_id: fields.agentId,
    client_id: fields.clientId,
    principal_id: fields.principalId,
    session_id: fields.sessionId?.slice(0, 12),
    token_ref: tokenReference(subject),
    token_issuer: claimText(subject, 'issuer'),
    scopes_granted: listOf(subject, 'scopes'),
    scopes_required: listOf(subject, 'requiredScopes'),
    source_file: location.source,
    source_line: String(location.line),
    record_sha256: recordSha256,
  };
};

/** Takes down where a rule failed. */
export const siteOf = (rule: RuleText, subject: Subject): Site => {
  const { fields, location, recordSha256 } = subject.invocation;
  return {
    order: orderOf(subject.invocation),
    time: fields.eventTime ?? fields.logTime,
    about: aboutOf(rule, subject),
    columns: columnsOf(subject),
    recordSha256,
    source: location.source,
    line: location.line,
    match: matchColumns(subject),
  };
};

/** The record as evidence of a finding. */
export const evidenceAt = (site: Site, { expected, observed }: Fail): Evidence => ({
  source: site.source,
  line: site.line,
  record_sha256: site.recordSha256,
  record_id: site.order.name,
  time: writeRfc3339(site.time),
  expected,
  observed,
});
