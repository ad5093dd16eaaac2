// Ranges that can be folded: everything longer than a line, the outermost first.

import type { ModelFile } from '../../ansible/model/model.ts';
import { entriesBelow } from '../../ansible/sources/outline.ts';
import type { SymbolIndex } from '../../ansible/templates/references.ts';
import { shownConfigs } from '../../k3s/config/configText.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { lineColumnAt, type SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import type { YamlNode } from '../../yaml/tree.ts';

/** Lines that can be folded. */
export interface FoldingRange {
  /** Zero-based, both included; the first one stays visible. */
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: 'comment' | 'vault';
}

/** At most `limit` of them, in the order of their lines; what lies deepest is left out. */
export function foldingRanges(
  context: InventoryContext,
  file: ModelFile,
  names: SymbolIndex,
  limit: number,
): readonly FoldingRange[] {
  const { source, document } = file;
  const inside = shownConfigs(context, source.uri)
    .filter(({ outer }) => outer)
    .flatMap(({ root, place }) => treeRanges(source, root, limit, place));
  const found = document
    ? [...commentRanges(source, document.comments), ...treeRanges(source, document.root, limit), ...inside]
    : [...entriesBelow(names.outline)].flatMap(({ span }) => linesOf(source, span));
  const byLine = new Map<number, FoldingRange>();
  for (const range of found.slice(0, limit))
    if (!byLine.has(range.startLine)) byLine.set(range.startLine, range);
  return [...byLine.values()].sort((a, b) => a.startLine - b.startLine);
}

/** Level by level, so that a limit leaves out what lies deepest. */
function treeRanges(
  source: SourceText,
  root: YamlNode | undefined,
  limit: number,
  place = (span: Span): Span => span,
): readonly FoldingRange[] {
  const ranges: FoldingRange[] = [];
  for (let level = root ? [root] : []; level.length > 0 && ranges.length < limit; ) {
    const next: YamlNode[] = [];
    for (const { node, span } of level.flatMap(entriesOf)) {
      const isVault = node?.kind === 'scalar' && node.type === 'vault';
      const folded = linesOf(source, place(span), isVault ? 'vault' : undefined);
      ranges.push(...folded);
      if (node && folded.length > 0) next.push(node);
    }
    level = next;
  }
  return ranges;
}

const entriesOf = (
  node: YamlNode,
): readonly { readonly node: YamlNode | undefined; readonly span: Span }[] => {
  if (node.kind === 'mapping') return node.pairs.map(({ value, span }) => ({ node: value, span }));
  return node.kind === 'sequence' ? node.items.map((item) => ({ node: item, span: item.span })) : [];
};

/** Lines of comments that follow each other; one behind a value is its own. */
function* commentRanges(source: SourceText, comments: readonly Span[]): Iterable<FoldingRange> {
  let first: number | undefined;
  let last = -2;
  for (const { start } of comments) {
    const { line, column } = lineColumnAt(source, start);
    if (source.slice(start - column, start).trim() !== '') continue;
    if (line !== last + 1) {
      if (first !== undefined && last > first) yield { startLine: first, endLine: last, kind: 'comment' };
      first = line;
    }
    last = line;
  }
  if (first !== undefined && last > first) yield { startLine: first, endLine: last, kind: 'comment' };
}

/** `undefined` where it all stands on one line. Blank lines at the end are not folded. */
function linesOf(source: SourceText, { start, end }: Span, kind?: 'vault'): readonly FoldingRange[] {
  let last = end;
  while (last > start && source.pieces.charAt(last - 1).trim() === '') last--;
  const startLine = source.pieces.lineAt(start);
  const endLine = source.pieces.lineAt(last);
  return endLine > startLine ? [{ startLine, endLine, ...(kind && { kind }) }] : [];
}
