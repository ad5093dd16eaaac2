// The edits that turn a list of names into the keys of a mapping, where that is possible without guessing.
import { lineColumnAt, type SourceText } from '../text/sourceText.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { YamlNode, YamlScalar, YamlSequence } from '../yaml/tree.ts';

/** `undefined` when an item is more than a name, or a name stands twice. `key` is the key the list belongs to. */
export function listToMapping(
  source: SourceText,
  list: YamlSequence,
  key: Span,
): readonly TextEdit[] | undefined {
  const names = list.items.map((item) => nameOf(item, list.flow));
  if (names.includes(undefined) || new Set(names).size < names.length) return undefined;
  return list.flow ? flowEdits(source, list) : blockEdits(source, list, key);
}

/** The name when the item is one, or a name with a colon already. */
function nameOf(item: YamlNode, flow: boolean): string | undefined {
  if (item.kind === 'mapping') {
    const [pair, ...others] = item.pairs;
    const isKey = !item.flow && others.length === 0 && (!pair?.value || pair.value.kind === 'mapping');
    return pair && isKey && !flow ? nameOf(pair.key, flow) : undefined;
  }
  if (item.kind !== 'scalar' || !isName(item)) return undefined;
  return flow && item.style === 'plain' && item.text.includes(':') ? undefined : item.text;
}

const isName = ({ type, style, text, tag, anchor }: YamlScalar): boolean =>
  type === 'str' && style !== 'literal' && style !== 'folded' && !tag && !anchor && /^[^\s=,{}]+$/.test(text);

function flowEdits(source: SourceText, { span, items }: YamlSequence): readonly TextEdit[] | undefined {
  if (source.pieces.charAt(span.start) !== '[' || source.pieces.charAt(span.end - 1) !== ']')
    return undefined;
  return [
    { span: { start: span.start, end: span.start + 1 }, newText: '{' },
    ...items.map(({ span: { end } }) => ({ span: { start: end, end }, newText: ': {}' })),
    { span: { start: span.end - 1, end: span.end }, newText: '}' },
  ];
}

function blockEdits(
  source: SourceText,
  { items, span }: YamlSequence,
  key: Span,
): readonly TextEdit[] | undefined {
  const indent = lineColumnAt(source, span.start).column;
  // A list may stand as deep as its key; keys must stand deeper. Items with lines of their own keep their columns.
  const moves =
    indent > lineColumnAt(source, key.start).column && items.every((item) => item.kind === 'scalar');
  const edits: TextEdit[] = [];
  for (const item of items) {
    const dash = source.text.lastIndexOf('-', item.span.start - 1);
    const gap = source.slice(dash + 1, item.span.start);
    if (lineColumnAt(source, dash).column !== indent || !/^ +$/.test(gap)) return undefined;
    edits.push({ span: { start: dash, end: item.span.start }, newText: moves ? '' : ` ${gap}` });
    if (item.kind === 'scalar')
      edits.push({ span: { start: item.span.end, end: item.span.end }, newText: ':' });
  }
  return edits;
}
