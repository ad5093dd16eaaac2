// Completion inside a configuration of K3s: its keys, their values, and components that can be disabled.
import { entriesOf } from '../../k3s/config/configText.ts';
import { choicesOf, type Flag, findFlag, flagsFor } from '../../k3s/config/flags.ts';
import { type RegistryKey, registryKeyAt } from '../../k3s/config/registries.ts';
import type { Message } from '../../text/message.ts';
import { resolveAlias, type YamlNode } from '../../yaml/tree.ts';
import type { ConfigCursor } from '../cursor/configCursor.ts';
import type { KeyCursor } from '../cursor/cursor.ts';
import { describeFlag, describeRegistryKey, flagTypeName, registryTypeName } from '../wording/flagText.ts';
import type { CompletionEntry } from './completionEntry.ts';
import { keyEdit } from './keyEdit.ts';

/** What can be written, whatever the cursor stands at. */
interface Choice {
  readonly text: string;
  readonly detail?: Message;
  readonly documentation?: readonly Message[];
}

/** Edits are made in the text of the configuration, and placed in the file that holds it. */
export function completeConfig(at: ConfigCursor): readonly CompletionEntry[] {
  const { cursor } = at;
  const entries = cursor.kind === 'key' ? keys(at, cursor) : values(at);
  return entries.map((entry) => {
    const filterText = at.blanks + (entry.filterText ?? entry.label);
    return { ...entry, edit: at.toFile(entry.edit), ...(at.blanks && { filterText }) };
  });
}

function keys(at: ConfigCursor, cursor: KeyCursor): readonly CompletionEntry[] {
  const { path } = cursor;
  if (at.reader === 'registries') {
    const key = registryKeyAt(path);
    const names = key?.each ? (path[0] === 'mirrors' ? REGISTRY_NAMES : []) : Object.keys(key?.keys ?? {});
    return names.flatMap((name) => {
      const below = registryKeyAt([...path, name]);
      const written = name === '*' ? '"*"' : name;
      if (!below || cursor.siblings.includes(name)) return [];
      return {
        kind: 'variable' as const,
        ...keyEdit(cursor, written, registrySnippet(below)),
        detail: registryTypeName(below),
        documentation: describeRegistryKey(below),
      };
    });
  }
  if (path.length > 0) return listItems(at, cursor);
  return flagsFor(at.reader)
    .filter(({ name, alias, deprecatedFor }) => {
      const isThere = cursor.siblings.some((sibling) => [name, alias].includes(sibling.replace(/\+$/, '')));
      return !isThere && !deprecatedFor;
    })
    .map((flag) => ({
      kind: 'variable',
      ...keyEdit(cursor, flag.name, flagSnippet(flag)),
      detail: flagTypeName(flag),
      documentation: describeFlag(flag),
      // Keys that the role sets itself come last.
      sortText: (flag.setByRole ? '1' : '0') + flag.name,
    }));
}

const REGISTRY_NAMES = ['docker.io', 'ghcr.io', 'quay.io', 'registry.k8s.io', '*'];

function registrySnippet({ kind }: RegistryKey): string {
  if (kind === 'mapping') return '\n  $1';
  if (kind === 'sequence') return '\n  - "${1:https://}"';
  return kind === 'boolean' ? '${1|true,false|}' : '"$1"';
}

function flagSnippet({ type, values, name, form }: Flag): string {
  if (type === 'boolean') return '${1|true,false|}';
  if (type === 'list' && form !== 'networks') return '\n  - $1';
  if (values) return `\${1|${values.join(',')}|}`;
  return name.endsWith('-mode') ? '"${1:0600}"' : '$1';
}

/** A line below the key of a list. */
const listItems = (at: ConfigCursor, cursor: KeyCursor): readonly CompletionEntry[] =>
  choices(at, cursor.path).map(({ text, ...choice }, index) => ({
    ...choice,
    kind: 'value',
    label: `- ${text}`,
    edit: { span: cursor.replace, newText: `- ${text}` },
    isSnippet: false,
    filterText: cursor.replaced + text,
    sortText: String(index).padStart(2, '0'),
  }));

function values(at: ConfigCursor): readonly CompletionEntry[] {
  const { cursor } = at;
  const blank = cursor.kind === 'value' && cursor.needsSpace ? ' ' : '';
  return choices(at, cursor.path).map(({ text, ...choice }, index) => ({
    ...choice,
    kind: 'value',
    label: text,
    edit: { span: cursor.replace, newText: blank + text },
    isSnippet: false,
    sortText: String(index).padStart(2, '0'),
  }));
}

function choices(at: ConfigCursor, path: readonly string[]): readonly Choice[] {
  if (at.reader === 'registries')
    return registryKeyAt(path)?.kind === 'boolean' ? [{ text: 'true' }, { text: 'false' }] : [];
  const flag = path.length === 1 ? findFlag(path[0]?.replace(/\+$/, '') ?? '') : undefined;
  if (!flag) return [];
  const taken = at.cursor.kind === 'value' ? [] : itemsOf(at, path[0] ?? '');
  return choicesOf(flag)
    .filter((text) => !taken.includes(text))
    .map((text) => ({ text }));
}

/** The items that the list already has. */
const itemsOf = ({ document }: ConfigCursor, name: string): readonly string[] => {
  const value = entriesOf(document.root).find((entry) => entry.name === name)?.value;
  const items: readonly (YamlNode | undefined)[] = value?.kind === 'sequence' ? value.items : [value];
  return items.flatMap((item) => {
    const node = resolveAlias(item);
    return node?.kind === 'scalar' ? node.text.split(',').map((part) => part.trim()) : [];
  });
};
