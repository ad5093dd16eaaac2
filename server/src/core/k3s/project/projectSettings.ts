// What a `.k3s-inventory.yml` says, and what is wrong in it. What cannot be read counts as not said.
import type { CoreName } from '../../ansible/target/targetCore.ts';
import { type Message, msg } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { keyText, resolveAlias, type YamlDocument, type YamlNode, type YamlPair } from '../../yaml/tree.ts';
import { nearestName } from '../schema/nearMiss.ts';
import { type ProjectKey, projectKeys } from './projectSchema.ts';

/** How strict checking is as a whole; single rules can still be set beside it. */
export type Profile = 'minimal' | 'recommended' | 'strict';

/** The names of the file; a value that is not as the schema says is left out. */
export interface ProjectSettings {
  readonly profile?: Profile;
  readonly rules?: Readonly<Record<string, 'error' | 'warning' | 'info' | 'off'>>;
  readonly exclude?: readonly string[];
  readonly any_inventory?: boolean;
  readonly target_core?: CoreName;
  readonly target_k3s_ansible?: string;
  readonly playbook_dir?: string;
  readonly vault_password_file?: string;
}

/** Something wrong in the configuration, in its own text. */
export interface ProjectProblem {
  readonly span: Span;
  readonly message: Message;
}

/** What the configuration says, with all that is wrong in it: one bad setting does not cost the others. */
export interface ReadProject {
  readonly settings: ProjectSettings;
  readonly problems: readonly ProjectProblem[];
  /** The rules that it names, each with its place. */
  readonly named: readonly { readonly rule: string; readonly span: Span }[];
}

/** Reads the configuration; never throws. An empty file is a configuration that sets nothing. */
export function readProjectSettings({ root, problems: found }: YamlDocument): ReadProject {
  const problems: ProjectProblem[] = found
    .filter(({ fatal }) => fatal)
    .map(({ span, detail }) => ({ span, message: msg('The configuration cannot be read: {0}', detail) }));
  const mapping = resolveAlias(root);
  const isBroken = found.some(({ fatal }) => fatal);
  if (isBroken || mapping === undefined || isNothing(mapping)) return { settings: {}, problems, named: [] };
  if (mapping.kind !== 'mapping') {
    problems.push({
      span: mapping.span,
      message: msg('Expected a mapping: one setting with its value a line.'),
    });
    return { settings: {}, problems, named: [] };
  }
  const settings = new Map<string, unknown>();
  const named: { rule: string; span: Span }[] = [];
  for (const pair of mapping.pairs) {
    const name = keyText(pair) ?? '';
    const key = projectKeys().find((known) => known.name === name);
    const value = resolveAlias(pair.value);
    if (!key) problems.push({ span: pair.key.span, message: unknownName(name) });
    else if (settings.has(name))
      problems.push({ span: pair.key.span, message: msg('{0} stands here twice.', name) });
    else if (value && !isNothing(value)) {
      const read = readValue(key, value, problems);
      if (read !== undefined) settings.set(name, read);
      if (key.type === 'object' && value.kind === 'mapping') named.push(...value.pairs.map(namedRule));
    }
  }
  return { settings: Object.fromEntries(settings), problems, named };
}

const isNothing = (node: YamlNode): boolean => node.kind === 'scalar' && node.type === 'null';

const namedRule = (pair: YamlPair) => ({ rule: keyText(pair) ?? '', span: pair.key.span });

function unknownName(name: string): Message {
  const names = projectKeys().map((key) => key.name);
  const near = nearestName(name, names);
  return near === undefined
    ? msg('There is no setting "{0}"; there are {1}.', name, names.join(', '))
    : msg('There is no setting "{0}"; did you mean {1}?', name, near);
}

/** `undefined` where it is not what is expected, which is added to the problems. */
function readValue(key: ProjectKey, node: YamlNode, problems: ProjectProblem[]): unknown {
  const refuse = (place: YamlNode, message: Message): undefined => {
    problems.push({ span: place.span, message });
    return undefined;
  };
  const chosen = (text: string, place: YamlNode): string | undefined =>
    !key.choices || key.choices.includes(text)
      ? text
      : refuse(place, msg('Expected one of {0}.', key.choices.join(', ')));
  switch (key.type) {
    case 'boolean':
      if (node.kind === 'scalar' && node.type === 'bool') return node.value;
      return refuse(node, msg('Expected true or false.'));
    case 'array': {
      const items = node.kind === 'sequence' ? node.items.map(resolveAlias) : [];
      const texts = items.flatMap((item) => (item?.kind === 'scalar' && item.text !== '' ? [item.text] : []));
      if (node.kind === 'sequence' && texts.length === items.length) return texts;
      return refuse(node, msg('Expected a list of names.'));
    }
    case 'object': {
      if (node.kind !== 'mapping')
        return refuse(node, msg('Expected a mapping: a rule and its severity a line.'));
      return Object.fromEntries(
        node.pairs.flatMap((pair) => {
          const value = resolveAlias(pair.value);
          const text = value?.kind === 'scalar' ? severityText(value.value, value.text) : undefined;
          const read = chosen(text ?? '', pair.value ?? pair.key);
          return read === undefined ? [] : [[keyText(pair) ?? '', read]];
        }),
      );
    }
    default:
      // A release such as 2.19 is a number to YAML.
      if (node.kind !== 'scalar' || node.type === 'vault' || node.text === '')
        return refuse(node, msg('Expected a text.'));
      return chosen(node.text, node);
  }
}

/** `off` without quotes is false to YAML. */
const severityText = (value: unknown, text: string): string =>
  value === false && text.toLowerCase() === 'off' ? 'off' : text;
