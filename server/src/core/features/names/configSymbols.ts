// The keys inside of a configuration of K3s, for the outline of its file.
import { type ShownConfig, shownConfigs } from '../../k3s/config/configText.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import type { Span } from '../../text/span.ts';
import { visible } from '../../text/visible.ts';
import { keyText, type YamlNode } from '../../yaml/tree.ts';

/** A key of a configuration of K3s; spans are those of the file. */
export interface SettingSymbol {
  readonly name: string;
  readonly kind: 'setting';
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly SettingSymbol[];
}

/** By the offset of the variable. */
export const configSymbols = (
  context: InventoryContext,
  uri: string,
): ReadonlyMap<number, readonly SettingSymbol[]> =>
  new Map(
    shownConfigs(context, uri).map((config) => [
      config.definition.keySpan.start,
      symbolsIn(config, config.root),
    ]),
  );

/** What stands behind an alias is shown where it is written. */
function symbolsIn(config: ShownConfig, node: YamlNode | undefined): readonly SettingSymbol[] {
  if (node?.kind !== 'mapping') return [];
  return node.pairs.flatMap((pair) => {
    const name = keyText(pair);
    if (name === undefined || name === '') return [];
    return {
      name: visible(name),
      kind: 'setting' as const,
      span: config.place(pair.span),
      nameSpan: config.place(pair.key.span),
      children: symbolsIn(config, pair.value),
    };
  });
}
