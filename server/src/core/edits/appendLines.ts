// The edit that adds lines of their own at the end of an inventory.
import type { ModelFile } from '../ansible/model/model.ts';
import { lineBreakOf } from '../text/sourceText.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** Only where text at the end is surely read: in sections, or in a mapping that has lines of its own. */
export function appendLines({ source, document }: ModelFile, lines: readonly string[]): TextEdit | undefined {
  const isOpenMapping = document?.root?.kind === 'mapping' && !document.root.flow;
  const isWhole = document?.problems.every(({ fatal }) => !fatal) ?? true;
  if (document && !(isOpenMapping && isWhole && !ENDS_DOCUMENT.test(source.text))) return undefined;
  const end = source.text.length;
  const isAtStart = source.text === '' || source.text.endsWith('\n');
  const newText = [...(isAtStart ? [] : ['']), ...lines, ''].join(lineBreakOf(source));
  return { span: { start: end, end }, newText };
}

/** Lines behind this mark do not belong to the document. */
const ENDS_DOCUMENT = /^\.\.\.[ \t]*(?:#.*)?$/m;
