import { present } from '../../lib/present.ts';
import type { InvocationDraft, Place } from '../../model/draft.ts';
import type { InvocationFields } from '../../model/invocation.ts';
import { at, elementsOf, textAt } from '../record/members.ts';
import { type Attributes, readAttributes, readId, readNanoseconds } from './attributes.ts';
import type { ToolSpan } from './span-tree.ts';
import { isToolCall, type Telemetry, toolCallOf } from './tool-call.ts';

const KINDS: Readonly<Record<string, Telemetry['kind']>> = {
  2: 'server',
  SPAN_KIND_SERVER: 'server',
  3: 'client',
  SPAN_KIND_CLIENT: 'client',
};
const FAILED = new Set<unknown>([2, 'STATUS_CODE_ERROR']);

const telemetryOf = (span: unknown, scope: string, resource: Attributes): Telemetry => ({
  attributes: readAttributes(at(span, 'attributes')),
  resource,
  scope,
  name: textAt(span, 'name') ?? '',
  kind: KINDS[String(at(span, 'kind'))] ?? 'internal',
  failed: FAILED.has(at(span, 'status', 'code')),
});

/**
 * `span_id` is what links the two ends of one request: what the client sent along. For a server that is the parent of its own span.
 */
const idsOf = (trace: string, id: string, parent: string | undefined, kind: Telemetry['kind']): InvocationFields =>
  trace === '' || id === ''
    ? {}
    : present<InvocationFields>({
        recordId: `${trace}/${id}`,
        traceId: trace,
        spanId: kind === 'server' ? (parent ?? id) : id,
        parentSpanId: kind === 'server' ? undefined : parent,
      });

const toolSpanOf = (span: unknown, telemetry: Telemetry, place: Place): ToolSpan | undefined => {
  if (!isToolCall(telemetry)) return undefined;
  const trace = readId(at(span, 'traceId')) ?? '';
  const id = readId(at(span, 'spanId')) ?? '';
  const parent = readId(at(span, 'parentSpanId'));
  const call = toolCallOf(telemetry);
  const eventTime = readNanoseconds(at(span, 'startTimeUnixNano'));
  const fields = { ...call.fields, ...present<InvocationFields>({ eventTime }), ...idsOf(trace, id, parent, telemetry.kind) };
  const draft: InvocationDraft = { ...call, fields, place };
  return { trace, id, parent, kind: telemetry.kind, draft };
};

/** The spans of one `ResourceSpans` that tell of tool calls. */
export const toolSpansOf = (resourceSpans: unknown, place: Place): readonly ToolSpan[] => {
  const resource = readAttributes(at(resourceSpans, 'resource', 'attributes'));
  return elementsOf(at(resourceSpans, 'scopeSpans')).flatMap((scoped) => {
    const scope = textAt(scoped, 'scope', 'name') ?? '';
    return elementsOf(at(scoped, 'spans')).flatMap((span) => toolSpanOf(span, telemetryOf(span, scope, resource), place) ?? []);
  });
};
