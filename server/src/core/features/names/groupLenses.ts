// Lenses above the groups of the cluster: how many machines they have.

import { clusterHosts } from '../../k3s/cluster.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { countOf } from '../wording/countOf.ts';

/** A line above the name of a group. */
export interface GroupLens {
  readonly span: Span;
  readonly title: Message;
}

/** Where the file names the group of the servers and that of the agents for the first time. */
export function groupLenses({ model }: InventoryContext, uri: string): readonly GroupLens[] {
  const groups = clusterGroups(model);
  if (!groups) return [];
  const { servers, agents } = clusterHosts(model);
  const counted = [
    { name: groups.server, title: countOf(servers.length, 'servers') },
    { name: groups.agent, title: countOf(agents.length, 'agents') },
  ];
  return counted.flatMap(({ name, title }) => {
    const place = model.groups.get(name)?.locations.find((location) => location.uri === uri);
    return place ? [{ span: place.span, title }] : [];
  });
}
