import { sha256Hex } from '../../lib/digest.ts';
import type { InvocationDraft } from '../../model/draft.ts';
import type { Format, RecordMapper } from '../../model/format.ts';
import coverage from '../evidence/kubernetes-audit.ts';
import { issuedTokenOf, requestOf } from '../kubernetes/audit-event.ts';
import { isRecord, reject } from '../native/read-fields.ts';
import { textAt } from '../record/members.ts';
import { createRecent } from '../record/recent.ts';
import { createWaiting } from '../record/waiting.ts';

const LAST_STAGES = new Set(['ResponseComplete', 'Panic']);

/** An event is written at several stages of one request: the last counts, an earlier one only where no later one comes. */
const createMapper = (): RecordMapper => {
  const open = createWaiting<InvocationDraft>();
  const complete = createRecent();

  const giveUp = (drafts: readonly InvocationDraft[]): readonly InvocationDraft[] => {
    for (const { fields } of drafts) if (fields.recordId !== undefined) complete.add(fields.recordId);
    return drafts;
  };

  const map: RecordMapper = (value, item) => {
    if (textAt(value, 'requestURI') === undefined) return reject('requestURI: expected the path of the request, found none');
    const draft: InvocationDraft = { kind: 'invocation', fields: requestOf(value) };
    const id = draft.fields.recordId;
    const isLast = LAST_STAGES.has(textAt(value, 'stage') ?? '');
    if (id !== undefined && !isLast && complete.has(id)) return [];
    if (id !== undefined) open.take(id);
    if (id !== undefined && !isLast) {
      const place = { line: item.line, recordSha256: sha256Hex(item.text) };
      return giveUp(open.hold(id, { ...draft, place }, item.text.length));
    }
    if (id !== undefined) complete.add(id);
    const issued = issuedTokenOf(value);
    return issued ? [draft, issued] : [draft];
  };
  return Object.assign(map, { end: open.rest });
};

const NAMES = ['auditID', 'stage', 'level', 'requestURI'];

/** Within a list the events need not say what they are. */
const isEvent = (value: Readonly<Record<string, unknown>>): boolean =>
  (value['kind'] === 'Event' && typeof value['apiVersion'] === 'string' && value['apiVersion'].startsWith('audit.k8s.io/')) ||
  NAMES.every((name) => typeof value[name] === 'string');

const format: Format = {
  id: 'kubernetes-audit',
  title: 'Kubernetes audit events (audit.k8s.io)',
  frames: ['json'],
  yields: ['invocation', 'token'],
  evidence: 'the id of the token where it was issued and where it is used, or the hash of the client certificate',
  coverage,
  detect: (value) => isRecord(value) && isEvent(value),
  mapper: createMapper,
};

export default format;
