// Text where keys should be: names without colons, and colons without a blank behind them. Looks at lines only.
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** `ansible_host:10.0.0.1`: a single text to YAML, because no blank follows the colon. */
export const isGluedEntry = (text: string): boolean => /^[A-Za-z_]\w*:[^\s:]/.test(text.trim());

/** Inserts the missing blanks; `undefined` when a line of the span is anything but one such entry. */
export function separateEntries(source: SourceText, span: Span): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const line of linesOf(source, span)) {
    const colon = /^[A-Za-z_]\w*:(?=[^\s:]\S*$)/.exec(source.slice(line.start, line.end))?.[0].length;
    if (colon === undefined) return undefined;
    edits.push({ span: { start: line.start + colon, end: line.start + colon }, newText: ' ' });
  }
  return edits;
}

/** Inserts a colon behind every name: on lines of their own, or as a mapping in braces. */
export function colonEdits(source: SourceText, span: Span): readonly TextEdit[] | undefined {
  const lines = linesOf(source, span);
  const own = lineSpan(source, lineColumnAt(source, span.start).line);
  const isBlock = source.slice(own.start, span.start).trim() === '';
  const names = lines.map((line) => source.slice(line.start, line.end).replace(/,$/, ''));
  if (isBlock && names.every((name) => /^[^\s=,:#'"{}]+$/.test(name)))
    return lines.map((line, i) => ({
      span: { start: line.start + (names[i]?.length ?? 0), end: line.end },
      newText: ':',
    }));
  const words = source.text
    .slice(span.start, span.end)
    .replace(/^(["'])(.*)\1$/s, '$2')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  if (new Set(words).size < words.length || !words.every((word) => /^[\w.-]+$/.test(word))) return undefined;
  return [{ span, newText: `{${words.map((word) => `${word}: {}`).join(', ')}}` }];
}

/** The lines of a span without the white space around them; blank ones left out. */
function linesOf(source: SourceText, span: Span): readonly Span[] {
  const lines: Span[] = [];
  const last = lineColumnAt(source, span.end).line;
  for (let line = lineColumnAt(source, span.start).line; line <= last; line++) {
    const whole = lineSpan(source, line);
    const [from, to] = [Math.max(whole.start, span.start), Math.min(whole.end, span.end)];
    const text = source.slice(from, to);
    const start = from + (text.length - text.trimStart().length);
    if (text.trim() !== '') lines.push({ start, end: start + text.trim().length });
  }
  return lines;
}
