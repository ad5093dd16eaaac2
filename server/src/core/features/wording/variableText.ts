// A variable of the schema in words, for hover and completion.
import type { Variable, VariableType } from '../../k3s/schema/variableSchema.ts';
import { code, markdown } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';

const TYPES: Readonly<Record<VariableType, Message>> = {
  string: msg('text'),
  boolean: msg('boolean: true or false, without quotes'),
  integer: msg('whole number'),
  list: msg('list'),
  mapping: msg('mapping'),
  path: msg('path'),
  host: msg('address: IP or DNS name'),
  version: msg('K3s release'),
  arguments: msg('text with command-line flags'),
  'yaml-mapping-text': msg('text that holds a YAML mapping (a block after |)'),
  'octal-mode': msg('file mode in quotes'),
};

/** The type of a variable in words; one without a type is a text. */
export const typeName = (type: VariableType = 'string'): Message => TYPES[type];

/** Markdown paragraphs: facts first, then what the schema says, then where to read on. */
export function describeVariable(variable: Variable): readonly Message[] {
  return [
    ...inOneLine(facts(variable)),
    variable.description,
    ...(variable.readBy.length > 0 ? [msg('Read by: {0}', variable.readBy.join(', '))] : []),
    msg('[Documentation]({0})', markdown(variable.link)),
  ];
}

const inOneLine = (parts: readonly Message[]): readonly Message[] =>
  parts.length === 0 ? [] : [parts.reduce((line, part) => msg('{0} · {1}', line, part))];

function facts({ type, default: standard, since, until, renamedTo, required }: Variable): readonly Message[] {
  return [
    ...(type ? [msg('Type: {0}', typeName(type))] : []),
    ...(required ? [msg('Required')] : []),
    ...(standard === undefined
      ? []
      : [
          msg(
            'Default: {0}',
            code(typeof standard === 'string' && standard !== '' ? standard : JSON.stringify(standard)),
          ),
        ]),
    ...(since?.release ? [msg('Since k3s-ansible {0}', since.release)] : []),
    ...(until ? [msg('Until k3s-ansible {0}', until.release ?? until.date)] : []),
    ...(renamedTo ? [msg('Now: {0}', code(renamedTo))] : []),
  ];
}
