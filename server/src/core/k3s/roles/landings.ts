// Where a variable ends: the lines of the files on the nodes that are made of it.
import type { Location } from '../../ansible/model/model.ts';
import type { InventoryContext } from '../context.ts';
import { createLineReader, type NodeLine, textsOf } from './lineSources.ts';
import { createNodeScopes } from './nodeScope.ts';
import { nodesOf, previewCluster } from './preview.ts';

/** One line of a file on one node, with the places in the inventory that make it. */
export interface Landing extends NodeLine {
  readonly host: string;
  /** The places that say what stands in the line, of all variables that it is made of. */
  readonly places: readonly Location[];
}

/** Enough to see each kind of node. */
const MAX_OF_A_ROLE = 4;

/** On some of the nodes, those first that have the variable. */
export function landingsOf(
  context: InventoryContext,
  name: string,
  owners: ReadonlySet<string>,
): readonly Landing[] {
  const { servers, agents } = nodesOf(context.model);
  const some = (nodes: readonly string[]): readonly string[] => {
    const own: string[] = [];
    for (const host of nodes) if (own.length < MAX_OF_A_ROLE && owners.has(host)) own.push(host);
    return [...new Set([...own, ...nodes.slice(0, MAX_OF_A_ROLE)])].slice(0, MAX_OF_A_ROLE);
  };
  const { hosts } = previewCluster(context, { hosts: [...some(servers), ...some(agents)] });
  const scopes = createNodeScopes(context);
  return [...hosts].flatMap(([host, node]) => {
    const paths = [...textsOf(node).keys()].filter((path) =>
      node.origins
        .get(path)
        ?.some(({ reads }) => reads.some((read) => read.name === name && owners.has(read.host))),
    );
    if (paths.length === 0) return [];
    const reader = createLineReader(context, host, node, scopes);
    return paths.flatMap(reader.linesOf).flatMap((line) => {
      const sources = reader.sourcesOf(line);
      const isMade = sources.some((source) => source.name === name && owners.has(source.host));
      return isMade ? [{ ...line, host, places: sources.map(({ place }) => place) }] : [];
    });
  });
}
