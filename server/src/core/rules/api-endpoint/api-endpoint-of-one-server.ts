import { valueLocation } from '../../ansible/model/definitions.ts';
import type { InventoryModel } from '../../ansible/model/model.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { balancerFix } from '../../edits/endpointFixes.ts';
import { hostsAt } from '../../k3s/addresses/hostAddress.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { balancerGroup } from '../../k3s/clusterGroups.ts';
import { type EndpointOnHosts, endpointsOnHosts } from '../../k3s/endpointHosts.ts';
import { firstServerAmong } from '../../k3s/roles/parts.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const apiEndpointOfOneServer = defineRule({
  id: 'api-endpoint-of-one-server',
  severity: 'info',
  since: '0.1.0',
  summary: msg('The cluster has several servers, and all nodes dial the first of them'),
  why: msg(
    'With three servers or more the cluster outlives the loss of one; `api_endpoint` is then the address that must outlive it, too.\nNodes that have joined know all servers; but none can join, none comes back after its data is lost, and `kubectl` on your machine finds nothing, while the one server is down that `api_endpoint` names.\nThe [K3s documentation](https://docs.k3s.io/datastore/ha-embedded) calls for a fixed registration address: a load balancer, a virtual address (kube-vip, keepalived), or a DNS name for all servers.\nThe cluster works without one, so that this is only an information; the certificate of each server is valid for `api_endpoint` since k3s-ansible 1.1.0.',
  ),
  *check(context) {
    if (clusterHosts(context.model).servers.length < 3) return;
    for (const found of endpointsOnHosts(context)) {
      const { endpoint } = found;
      const first = firstServerAmong(context.model, endpoint.hosts);
      if (first === undefined || endpoint.definition.owner.kind === 'host') continue;
      if (!isAt(context, found, first)) continue;
      const servers = serversAmong(context.model, endpoint.hosts);
      if (servers.length < 3) continue;
      const { uri, span } = valueLocation(endpoint.definition);
      const fix = balancerFix(context, endpoint);
      yield {
        uri,
        span: lineOf(endpoint.file.source, span),
        message: describe(context, first, servers.length),
        fixes: fix ? [fix] : [],
      };
    }
  },
});

/** Several clusters may share an inventory. */
function serversAmong(model: InventoryModel, hosts: readonly string[]): readonly string[] {
  const { servers, all } = clusterHosts(model);
  if (hosts === all) return servers;
  const isServer = new Set(servers);
  return hosts.filter((host) => isServer.has(host));
}

/** Whether all nodes dial the host; where it has no address of its own, its name. */
function isAt({ model }: RuleContext, { common }: EndpointOnHosts, first: string): boolean {
  return common !== undefined && (common === first || hostsAt(model, common).has(first));
}

function describe({ model }: RuleContext, first: string, count: number): Message {
  const balancer = balancerGroup(model);
  return balancer === undefined
    ? msg(
        'There are {0} servers, but all nodes join through “{1}”: while it is down, none can join or come back. A load balancer or a virtual address has no such weak point.',
        count,
        first,
      )
    : msg(
        'There are {0} servers, but all nodes join through “{1}”: while it is down, none can join or come back. The hosts of “{2}” could be in front of them.',
        count,
        first,
        balancer,
      );
}
