import { recordDigest } from '../../lib/record-digest.ts';
import type { Format, RecordMapper } from '../../model/format.ts';
import coverage from '../evidence/otlp-traces.ts';
import { isRecord, reject } from '../native/read-fields.ts';
import { createSpanTree } from '../otlp/span-tree.ts';
import { toolSpansOf } from '../otlp/spans.ts';

const hasForm = (value: unknown): boolean => isRecord(value) && Array.isArray(value['scopeSpans']);

const createMapper = (): RecordMapper => {
  const tree = createSpanTree();
  const map: RecordMapper = (value, item) => {
    if (!hasForm(value)) return reject('scopeSpans: expected a list, found none');
    const place = { line: item.line, recordSha256: recordDigest(item.text) };
    return toolSpansOf(value, place).flatMap((span) => tree.add(span));
  };
  return Object.assign(map, { end: tree.end });
};

const format: Format = {
  id: 'otlp-traces',
  title: 'OpenTelemetry traces (OTLP JSON), by the conventions for MCP and generative AI',
  frames: ['json'],
  yields: ['invocation'],
  evidence: 'which tool ran for which trace; of the token what the operator logs as token.iss and so on',
  stream: ['resourceSpans'],
  coverage,
  detect: hasForm,
  mapper: createMapper,
};

export default format;
