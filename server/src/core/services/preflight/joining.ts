// Several clusters in one inventory: whether each node finds a server that begins a cluster, when its endpoint is not
// that of all others.
import { hostsAt } from '../../k3s/addresses/hostAddress.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { AGENT_STARTS, SERVER_STARTS } from '../../k3s/roles/moments.ts';
import { createNodeScopes } from '../../k3s/roles/nodeScope.ts';
import { settingsOn } from '../../k3s/roles/nodeSettings.ts';
import type { Play } from '../../k3s/roles/play.ts';
import { nodesOf, previewCluster } from '../../k3s/roles/preview.ts';
import { msg } from '../../text/message.ts';
import { isThere, orderOf, type Reason } from './reason.ts';

/** Enough to see what is meant. */
const MAX_ENDPOINTS = 5;

/** Where the way from a node ends: at a server that joins no other, in a circle, or outside of the inventory. */
type End = 'server' | 'circle' | 'outside';

/**
 * To the roles, all nodes belong to the first of all servers, unless a group of servers of their own is named for
 * them. What another server joins by way of itself is no cluster; an endpoint that no node has may lead anywhere.
 */
export function* joiningReasons(context: InventoryContext, play: Play): Generator<Reason> {
  const endpoints = endpointsOf(context, play.hosts.keys());
  const { servers } = nodesOf(context.model);
  const [first] = servers;
  if (endpoints.size < 2 || first === undefined) return;
  const endOf = waysFrom(context);
  const nodes = [...play.hosts];
  const lost = nodes.filter(([host]) => endOf(host) === 'circle');
  const shown = [...endpoints].slice(0, MAX_ENDPOINTS).join(', ');
  if (lost.length > 0) {
    const titles = lost.some(([, { role }]) => role === 'server') ? SERVER_STARTS : AGENT_STARTS;
    const task = titles.find((title) => isThere(play, title)) ?? '';
    yield {
      kind: 'fails',
      order: orderOf(play, task),
      task,
      hosts: lost.map(([host]) => host),
      message: msg(
        'The nodes have several endpoints ({0}), but to the play {1} is the first server of all of them: these wait for a server that waits for itself. Nodes of another cluster take an inventory of their own.',
        shown,
        first,
      ),
    };
    return;
  }
  if (nodes.every(([host]) => endOf(host) === 'server')) return;
  const isOfServers = endpointsOf(context, servers).size > 1;
  yield {
    kind: isOfServers ? 'unknown' : 'risk',
    order: Number.MAX_SAFE_INTEGER,
    hosts: [],
    message: msg(
      'The nodes have several endpoints ({0}), and to the play {1} is the first server of all of them: whether all of these lead there cannot be known. Nodes of another cluster take an inventory of their own.',
      shown,
      first,
    ),
  };
}

/** The endpoints of the nodes, as far as they are known. */
function endpointsOf(context: InventoryContext, hosts: Iterable<string>): ReadonlySet<string> {
  const scopes = createNodeScopes(context);
  const endpoints = new Set<string>();
  for (const host of hosts) {
    const result = scopes.shown(host)?.evaluate('{{ api_endpoint }}');
    if (result?.known && typeof result.value === 'string') endpoints.add(result.value);
  }
  return endpoints;
}

/** Follows whom a node joins, by what is written on it, from server to server. */
function waysFrom(context: InventoryContext): (host: string) => End {
  const { hosts } = previewCluster(context, { reveals: true });
  const joined = new Map(
    [...hosts].map(([host, node]) => [host, addressIn(settingsOn(node).get('server'))] as const),
  );
  return (host) => {
    const seen = new Set<string>();
    for (let next = host; ; ) {
      const address = joined.get(next);
      if (address === undefined) return 'server';
      seen.add(next);
      const there = [...hostsAt(context.model, address)].filter((one) => joined.has(one));
      const [at] = there;
      if (at === undefined) return 'outside';
      if (there.some((one) => joined.get(one) === undefined)) return 'server';
      if (seen.has(at)) return 'circle';
      next = at;
    }
  };
}

const addressIn = (url: string | undefined): string | undefined =>
  url === undefined || url === '' ? undefined : url.replace(/^\w+:\/\//, '').replace(/:\d*\/?$|\/$/, '');
