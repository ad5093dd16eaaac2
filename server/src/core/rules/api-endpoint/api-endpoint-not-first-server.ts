import { valueLocation } from '../../ansible/model/definitions.ts';
import { defineRule, type RuleContext } from '../../diagnostics/rule.ts';
import { addressFixes } from '../../edits/endpointFixes.ts';
import { hostsAt } from '../../k3s/addresses/hostAddress.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { endpointsOnHosts } from '../../k3s/endpointHosts.ts';
import { mayUseExternalDatabase } from '../../k3s/roles/database.ts';
import { firstServerAmong } from '../../k3s/roles/parts.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const apiEndpointNotFirstServer = defineRule({
  id: 'api-endpoint-not-first-server',
  severity: 'error',
  since: '0.1.0',
  summary: msg('`api_endpoint` is the address of a node that is not the first server'),
  why: msg(
    "The first host of the servers' group starts the cluster; all others join through `api_endpoint`.\nOn an agent nothing ever listens on `api_port`, so no node can join: that is an error.\nOn another server nothing listens yet when a new cluster is made: that server itself waits for its own address, and since k3s-ansible 1.2.0 the first server waits 60 seconds for it and fails ([roles/k3s_server](https://github.com/k3s-io/k3s-ansible/blob/1.2.2/roles/k3s_server/tasks/main.yml)).\nOnly in a cluster that runs already does it work, until that server is down.\nAn address that belongs to no node is taken for a load balancer or a virtual address; with an external database the servers do not join one another, and the rule is silent about servers.",
  ),
  *check(context) {
    for (const { endpoint, common: value } of endpointsOnHosts(context)) {
      // A value for a single host is about that host.
      if (value === undefined || endpoint.definition.owner.kind === 'host') continue;
      const wrong = wrongNodeAt(context, endpoint.hosts, value);
      if (!wrong) continue;
      const { uri, span } = valueLocation(endpoint.definition);
      yield {
        uri,
        span: lineOf(endpoint.file.source, span),
        ...wrong,
        fixes: addressFixes(context, endpoint),
      };
    }
  },
});

/** Several clusters may share an inventory: the first server is that of the hosts with this endpoint. */
function wrongNodeAt(
  { model }: RuleContext,
  hosts: readonly string[],
  value: string,
): { readonly message: Message } | undefined {
  const { servers, agents } = clusterHosts(model);
  const at = hostsAt(model, value);
  const first = firstServerAmong(model, hosts);
  if (first === undefined || at.size === 0 || at.has(first)) return undefined;
  const isServer = new Set(servers);
  const server = hosts.find((host) => isServer.has(host) && at.has(host));
  const agent = agents.find((host) => !isServer.has(host) && at.has(host));
  if (server !== undefined)
    return mayUseExternalDatabase(model)
      ? undefined
      : {
          message: msg(
            'This is the address of “{0}”, which joins the cluster itself: in a new cluster nothing listens there yet, and no node can join. The first server is “{1}”.',
            server,
            first,
          ),
        };
  if (agent === undefined) return undefined;
  return {
    message: msg(
      'This is the address of “{0}”, which is an agent: no K3s server listens there, so no node can join. The first server is “{1}”.',
      agent,
      first,
    ),
  };
}
