// The cluster as a picture shows it: its nodes by role, the endpoint with those who dial it, and what is wrong where.
import { definitionsAt } from '../../ansible/model/definitions.ts';
import type { Location } from '../../ansible/model/model.ts';
import type { Finding } from '../../diagnostics/rule.ts';
import { addressesOf, hostsAt } from '../../k3s/addresses/hostAddress.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { clusterEndpoints, evaluatedEndpoints } from '../../k3s/endpoint.ts';
import { spanOf } from '../../text/span.ts';

/** A machine of the cluster. */
export interface TopologyNode {
  readonly host: string;
  readonly role: 'server' | 'agent';
  /** Where Ansible connects to, where that is literal and another text than the name. */
  readonly address?: string;
  /** Where the inventory names it. */
  readonly place?: Location;
  readonly findings: readonly Finding[];
}

/** The address that all nodes dial. */
export interface TopologyEndpoint {
  /** Absent where the value cannot be known. */
  readonly text?: string;
  readonly place: Location;
  /** The node that has this address; absent for a load balancer, and for what is not known. */
  readonly host?: string;
}

/** All that is drawn. */
export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly endpoint?: TopologyEndpoint;
  /** Those that are about no single node. */
  readonly findings: readonly Finding[];
}

/** Servers first; a host in both groups is shown as a server. */
export function topologyOf(context: InventoryContext, findings: readonly Finding[]): Topology {
  const { model } = context;
  const { servers, all } = clusterHosts(model);
  const isServer = new Set(servers);
  const addressOf = addressesOf(model);
  const hostOf = createHostFinder(context, all);
  const byHost = new Map<string, Finding[]>();
  const others: Finding[] = [];
  for (const finding of findings) {
    const host = hostOf(finding);
    const own = host === undefined ? others : (byHost.get(host) ?? []);
    own.push(finding);
    if (host !== undefined) byHost.set(host, own);
  }
  const endpoint = endpointOf(context);
  return {
    nodes: all.map((host) => {
      const [place] = model.hosts.get(host)?.locations ?? [];
      const address = addressOf(host)?.text;
      return {
        host,
        role: isServer.has(host) ? 'server' : 'agent',
        ...(address !== undefined && address !== host && { address }),
        ...(place && { place: { uri: place.uri, span: place.span } }),
        findings: byHost.get(host) ?? [],
      };
    }),
    ...(endpoint && { endpoint }),
    findings: others,
  };
}

function endpointOf(context: InventoryContext): TopologyEndpoint | undefined {
  const [endpoint] = clusterEndpoints(context);
  if (!endpoint) return undefined;
  const { definition, scalar } = endpoint;
  const evaluated = evaluatedEndpoints(context).find((one) => one.endpoint.definition === definition);
  const value = evaluated ? evaluated.value : ({ kind: 'text', text: scalar.text.trim() } as const);
  const text = value.kind === 'text' ? value.text : undefined;
  const [host] = text === undefined ? [] : hostsAt(context.model, text);
  return {
    ...(text !== undefined && { text }),
    place: { uri: definition.uri, span: definition.keySpan },
    ...(host !== undefined && { host }),
  };
}

/** A finding is about a host where it stands at its name, or at a variable that is set for it alone. */
function createHostFinder(
  { model }: InventoryContext,
  hosts: readonly string[],
): (finding: Location) => string | undefined {
  const places = new Map<string, { readonly start: number; readonly end: number; readonly host: string }[]>();
  const add = (uri: string, start: number, end: number, host: string): void => {
    const known = places.get(uri);
    if (known) known.push({ start, end, host });
    else places.set(uri, [{ start, end, host }]);
  };
  const isNode = new Set(hosts);
  for (const host of hosts)
    for (const { uri, span } of model.hosts.get(host)?.locations ?? []) add(uri, span.start, span.end, host);
  for (const name of model.definitionsByName.keys())
    for (const { owner, uri, keySpan, value } of definitionsAt(model, name))
      if (owner.kind === 'host' && isNode.has(owner.name)) {
        const { start, end } = spanOf(keySpan.start, value?.span.end ?? keySpan.end);
        add(uri, start, end, owner.name);
      }
  return ({ uri, span }) => {
    const here = places.get(uri)?.filter(({ start, end }) => start <= span.start && span.start <= end) ?? [];
    const found = new Set(here.map(({ host }) => host));
    // A range names many hosts at one place.
    return found.size === 1 ? [...found][0] : undefined;
  };
}
