// Repairs a vault text that has all its digits, and whose lines were folded or moved: only white space may change.
import { parseVaultEnvelope } from '../../ansible/vault/vaultEnvelope.ts';
import type { SourceText } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { YamlScalar } from '../../yaml/tree.ts';

/** `undefined` where that does not repair it. */
export function straightenVault(source: SourceText, { span }: YamlScalar): readonly TextEdit[] | undefined {
  const written = source.slice(span.start, span.end);
  const header = /^!vault[ \t]+(?<sign>[|>])[-+\d]*[ \t]*\r?\n/.exec(written);
  if (!header) return undefined;
  const edits: TextEdit[] = [];
  const sign = span.start + header[0].search(/[|>]/);
  if (header.groups?.['sign'] === '>') edits.push({ span: spanOf(sign, sign + 1), newText: '|' });
  const body = written.slice(header[0].length);
  const wanted = /^ */.exec(body)?.[0] ?? '';
  const lines: string[] = [];
  for (const { 0: line, index } of body.matchAll(/^[^\r\n\u2028\u2029]*\S/gm)) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    const start = span.start + header[0].length + index;
    if (indent !== wanted) edits.push({ span: spanOf(start, start + indent.length), newText: wanted });
    lines.push(line.trim());
  }
  const isRepaired = !parseVaultEnvelope(`${lines.join('\n')}\n`).problems.some(({ fatal }) => fatal);
  return isRepaired && edits.length > 0 ? edits : undefined;
}
