import { CST, Lexer } from 'yaml';

/** Deeper than any policy goes, and far from what exhausts the stack of the parser. */
const DEEPEST = 200;

const FLOW_STEPS: ReadonlyMap<string | null, number> = new Map([
  ['flow-map-start', 1],
  ['flow-seq-start', 1],
  ['flow-map-end', -1],
  ['flow-seq-end', -1],
]);
const BLOCK_INDICATORS: ReadonlySet<string | null> = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind']);

interface Token {
  readonly kind: string | null;
  readonly length: number;
  readonly beginsLine: boolean;
}

/** The tokens of a text. The content of a scalar has no kind, whatever it looks like. */
function* tokensOf(text: string): Generator<Token> {
  let before: string | null = 'newline';
  for (const token of new Lexer().lex(text)) {
    const kind: string | null = before === 'scalar' ? null : CST.tokenType(token);
    yield { kind, length: token.length, beginsLine: before === 'newline' };
    before = kind;
  }
}

/** Columns and indicators of the current line of block style. */
const blockAfter = (block: number, { kind, length, beginsLine }: Token): number => {
  if (kind === 'newline') return 0;
  if (kind === 'space' && beginsLine) return block + length;
  return BLOCK_INDICATORS.has(kind) ? block + 1 : block;
};

/**
 * Whether a text is nested deeper than 200 levels (contract §5): the parser is recursive. Counts at least the true depth: open
 * brackets and, in block style, the columns of indentation and the indicators of a line.
 */
export const isNestedTooDeeply = (text: string): boolean => {
  let [flow, block] = [0, 0];
  for (const token of tokensOf(text)) {
    const step = FLOW_STEPS.get(token.kind) ?? 0;
    flow = Math.max(0, flow + step);
    if (flow === 0) block = blockAfter(block, token);
    if (flow + block > DEEPEST && (step > 0 || BLOCK_INDICATORS.has(token.kind))) return true;
  }
  return false;
};
