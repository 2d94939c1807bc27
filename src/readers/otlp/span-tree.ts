import type { InvocationDraft } from '../../model/draft.ts';
import { charactersOf } from '../kept-text.ts';
import { WAITING, WAITING_CHARACTERS } from '../limits.ts';

/** A span that tells of a tool call. */
export interface ToolSpan {
  /** Empty where it has none that is an id; so with `id`. */
  readonly trace: string;
  readonly id: string;
  readonly parent: string | undefined;
  readonly kind: 'server' | 'client' | 'internal';
  readonly draft: InvocationDraft;
}

/** Folds the spans of one call, in bounded memory: the agent's, that of its client and that of the server tell of it each. */
export interface SpanTree {
  add(span: ToolSpan): readonly InvocationDraft[];
  end(): readonly InvocationDraft[];
}

/** Spans by which one call is known; of a longer chain the later ones. */
const MOST_SPANS = 32;
const NEARNESS = { server: 2, client: 1, internal: 0 } as const;

interface Call {
  best: ToolSpan;
  readonly spans: ToolSpan[];
  /** Of the texts that are held for it. */
  readonly characters: number;
}

const keyOf = (trace: string, id: string): string => `${trace} ${id}`;

/** Of parent and child the one nearer to the server stands for the call; of two servers the one behind the other. */
const nearest = (parent: ToolSpan, child: ToolSpan): ToolSpan => (NEARNESS[parent.kind] > NEARNESS[child.kind] ? parent : child);

/**
 * Spans come in any order. A span belongs to the call of its parent, or of its child, where that is of the same tool; another tool
 * below is a call of its own.
 */
export const createSpanTree = (most = WAITING, mostCharacters = WAITING_CHARACTERS): SpanTree => {
  const calls = new Set<Call>();
  const byId = new Map<string, Call>();
  const byParent = new Map<string, Call>();
  let characters = 0;

  const enter = (call: Call, span: ToolSpan): void => {
    byId.set(keyOf(span.trace, span.id), call);
    if (span.parent !== undefined) byParent.set(keyOf(span.trace, span.parent), call);
  };

  const begin = (call: Call): Call => {
    calls.add(call);
    characters += call.characters;
    for (const span of call.spans) enter(call, span);
    return call;
  };

  const leave = (call: Call): void => {
    if (calls.delete(call)) characters -= call.characters;
    for (const { trace, id, parent } of call.spans) {
      if (byId.get(keyOf(trace, id)) === call) byId.delete(keyOf(trace, id));
      if (parent !== undefined && byParent.get(keyOf(trace, parent)) === call) byParent.delete(keyOf(trace, parent));
    }
  };

  const join = (parent: Call, child: Call): Call => {
    if (parent === child) return parent;
    leave(parent);
    leave(child);
    const spans = [...parent.spans, ...child.spans].slice(-MOST_SPANS);
    return begin({ best: nearest(parent.best, child.best), spans, characters: parent.characters + child.characters });
  };

  const ofSameTool = (call: Call | undefined, span: ToolSpan): call is Call =>
    call !== undefined && call.best.draft.fields.toolName === span.draft.fields.toolName;

  const overflow = (): InvocationDraft[] => {
    const given: InvocationDraft[] = [];
    for (const oldest of calls) {
      if (calls.size <= most && characters <= mostCharacters) break;
      leave(oldest);
      given.push(oldest.best.draft);
    }
    return given;
  };

  return {
    add: (span) => {
      if (span.trace === '' || span.id === '') return [span.draft];
      const above = span.parent === undefined ? undefined : byId.get(keyOf(span.trace, span.parent));
      const below = byParent.get(keyOf(span.trace, span.id));
      let call = begin({ best: span, spans: [span], characters: charactersOf(span.draft) });
      if (ofSameTool(below, span)) call = join(call, below);
      if (ofSameTool(above, span)) join(above, call);
      return overflow();
    },
    end: () => [...calls].map(({ best }) => best.draft),
  };
};
