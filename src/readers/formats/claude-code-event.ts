import type { Format } from '../../model/format.ts';
import { createCodeMapper } from '../claude-code/calls.ts';
import { codeEventOf } from '../claude-code/records.ts';
import coverage from '../evidence/claude-code-event.ts';

const format: Format = {
  id: 'claude-code-event',
  title: 'Events of Claude Code (a log record a line)',
  frames: ['json'],
  yields: ['invocation', 'approval'],
  evidence: 'which tool of which MCP server ran, and whether a person let it; nothing of a token',
  coverage,
  detect: (value) => codeEventOf(value) !== undefined,
  mapper: createCodeMapper,
};

export default format;
