// The ranges that a selection grows to, step by step: a part of a template, the string, the value, the pair, the
// mapping.

import type { ModelFile } from '../../ansible/model/model.ts';
import { entriesBelow } from '../../ansible/sources/outline.ts';
import type { SymbolIndex } from '../../ansible/templates/references.ts';
import { configTextAt } from '../../k3s/config/configText.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { isInside, type Span, spanOf, spanTouches } from '../../text/span.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { nodesAround, templateAt } from '../cursor/expressionAt.ts';
import { nodesAt } from '../cursor/yamlNodes.ts';

/** The smallest first, each inside of the next. */
export function selectionRangesAt(
  context: InventoryContext,
  file: ModelFile,
  names: SymbolIndex,
  offset: number,
): readonly Span[] {
  const { text } = file.source;
  const outer = file.document ? yamlSpans(file.document.root, offset) : outlineSpans(names, offset);
  return nested([
    spanOf(0, text.length),
    ...outer,
    ...configSpans(context, file, offset),
    ...templateSpans(file, names, offset),
  ]);
}

/** Of a configuration of K3s inside of a text. */
function configSpans(context: InventoryContext, { source }: ModelFile, offset: number): readonly Span[] {
  const config = configTextAt(context, source.uri, offset);
  return config?.outer ? yamlSpans(config.root, config.indexAt(offset)).map(config.place) : [];
}

function yamlSpans(root: YamlNode | undefined, offset: number): readonly Span[] {
  return nodesAt(root, offset).flatMap((node) => {
    if (node.kind !== 'mapping') return [node.span];
    const pair = node.pairs.find(({ span }) => spanTouches(span, offset));
    return pair ? [node.span, pair.span] : [node.span];
  });
}

const outlineSpans = ({ outline }: SymbolIndex, offset: number): readonly Span[] =>
  [...entriesBelow(outline)]
    .filter(({ span }) => spanTouches(span, offset))
    .flatMap(({ span, nameSpan, value }) => [span, ...(value ? [value.span] : []), nameSpan])
    .filter((span) => spanTouches(span, offset));

/** The text between the quotes, then the tree of the template. */
function templateSpans(file: ModelFile, { templates }: SymbolIndex, offset: number): readonly Span[] {
  const template = templateAt(templates, offset);
  if (!template) return quotedSpan(file, offset);
  const { map, scalar } = template;
  const place = ({ start, end }: Span): Span => map.spanAt(start, end);
  const inner = nodesAround(template.template, map.indexAt(offset)).map(({ span }) => place(span));
  return [place(spanOf(0, scalar.text.length)), ...inner];
}

function quotedSpan({ document }: ModelFile, offset: number): readonly Span[] {
  const node = nodesAt(document?.root, offset).at(-1);
  const isQuoted = node?.kind === 'scalar' && (node.style === 'single' || node.style === 'double');
  return isQuoted && node.tag === undefined ? [spanOf(node.span.start + 1, node.span.end - 1)] : [];
}

/** From the largest inwards, only those that lie in all the larger ones. */
function nested(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const [smallest] = result;
    if (smallest && (!isInside(span, smallest) || span.end - span.start >= smallest.end - smallest.start))
      continue;
    result.unshift(span);
  }
  return result;
}
