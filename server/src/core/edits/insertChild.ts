// The edit that names a group among the children of another one, in the same file.

import type { RuleContext } from '../diagnostics/rule.ts';
import { lineBreakOf, lineColumnAt, lineSpan, type SourceText } from '../text/sourceText.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { indentAt } from '../yaml/edits.ts';
import { findPairAt } from '../yaml/pairs.ts';
import { findPair, type YamlPair } from '../yaml/tree.ts';

/** Only where the entries of `children:` have lines of their own; other shapes are left to the user. */
export function insertChild(
  { model, files }: RuleContext,
  uri: string,
  parent: string,
  child: string,
): TextEdit | undefined {
  const place = model.groups.get(parent)?.locations.find((location) => location.uri === uri);
  const file = files.get(uri);
  const group = place && findPairAt(file?.document?.root, place.span)?.pair;
  if (!file || group?.value?.kind !== 'mapping') return undefined;
  const children = findPair(group.value, 'children');
  const value = children?.value;
  if (value?.kind !== 'mapping' || value.flow) return undefined;
  const [first] = value.pairs;
  if (!first || !startsLine(file.source, first)) return undefined;
  const { start } = lineSpan(file.source, lineColumnAt(file.source, first.key.span.start).line);
  const newText = `${indentAt(file.source, start)}${child}:${lineBreakOf(file.source)}`;
  return { span: { start, end: start }, newText };
}

const startsLine = (source: SourceText, { key }: YamlPair): boolean => {
  const { start } = lineSpan(source, lineColumnAt(source, key.span.start).line);
  return source.slice(start, key.span.start).trim() === '';
};
