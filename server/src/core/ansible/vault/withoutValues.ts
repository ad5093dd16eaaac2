// What may be known of a file that is encrypted as a whole once it has been decrypted: its names, and not its values.
// No other part of the core ever gets the values, so that nothing can print them.
import { createSourceText, lineColumnAt } from '../../text/sourceText.ts';
import { parseJson } from '../../yaml/construct/parseJson.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';
import { HIDDEN, holdsSecret, isReference } from '../secrets/hiddenTexts.ts';
import { entriesOf } from '../sources/entries.ts';

/** Far deeper and longer than people write; aliases of aliases can stand for more than fits into memory. */
const MAX_DEPTH = 100;
const MAX_NODES = 100_000;

/**
 * The plain text of a YAML or JSON file as JSON, with {@link HIDDEN} marked as encrypted in place of each value. What
 * tells nothing stays: null, empty texts, true and false, and references such as `{{ other }}`. Each name stands in
 * the line it has in the plain text. `undefined` for a text that Ansible refuses, or that is no mapping and no list.
 */
export function withoutValues(plaintext: string): string | undefined {
  const { root, problems } = parseJson(plaintext) ?? parseYaml(plaintext);
  if (problems.some(({ fatal }) => fatal)) return undefined;
  if (root === undefined) return '{}';
  const node = resolveAlias(root);
  if (node?.kind !== 'mapping' && node?.kind !== 'sequence') return undefined;
  const writer = new PlacedWriter(plaintext);
  return writeNode(writer, node, 0) ? writer.text : undefined;
}

/** `false` for what is too deep, or too much. */
function writeNode(writer: PlacedWriter, node: YamlNode | undefined, depth: number): boolean {
  const value = resolveAlias(node);
  if (depth > MAX_DEPTH || ++writer.nodes > MAX_NODES) return false;
  if (value?.kind === 'mapping') {
    let before = '{';
    for (const { key, name, value: item } of entriesOf(value)) {
      writer.add(before);
      writer.add(`${JSON.stringify(holdsSecret(name) ? HIDDEN : name)}: `, key.span.start);
      if (!writeNode(writer, item, depth + 1)) return false;
      before = ', ';
    }
    writer.add(before === '{' ? '{}' : '}');
    return true;
  }
  if (value?.kind === 'sequence') {
    writer.add('[');
    for (const [index, item] of value.items.entries()) {
      if (index > 0) writer.add(', ');
      writer.add('', item.span.start);
      if (!writeNode(writer, item, depth + 1)) return false;
    }
    writer.add(']');
    return true;
  }
  writer.add(isTelling(value) ? JSON.stringify({ __ansible_vault: HIDDEN }) : jsonOf(value));
  return true;
}

const isTelling = (scalar: YamlScalar | undefined): scalar is YamlScalar =>
  scalar !== undefined &&
  scalar.type !== 'null' &&
  scalar.type !== 'bool' &&
  !(
    scalar.type === 'str' &&
    scalar.tag === undefined &&
    (scalar.text === '' || isShortReference(scalar.text))
  );

/** Where it stands alone in its line; in a text of several lines it is a part of a configuration. */
const isShortReference = (text: string): boolean => isReference(text) && !text.includes('\n');

const jsonOf = (scalar: YamlScalar | undefined): string =>
  JSON.stringify(scalar === undefined || scalar.type === 'null' ? null : scalar.value);

/** Writes text to the lines and columns of another one, as far as there is room. */
class PlacedWriter {
  text = '';
  nodes = 0;
  private line = 0;
  private column = 0;
  private readonly source;

  constructor(original: string) {
    this.source = createSourceText('', original);
  }

  /** `place` is an offset of the original. */
  add(text: string, place?: number): void {
    if (place !== undefined) this.moveTo(place);
    this.text += text;
    this.column += text.length;
  }

  private moveTo(place: number): void {
    const { line, column } = lineColumnAt(this.source, place);
    if (line < this.line) return;
    if (line > this.line) {
      this.text += '\n'.repeat(line - this.line);
      this.line = line;
      this.column = 0;
    }
    if (column > this.column) this.add(' '.repeat(column - this.column));
  }
}
