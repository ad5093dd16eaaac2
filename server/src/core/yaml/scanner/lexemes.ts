// The library's lexer with the offset, line and nesting of every lexeme. Linear and without recursion, whatever the text.
import { CST, Lexer } from 'yaml';
import type { Span } from '../../text/span.ts';

export interface Lexeme {
  /** `scalar` for plain scalars and for the body of block scalars; `unknown` for what the lexer cannot name. */
  readonly type: CST.TokenType | 'unknown';
  readonly source: string;
  readonly start: number;
  readonly end: number;
  /** Distance from the start of the line. */
  readonly column: number;
  /** Flow collections around it; an opening bracket is outside its collection, a closing one inside. */
  readonly flow: number;
  /** What to hand to the parser before the source: the marker of a scalar. */
  readonly marked: boolean;
}

/** Levels of nesting beyond which a text is refused, to keep every recursive walk shallow. */
const MAX_DEPTH = 100;

export function lexemesOf(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let start = 0;
  let lineStart = 0;
  let flow = 0;
  let marked = false;
  for (const source of new Lexer().lex(text)) {
    if (!marked && source === CST.SCALAR) {
      marked = true;
      continue;
    }
    const type = marked ? 'scalar' : (CST.tokenType(source) ?? 'unknown');
    const virtual = type === 'doc-mode' || type === 'flow-error-end';
    const end = virtual ? start : start + source.length;
    if (type === 'flow-error-end') flow = 0;
    lexemes.push({ type, source, start, end, column: start - lineStart, flow, marked });
    if (type === 'flow-map-start' || type === 'flow-seq-start') flow++;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') flow = Math.max(0, flow - 1);
    const lastBreak = virtual || type === 'space' ? -1 : source.lastIndexOf('\n');
    if (lastBreak !== -1) lineStart = start + lastBreak + 1;
    start = end;
    marked = false;
  }
  return lexemes;
}

const STARTS_NODE: ReadonlySet<Lexeme['type']> = new Set([
  'scalar',
  'single-quoted-scalar',
  'double-quoted-scalar',
  'alias',
  'block-scalar-header',
  'flow-map-start',
  'flow-seq-start',
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
]);

/** The first lexeme that lies deeper than `MAX_DEPTH` brackets, indentations and keys. */
export function findTooDeep(lexemes: readonly Lexeme[]): Span | undefined {
  const columns: number[] = [];
  const chains = createChains();
  for (const lexeme of lexemes) {
    chains.read(lexeme);
    if (!STARTS_NODE.has(lexeme.type)) continue;
    if (lexeme.flow === 0) {
      while ((columns.at(-1) ?? -1) >= lexeme.column) columns.pop();
      columns.push(lexeme.column);
    }
    if (columns.length + lexeme.flow + chains.excess() > MAX_DEPTH)
      return { start: lexeme.start, end: lexeme.end };
  }
  return undefined;
}

/** `[a: b: c`: no loader takes more than one value without a comma, but the library nests each in the one before. */
function createChains() {
  const lengths: number[] = [];
  let excess = 0;
  const end = (length = 0): void => {
    excess -= Math.max(0, length - 1);
  };
  return {
    excess: () => excess,
    read({ type, flow }: Lexeme): void {
      if (type === 'flow-map-start' || type === 'flow-seq-start') lengths.push(0);
      else if (flow === 0) return;
      else if (type === 'flow-map-end' || type === 'flow-seq-end') end(lengths.pop());
      else if (type === 'flow-error-end') while (lengths.length > 0) end(lengths.pop());
      else if (type === 'comma') end(lengths.splice(-1, 1, 0)[0]);
      else if (type === 'map-value-ind') {
        const length = (lengths.pop() ?? 0) + 1;
        lengths.push(length);
        if (length > 1) excess++;
      }
    },
  };
}
