// Values in words fit for a hover: short, on one line, and never a secret.
import type { VariableDefinition } from '../../inventory/model.ts';
import type { VariableSchema } from '../../schema/variableSchema.ts';
import { type Message, msg } from '../../text/message.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../../yaml/tree.ts';

const MAX_LENGTH = 60;
const SECRET_NAME = /pass|token|secret|key/i;
/** Credentials in an address. */
const SECRET_TEXT = /:\/\/[^\s/@]*:[^\s/@]*@/;

/** Markdown that may stand in a table. */
export function valueText(schema: VariableSchema, { name, value }: VariableDefinition): Message {
  const isSecret = SECRET_NAME.test(name) || schema.variables.get(name)?.secret !== undefined;
  if (isSecret || holdsSecret(value)) return msg('•••');
  const node = resolveAlias(value);
  if (node?.kind === 'mapping') return msg('mapping with {0} keys', node.pairs.length);
  if (node?.kind === 'sequence') return msg('list of {0}', node.items.length);
  return msg('{0}', code(node ? shorten(writtenText(node)) : 'null'));
}

/** Anything vaulted, and whatever speaks of a secret: a `password:` inside a text, a key in a mapping. */
function holdsSecret(value: YamlNode | undefined): boolean {
  const waiting = value ? [value] : [];
  const seen = new Set<YamlNode>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = resolveAlias(next);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'sequence') waiting.push(...node.items);
    else if (node.kind === 'mapping')
      for (const pair of node.pairs) waiting.push(pair.key, ...(pair.value ? [pair.value] : []));
    else if (node.type === 'vault' || SECRET_NAME.test(node.text) || SECRET_TEXT.test(node.text)) return true;
  }
  return false;
}

/** With quotes where these make it a text. */
function writtenText({ style, type, text }: YamlScalar): string {
  if (type === 'null') return 'null';
  const isQuoted = style === 'single' || style === 'double';
  const looksOther = /^(?:|[-+.\d].*|true|false|yes|no|on|off|null|~)$/i.test(text);
  return text === '' || (isQuoted && looksOther) ? `"${text}"` : text;
}

function shorten(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  if (line.length > MAX_LENGTH) return `${line.slice(0, MAX_LENGTH)}…`;
  return line.length < text.trimEnd().length ? `${line} …` : line;
}

/** A code span; a backtick inside needs a longer fence, and a bar would end the cell of a table. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('``', '` `').replaceAll('|', '\\|')}${pad}${fence}`;
}
