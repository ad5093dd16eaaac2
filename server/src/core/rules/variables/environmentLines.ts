// Variables of the environment that are written as mappings, as the lines `NAME=value` of an environment file.
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { replaceValueEdit } from '../../edits/replaceValue.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { doubleQuoted } from '../../yaml/edits.ts';
import { keyText, resolveAlias, type YamlNode, type YamlPair } from '../../yaml/tree.ts';

/** `undefined` where nothing is such a mapping, or one holds more than a text. */
export function environmentLines(
  definition: VariableDefinition,
  node: YamlNode,
  { source }: ModelFile,
): readonly TextEdit[] | undefined {
  if (node.kind === 'mapping') {
    const lines = node.pairs.map(lineFor);
    return lines.length === 0 || lines.includes(undefined)
      ? undefined
      : [replaceValueEdit(source, definition, `[${lines.join(', ')}]`)];
  }
  if (node.kind !== 'sequence') return undefined;
  const mappings = node.items.filter((item) => item.kind === 'mapping');
  const edits = mappings.flatMap((item) => {
    const line = item.kind === 'mapping' && item.pairs.length === 1 ? lineFor(item.pairs[0]) : undefined;
    return line === undefined ? [] : [{ span: item.span, newText: line }];
  });
  return edits.length > 0 && edits.length === mappings.length ? edits : undefined;
}

function lineFor(pair: YamlPair | undefined): string | undefined {
  const name = pair && keyText(pair);
  const value = resolveAlias(pair?.value);
  if (!name || !/^\w+$/.test(name)) return undefined;
  if (value?.kind !== 'scalar' || value.type === 'vault' || value.type === 'null') return undefined;
  return /[\r\n]/.test(value.text) ? undefined : doubleQuoted(`${name}=${value.text}`);
}
