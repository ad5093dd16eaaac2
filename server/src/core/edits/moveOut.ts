// The edits that put a key, with what stands below it, one level further out: beside the key it stands below.
import { lineColumnAt, lineSpan, type SourceText } from '../text/sourceText.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { PlacedPair } from '../yaml/pairs.ts';
import { keyText } from '../yaml/tree.ts';

/** `undefined` where other keys follow, which would move along, or where the place is taken. */
export function moveOut(
  source: SourceText,
  { pair, mapping, index, above }: PlacedPair,
): readonly TextEdit[] | undefined {
  const [grand, outer] = [above.at(-2)?.value, above.at(-1)];
  if (mapping.flow || index !== mapping.pairs.length - 1 || index === 0 || !outer) return undefined;
  if (grand?.kind !== 'mapping' || grand.flow || grand.pairs.at(-1) !== outer) return undefined;
  if (grand.pairs.some((other) => keyText(other) === keyText(pair))) return undefined;
  const [from, to] = [pair, outer].map(({ key }) => lineColumnAt(source, key.span.start));
  const last = lineColumnAt(source, pair.value?.span.end ?? pair.span.end).line;
  const edits: TextEdit[] = [];
  for (let line = from?.line ?? 0; line <= last; line++) {
    const { start, end } = lineSpan(source, line);
    const by = (from?.column ?? 0) - (to?.column ?? 0);
    const text = source.slice(start, end);
    if (text.trim() === '') continue;
    if (!/^ *$/.test(text.slice(0, by)) || by <= 0) return undefined;
    edits.push({ span: { start, end: start + by }, newText: '' });
  }
  return edits;
}
