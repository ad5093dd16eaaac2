// The edits that put what stands directly in a group below the `children:`, `hosts:` or `vars:` it was meant for. Moves lines to the right, and nothing else.
import { lineBreakOf, lineColumnAt, lineSpan, type SourceText } from '../text/sourceText.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { keyText, resolveAlias, type YamlMapping, type YamlPair } from '../yaml/tree.ts';

/**
 * `stray` are the pairs of `mapping`, by index, that belong below the section. `undefined` where they are not adjacent,
 * or where the section stands elsewhere.
 */
export function insertSection(
  source: SourceText,
  mapping: YamlMapping,
  stray: readonly number[],
  { name, parentColumn }: { readonly name: string; readonly parentColumn: number },
): readonly TextEdit[] | undefined {
  const [first] = stray;
  const pairs = stray.map((index) => mapping.pairs[index]).filter((pair) => pair !== undefined);
  const [head, tail] = [pairs[0], pairs.at(-1)];
  const isRun = first !== undefined && stray.every((index, i) => index === first + i);
  if (mapping.flow || !isRun || !head || !tail) return undefined;
  const column = lineColumnAt(source, head.key.span.start).column;
  const step = Math.max(1, column - parentColumn);
  const target = sectionBefore(source, mapping, first, { name, step });
  if (!target || !pairs.every((pair) => startsLine(source, pair))) return undefined;
  const indent = source.slice(head.key.span.start - column, head.key.span.start);
  const header = target.isNew ? `${indent}${name}:${lineBreakOf(source)}` : '';
  return shiftLines(source, head, tail, { header, by: ' '.repeat(target.column - column) });
}

/** The section that they go below: an existing one right before them, or a new one. */
function sectionBefore(
  source: SourceText,
  { pairs }: YamlMapping,
  first: number,
  { name, step }: { readonly name: string; readonly step: number },
): { readonly isNew: boolean; readonly column: number } | undefined {
  const column = lineColumnAt(source, pairs[first]?.key.span.start ?? 0).column;
  const section = pairs.findIndex((pair) => keyText(pair) === name);
  if (section < 0) return { isNew: true, column: column + step };
  const value = resolveAlias(pairs[section]?.value);
  if (section !== first - 1 || pairs[section]?.value?.kind === 'alias') return undefined;
  if (!value) return { isNew: false, column: column + step };
  const child = value.kind === 'mapping' && !value.flow ? value.pairs[0] : undefined;
  return child && { isNew: false, column: lineColumnAt(source, child.key.span.start).column };
}

const startsLine = (source: SourceText, { key }: YamlPair): boolean => {
  const { start } = lineSpan(source, lineColumnAt(source, key.span.start).line);
  return /^ *$/.test(source.slice(start, key.span.start));
};

function shiftLines(
  source: SourceText,
  head: YamlPair,
  tail: YamlPair,
  { header, by }: { readonly header: string; readonly by: string },
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const firstLine = lineColumnAt(source, head.key.span.start).line;
  const lastLine = lineColumnAt(source, tail.value?.span.end ?? tail.span.end).line;
  for (let line = firstLine; line <= lastLine; line++) {
    const { start, end } = lineSpan(source, line);
    const isBlank = source.slice(start, end).trim() === '';
    const newText = (line === firstLine ? header : '') + (isBlank ? '' : by);
    if (newText !== '') edits.push({ span: { start, end: start }, newText });
  }
  return edits;
}
