// The `{{ … }}` and `{% … %}` of a text as tokens, one after the other, without making a tree of them.
import { type Span, spanOf } from '../text/span.ts';
import { lexRun, type TokenRun } from './lexer.ts';

/** The tokens of one pair of braces, with what opens them. */
export interface PlacedRun extends TokenRun {
  readonly kind: 'output' | 'statement';
  /** `{{` or `{%`. */
  readonly opener: Span;
}

const OPENER = /\{[{%#]/g;
const END_RAW = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;

/** Leaves out comments and what stands between `{% raw %}` and `{% endraw %}`. The last run may be open. */
export function* lexRuns(text: string): Generator<PlacedRun, void, undefined> {
  for (let offset = 0; offset < text.length; ) {
    const opener = matchFrom(OPENER, text, offset);
    if (!opener) return;
    if (text[opener.start + 1] === '#') {
      const end = text.indexOf('#}', opener.end);
      offset = end < 0 ? text.length : end + 2;
      continue;
    }
    const isOutput = text[opener.start + 1] === '{';
    const from = opener.end + (/[-+]/.test(text[opener.end] ?? '') ? 1 : 0);
    const run = lexRun(text, from, isOutput ? '}}' : '%}', opener);
    yield { ...run, kind: isOutput ? 'output' : 'statement', opener };
    offset = run.closed ? run.end : (run.innerOpener ?? text.length);
    if (run.closed && !isOutput && run.tokens[0]?.text === 'raw')
      offset = matchFrom(END_RAW, text, offset)?.end ?? text.length;
  }
}

function matchFrom(pattern: RegExp, text: string, offset: number): Span | undefined {
  pattern.lastIndex = offset;
  const found = pattern.exec(text);
  return found ? spanOf(found.index, found.index + found[0].length) : undefined;
}
