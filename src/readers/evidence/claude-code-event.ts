import type { Coverage } from '../../model/coverage.ts';

const coverage: Coverage = {
  level: 'none',
  alone: ['approval', 'logging'],
  withEvidence: [],
  toDecideMore: {
    families: ['approval'],
    where:
      'names of servers and tools are logged only where the environment says so; tokens never are: hand in the log of the server or gateway too',
    configuration:
      'CLAUDE_CODE_ENABLE_TELEMETRY=1\nOTEL_LOGS_EXPORTER=otlp\nOTEL_EXPORTER_OTLP_PROTOCOL=http/json\nOTEL_LOG_TOOL_DETAILS=1',
  },
};

export default coverage;
