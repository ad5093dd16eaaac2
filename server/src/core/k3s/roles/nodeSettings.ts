// The settings that K3s starts with on a node, read back from what the roles write there: its configuration, then the
// arguments of its service, which overrule it.
import { parseYaml } from '../../yaml/parseYaml.ts';
import { resolveAlias, type YamlNode } from '../../yaml/tree.ts';
import { readArguments } from '../config/argumentText.ts';
import { entriesOf } from '../config/configText.ts';
import { findFlag } from '../config/flags.ts';
import { readUnitWords, type Word } from '../config/unitWords.ts';
import type { NodePreview } from './node.ts';
import { CONFIG } from './steps.ts';

/** By name, the last one that is written; several values joined by commas. */
export type NodeSettings = ReadonlyMap<string, string>;

/**
 * The settings by flag. Read from the written files instead of the variables, because only there it is decided which
 * of several sources wins.
 */
export function settingsOn({ role, files }: NodePreview): NodeSettings {
  const found = new Map<string, string>();
  const config = files.get(CONFIG)?.content ?? '';
  for (const { name, value } of entriesOf(parseYaml(config).root)) found.set(nameOf(name), textOf(value));
  for (const [path, { content }] of files) {
    if (path.endsWith('.env')) addEnvironment(content, found);
    if (!path.endsWith('.service')) continue;
    const words = argumentsIn(content);
    const own = new Map<string, string[]>();
    for (const { name, value, isBare } of readArguments({ words, scope: role }).flags)
      own.set(nameOf(name), [...(own.get(nameOf(name)) ?? []), value?.text ?? (isBare ? 'true' : '')]);
    for (const [name, values] of own) found.set(name, values.join(','));
  }
  return found;
}

/** Whether the server comes without a network for pods. */
export const isWithoutNetwork = (settings: NodeSettings): boolean =>
  settings.get('flannel-backend') === 'none';

/** Environment variables that set a flag, such as K3S_NODE_NAME. */
function addEnvironment(content: string, found: Map<string, string>): void {
  for (const [, variable = '', value = ''] of content.matchAll(/^K3S_(\w+)=(.*)$/gm)) {
    const name = variable.toLowerCase().replaceAll('_', '-');
    if (findFlag(name) && !found.has(name)) found.set(name, value.replace(/^(['"])(.*)\1$/, '$2'));
  }
}

/** The main name of a flag with two names. */
const nameOf = (name: string): string => findFlag(name)?.name ?? name;

function textOf(node: YamlNode | undefined): string {
  const value = resolveAlias(node);
  if (value?.kind === 'sequence') return value.items.map(textOf).join(',');
  return value?.kind === 'scalar' ? value.text : '';
}

/** The words behind the sub-command. */
function argumentsIn(unit: string): readonly Word[] {
  const [, command = ''] = /^ExecStart=([\s\S]*)$/m.exec(unit) ?? [];
  const text = command.replace(/<unknown: [^>]*>/g, '\uE000');
  return readUnitWords(text, { isOwnLine: false, hasBlankBehind: false }).words.slice(2);
}
