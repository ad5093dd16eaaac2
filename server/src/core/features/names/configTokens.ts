// What is key, number, switch and comment inside of a configuration of K3s, which a grammar takes for one text.
import { type ShownConfig, shownConfigs } from '../../k3s/config/configText.ts';
import { isUnknown } from '../../k3s/config/maskJinja.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import type { Span } from '../../text/span.ts';
import type { YamlNode } from '../../yaml/tree.ts';

/** A part of a configuration that has a colour of its own. */
export interface ConfigToken {
  readonly span: Span;
  readonly type: 'property' | 'number' | 'keyword' | 'comment';
  readonly isBuiltIn: false;
}

/** The tokens of the configurations that touch `within`, not sorted. */
export const configTokensIn = (
  context: InventoryContext,
  uri: string,
  within: Span,
): readonly ConfigToken[] =>
  shownConfigs(context, uri)
    .filter(({ outer }) => outer && outer.span.start <= within.end && within.start <= outer.span.end)
    .flatMap((config) => [...commentsOf(config), ...tokensOf(config, config.root)]);

const token = (span: Span, type: ConfigToken['type']): ConfigToken => ({ span, type, isBuiltIn: false });

/** Jinja in a comment is Jinja all the same, and has colours of its own. */
const commentsOf = ({ comments, textAt, place }: ShownConfig): readonly ConfigToken[] =>
  comments.filter((span) => !isUnknown(textAt(span))).map((span) => token(place(span), 'comment'));

function tokensOf(config: ShownConfig, node: YamlNode | undefined): readonly ConfigToken[] {
  if (node?.kind === 'mapping')
    return node.pairs.flatMap(({ key, value }) => [
      ...(key.kind === 'scalar' && !isUnknown(key.text) ? [token(config.place(key.span), 'property')] : []),
      ...tokensOf(config, value),
    ]);
  if (node?.kind === 'sequence') return node.items.flatMap((item) => tokensOf(config, item));
  if (node?.kind !== 'scalar' || node.style !== 'plain' || node.text === '') return [];
  if (node.type === 'int' || node.type === 'float') return [token(config.place(node.span), 'number')];
  return node.type === 'bool' || node.type === 'null' ? [token(config.place(node.span), 'keyword')] : [];
}
