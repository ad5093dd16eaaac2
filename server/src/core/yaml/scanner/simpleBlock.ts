// The commonest block by far, read without the library: one entry, or one mapping of entries, whose values are plain
// or simply quoted words on one line. What does not look exactly like that is left to the library, whose tree this
// must equal.

import { JoinedSpan, MovingSpan } from '../../text/movingSpan.ts';
import type { Span } from '../../text/span.ts';
import { typePlainScalar } from '../construct/scalarTypes.ts';
import type { Anchor } from '../incremental/anchor.ts';
import type { YamlMapping, YamlPair, YamlScalar } from '../tree.ts';
import { SimpleLines } from './simpleLines.ts';

export interface SimpleBlock {
  readonly pair: YamlPair;
  readonly comments: readonly Span[];
}

const NO_COMMENTS: readonly Span[] = [];

/** The block is the part of the text from `start` to `end`; its place is `anchor`. */
export function readSimpleBlock(
  text: string,
  start: number,
  end: number,
  anchor: Anchor,
): SimpleBlock | undefined {
  const lines = new SimpleLines(text, start, end);
  const inner: YamlPair[] = [];
  let comments: Span[] | undefined;
  let outer: YamlPair | undefined;
  let outerIndent = 0;
  let innerIndent = -1;
  while (lines.next()) {
    const { lineStart, keyStart, keyEnd, commentStart } = lines;
    if (commentStart >= 0) {
      comments ??= [];
      comments.push(new MovingSpan(anchor, commentStart - start, lines.lineEnd - start));
    }
    if (keyEnd < 0) continue;
    const pair = readPair(lines, start, anchor);
    if (!pair) return undefined;
    const indent = keyStart - lineStart;
    if (!outer) {
      outer = pair;
      outerIndent = indent;
      continue;
    }
    if (innerIndent < 0) innerIndent = indent;
    if (outer.value || indent <= outerIndent || indent !== innerIndent) return undefined;
    inner.push(pair);
  }
  if (!outer || !lines.isSimple) return undefined;
  return { pair: filled(outer, inner), comments: comments ?? NO_COMMENTS };
}

function filled(outer: YamlPair, inner: readonly YamlPair[]): YamlPair {
  const [first] = inner;
  if (!first) return outer;
  const { key } = outer;
  // A list that has grown item by item takes more room than its items.
  const pairs = inner.length === 1 ? [first] : inner.slice();
  const span = new JoinedSpan(first.span, (pairs.at(-1) ?? first).span);
  const value: YamlMapping = { kind: 'mapping', pairs, flow: false, span };
  return { key, value, span: new JoinedSpan(key.span, span) };
}

function readPair(
  { text, keyStart, keyEnd, valueStart, valueEnd }: SimpleLines,
  start: number,
  anchor: Anchor,
): YamlPair | undefined {
  const key = readScalar(text, keyStart, keyEnd, new MovingSpan(anchor, keyStart - start, keyEnd - start));
  if (!key) return undefined;
  if (valueStart < 0) return { key, span: new MovingSpan(anchor, keyStart - start, keyEnd + 1 - start) };
  const span = new MovingSpan(anchor, valueStart - start, valueEnd - start);
  const value = readScalar(text, valueStart, valueEnd, span);
  return value && { key, value, span: new JoinedSpan(key.span, span) };
}

function readScalar(source: string, start: number, end: number, span: Span): YamlScalar | undefined {
  const quote = source.charCodeAt(start);
  if (quote === 34 || quote === 39) {
    const text = source.slice(start + 1, end - 1);
    return {
      kind: 'scalar',
      style: quote === 34 ? 'double' : 'single',
      type: 'str',
      value: text,
      text,
      span,
    };
  }
  const text = source.slice(start, end);
  const { type, value, invalid } = typePlainScalar(text);
  if (invalid !== undefined) return undefined;
  return { kind: 'scalar', style: 'plain', type, value, text, span };
}
