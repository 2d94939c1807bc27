import type { Format, RecordMapper } from '../../model/format.ts';
import coverage from '../evidence/otlp-logs.ts';
import { isRecord, reject } from '../native/read-fields.ts';
import { logDraftsOf } from '../otlp/log-records.ts';
import { createRecent } from '../record/recent.ts';

const hasForm = (value: unknown): boolean => isRecord(value) && Array.isArray(value['scopeLogs']);

const createMapper = (): RecordMapper => {
  const approved = createRecent();
  return (value) => (hasForm(value) ? logDraftsOf(value, approved) : reject('scopeLogs: expected a list, found none'));
};

const format: Format = {
  id: 'otlp-logs',
  title: 'OpenTelemetry logs (OTLP JSON): MCP tool calls, access logs of agentgateway, events of Claude Code',
  frames: ['json'],
  yields: ['invocation', 'approval'],
  evidence: 'which tool ran, and what a person allowed; of the token what the operator logs as token.iss and so on',
  stream: ['resourceLogs'],
  coverage,
  detect: hasForm,
  mapper: createMapper,
};

export default format;
