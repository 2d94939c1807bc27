import type { Dismissal, Format } from '../../model/format.ts';
import { isRecord } from '../native/read-fields.ts';
import { textAt } from '../record/members.ts';

const ACTOR = /^[a-z_]+_actor$/;

const NO_CALL: Dismissal = {
  kind: 'dismissal',
  reason: 'activities of an organization at Anthropic: none is a call of a tool, and none names a token',
  hint: 'hand in the events of Claude Code, or the log of the MCP server or gateway, for the calls',
};

const format: Format = {
  id: 'anthropic-activity',
  title: 'Activity feed of Anthropic (Compliance API)',
  frames: ['json'],
  yields: [],
  evidence: 'none: who changed keys, MCP servers and settings, by ids that no token holds; recognised, counted and left out',
  detect: (value) =>
    isRecord(value) &&
    ['id', 'created_at', 'organization_id', 'type'].every((name) => textAt(value, name) !== undefined) &&
    ACTOR.test(textAt(value, 'actor', 'type') ?? ''),
  mapper: () => () => NO_CALL,
};

export default format;
