import { valueLocation } from '../../ansible/model/definitions.ts';
import type { InventoryModel, Location } from '../../ansible/model/model.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { hostAddress, hostsAt } from '../../k3s/addresses/hostAddress.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { clusterGroups } from '../../k3s/clusterGroups.ts';
import { endpointsOnHosts } from '../../k3s/endpointHosts.ts';
import { msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const apiEndpointSampleAddress = defineRule({
  id: 'api-endpoint-sample-address',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('The nodes shall dial an address of the sample inventory'),
  why: msg(
    'The [sample inventory](https://github.com/k3s-io/k3s-ansible/blob/main/inventory-sample.yml) has the hosts `192.16.35.11` to `192.16.35.13`, and the usual `api_endpoint` is the first of them.\nThese are no private addresses: `192.168.0.0/16` is private, `192.16.35.0/24` is a network on the internet that belongs to somebody else, to whom Ansible would try to log in.\nThe finding stands where the address does: at the host, or at `api_endpoint` itself.',
  ),
  *check(context) {
    const { model, files } = context;
    const reported = new Set<string>();
    for (const { endpoint, values } of endpointsOnHosts(context))
      for (const { address } of values) {
        if (!/^192\.16\.35\.\d{1,3}$/.test(address)) continue;
        const { uri, span } = placeOfHost(model, address) ?? valueLocation(endpoint.definition);
        const [file, key] = [files.get(uri), `${uri}:${span.start}`];
        if (!file || reported.has(key)) continue;
        reported.add(key);
        yield {
          uri,
          span: lineOf(file.source, span),
          message: msg(
            '{0} is an address of the sample inventory, in a network on the internet that is not yours. Put the addresses of your own nodes here.',
            address,
          ),
        };
      }
  },
});

/** Where the address of a node is written: its `ansible_host`, or its name below the servers. */
function placeOfHost(model: InventoryModel, address: string): Location | undefined {
  const at = hostsAt(model, address);
  const host = at.size > 0 ? clusterHosts(model).all.find((name) => at.has(name)) : undefined;
  const definition = host === undefined ? undefined : hostAddress(model, host)?.definition;
  if (definition) return valueLocation(definition);
  const locations = model.hosts.get(host ?? '')?.locations ?? [];
  const server = clusterGroups(model)?.server;
  return locations.find(({ group }) => group === server) ?? locations[0];
}
