// What a key or value inside of a configuration of K3s means.
import { type ConfigReader, configTextAt } from '../../k3s/config/configText.ts';
import { findFlag, takes } from '../../k3s/config/flags.ts';
import { registryKeyAt } from '../../k3s/config/registries.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { type Message, msg } from '../../text/message.ts';
import { type Span, spanTouches } from '../../text/span.ts';
import { keyText, resolveAlias, type YamlNode, type YamlPair } from '../../yaml/tree.ts';
import { describeFlag, describeRegistryKey, FILES } from '../wording/flagText.ts';

interface ConfigHover {
  readonly span: Span;
  readonly markdown: readonly Message[];
}

/** `undefined` where no known key stands. */
export function configHoverAt(
  context: InventoryContext,
  uri: string,
  offset: number,
): ConfigHover | undefined {
  const config = configTextAt(context, uri, offset);
  const pairs = config ? keysTo(config.root, config.indexAt(offset)) : [];
  const pair = pairs.at(-1);
  if (!config || !pair) return undefined;
  const names = pairs.map((each) => keyText(each)?.replace(/\+$/, '') ?? '');
  const about = aboutKey(config.reader, names);
  if (about.length === 0) return undefined;
  const markdown = [msg('**{0}**', names.at(-1) ?? ''), ...about, FILES[config.reader]];
  return { span: config.place(pair.key.span), markdown };
}

/** The pairs down to the key at the offset; none where it stands in no key. */
function keysTo(root: YamlNode | undefined, index: number): readonly YamlPair[] {
  const pairs: YamlPair[] = [];
  for (let node = resolveAlias(root); node?.kind === 'mapping'; ) {
    const pair = node.pairs.find(({ span }) => spanTouches(span, index));
    if (!pair) break;
    pairs.push(pair);
    if (spanTouches(pair.key.span, index)) return pairs;
    node = resolveAlias(pair.value);
  }
  return [];
}

function aboutKey(reader: ConfigReader, names: readonly string[]): readonly Message[] {
  if (reader === 'registries') {
    const key = registryKeyAt(names);
    return key ? describeRegistryKey(key) : [];
  }
  const flag = names.length === 1 ? findFlag(names[0] ?? '') : undefined;
  if (!flag) return [];
  return takes(reader, flag)
    ? describeFlag(flag)
    : [...describeFlag(flag), msg('Agents do not start with it.')];
}
