// The commonest block by far, read without the library: one entry, or one mapping of entries, whose values are plain
// or simply quoted words on one line. What does not look exactly like that is left to the library, whose tree this
// must equal.
import type { Span } from '../text/span.ts';
import { type Anchor, JoinedSpan, MovingSpan } from './movingSpan.ts';
import { typePlainScalar } from './scalarTypes.ts';
import type { ScalarStyle, YamlMapping, YamlPair, YamlScalar } from './tree.ts';

export interface SimpleBlock {
  readonly pair: YamlPair;
  readonly comments: readonly Span[];
}

const WORD = String.raw`[^\s:#'"\\{}&*!|>%@\x60\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\uffff]`;
const PLAIN_KEY = `[A-Za-z0-9_/](?:${WORD}|:(?=${WORD}))*`;
const PLAIN = `(?:[A-Za-z0-9_./~+](?:${WORD}|:(?=${WORD}))*(?: +(?:${WORD}|:(?=${WORD}))+)*)`;
const QUOTED = String.raw`"[^"\\\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\uffff]*"|'[^'\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\uffff]*'`;
const COMMENT = String.raw`#[^\x00-\x08\x0a-\x1f\x7f-\xa0\u2028\u2029\ud800-\uffff]*`;
const LINE = new RegExp(
  String.raw`( *)(?:(${PLAIN_KEY}):(?: +(${PLAIN}|${QUOTED}))?)?(?:(?<=^| )(${COMMENT})| +(${COMMENT})| *)(?:\r?\n|$)`,
  'y',
);

/** `source` is the text of the block, whose place is `anchor`. */
export function readSimpleBlock(source: string, anchor: Anchor): SimpleBlock | undefined {
  const comments: Span[] = [];
  const inner: YamlPair[] = [];
  let outer: { key: YamlScalar; value?: YamlScalar; span: Span; indent: number } | undefined;
  let innerIndent = -1;
  for (let at = 0; at < source.length; ) {
    LINE.lastIndex = at;
    const match = LINE.exec(source);
    if (!match || match[0] === '') return undefined;
    const [line, spaces = '', key, value, whole, trailing] = match;
    const lineStart = at;
    at += line.length;
    const comment = whole ?? trailing;
    if (comment !== undefined) {
      const start = lineStart + line.lastIndexOf(comment);
      comments.push(new MovingSpan(anchor, start, start + comment.length));
    }
    if (key === undefined) continue;
    const keyStart = lineStart + spaces.length;
    const pair = readPair(source, anchor, keyStart, key, value);
    if (!pair) return undefined;
    if (!outer) {
      outer = { ...pair, indent: spaces.length };
      continue;
    }
    if (outer.value || spaces.length <= outer.indent) return undefined;
    if (innerIndent < 0) innerIndent = spaces.length;
    if (spaces.length !== innerIndent) return undefined;
    inner.push(pair);
  }
  if (!outer) return undefined;
  const { key, value, span } = outer;
  const [first, last] = [inner[0], inner.at(-1)];
  if (!first || !last) return { pair: value ? { key, value, span } : { key, span }, comments };
  const whole = new JoinedSpan(first.span, last.span);
  const mapping: YamlMapping = { kind: 'mapping', pairs: inner, flow: false, span: whole };
  return { pair: { key, value: mapping, span: new JoinedSpan(key.span, whole) }, comments };
}

function readPair(
  source: string,
  anchor: Anchor,
  keyStart: number,
  key: string,
  written: string | undefined,
): { key: YamlScalar; value?: YamlScalar; span: Span } | undefined {
  const keyEnd = keyStart + key.length;
  const keyNode = readScalar(key, new MovingSpan(anchor, keyStart, keyEnd));
  if (!keyNode) return undefined;
  if (written === undefined) return { key: keyNode, span: new MovingSpan(anchor, keyStart, keyEnd + 1) };
  let start = keyEnd + 1;
  while (source.charCodeAt(start) === 32) start++;
  const end = start + written.length;
  const value = readScalar(written, new MovingSpan(anchor, start, end));
  return value && { key: keyNode, value, span: new MovingSpan(anchor, keyStart, end) };
}

function readScalar(written: string, span: Span): YamlScalar | undefined {
  const quote = written.charCodeAt(0);
  if (quote === 34 || quote === 39) {
    const style: ScalarStyle = quote === 34 ? 'double' : 'single';
    const text = written.slice(1, -1);
    return { kind: 'scalar', style, type: 'str', value: text, text, span };
  }
  const { type, value, invalid } = typePlainScalar(written);
  if (invalid !== undefined) return undefined;
  return { kind: 'scalar', style: 'plain', type, value, text: written, span };
}
