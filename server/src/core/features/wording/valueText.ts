// Values in words for a hover: short, on one line, and never a secret.
import type { VariableDefinition } from '../../ansible/model/model.ts';
import { withoutSecrets } from '../../ansible/print/secrets.ts';
import { HIDDEN } from '../../ansible/secrets/hiddenTexts.ts';
import { hasJinja, parseTemplate } from '../../jinja/parse.ts';
import { walk } from '../../jinja/walk.ts';
import type { VariableSchema } from '../../k3s/schema/variableSchema.ts';
import { code } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';

const MAX_LENGTH = 60;

/** Markdown. */
export function valueText(schema: VariableSchema, { name, value }: VariableDefinition): Message {
  const node = resolveAlias(value);
  if (node && isSecret(schema, name, node)) return msg('•••');
  if (node?.kind === 'mapping') return msg('mapping with {0} keys', node.pairs.length);
  if (node?.kind === 'sequence') return msg('list of {0}', node.items.length);
  return msg('{0}', code(node ? shorten(writtenText(node)) : 'null'));
}

/** Of a mapping or list, only the size is shown. */
function isSecret(schema: VariableSchema, name: string, node: YamlNode): boolean {
  if (node.kind !== 'scalar') return false;
  const hides = (text: string): boolean => withoutSecrets(schema, name, text) === HIDDEN;
  return node.type === 'vault' || hides(node.text) || literalsOf(node.text).some(hides);
}

/** The strings that stand in a template. */
function literalsOf(text: string): readonly string[] {
  if (!hasJinja(text)) return [];
  const nodes = [...walk(parseTemplate(text).template)];
  return nodes.flatMap((node) => (node.kind === 'string' ? [node.value] : []));
}

/** In quotes where these make it a text. */
function writtenText({ style, type, text }: YamlScalar): string {
  if (type === 'null') return 'null';
  const isQuoted = style === 'single' || style === 'double';
  const looksOther = /^(?:|[-+.\d].*|true|false|yes|no|on|off|null|~)$/i.test(text);
  return text === '' || (isQuoted && looksOther) ? `"${text}"` : text;
}

/** The beginning of the first line. */
export function shorten(text: string, maxLength = MAX_LENGTH): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  if (line.length > maxLength) return `${line.slice(0, maxLength)}…`;
  return line.length < text.trimEnd().length ? `${line} …` : line;
}
