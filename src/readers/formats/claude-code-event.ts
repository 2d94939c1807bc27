import type { Format } from '../../model/format.ts';
import { createCodeMapper } from '../claude-code/calls.ts';
import { isCodeRecord } from '../claude-code/records.ts';

const format: Format = {
  id: 'claude-code-event',
  title: 'Events of Claude Code (OTLP/JSON logs)',
  frames: ['json'],
  yields: ['invocation', 'approval'],
  evidence: 'which tool of which MCP server ran, and whether a person let it; nothing of a token',
  detect: isCodeRecord,
  mapper: createCodeMapper,
};

export default format;
