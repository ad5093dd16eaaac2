// What stands above the nodes of the cluster: the way to what lands on them.
import type { InventoryContext } from '../../k3s/context.ts';
import { nodesOf } from '../../k3s/roles/preview.ts';
import type { Span } from '../../text/span.ts';
import { visible } from '../../text/visible.ts';

/** A line above the name of a node. */
export interface NodeLens {
  readonly span: Span;
  readonly host: string;
}

/** More would push the text itself out of sight. */
const MAX_LENSES = 20;

/** Where the file names a node for the first time; of a range, its first node. None where there are many nodes. */
export function nodeLenses({ model, dialect }: InventoryContext, uri: string): readonly NodeLens[] {
  if (dialect && dialect.relation !== 'itself') return [];
  const { servers, agents } = nodesOf(model);
  const places = new Map<number, NodeLens>();
  for (const host of new Set([...servers, ...agents])) {
    // A name that cannot be shown cannot be distinguished from another one.
    if (visible(host) !== host) continue;
    const place = model.hosts.get(host)?.locations.find((location) => location.uri === uri);
    if (place && !places.has(place.span.start)) places.set(place.span.start, { span: place.span, host });
    if (places.size > MAX_LENSES) return [];
  }
  return [...places.values()];
}
