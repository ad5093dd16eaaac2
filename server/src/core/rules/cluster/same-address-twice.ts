import { valueLocation } from '../../ansible/model/definitions.ts';
import type { InventoryModel, Location } from '../../ansible/model/model.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { addressesOf, type HostAddress, hostsThatMayShare } from '../../k3s/addresses/hostAddress.ts';
import { msg } from '../../text/message.ts';

export const sameAddressTwice = defineRule({
  id: 'same-address-twice',
  severity: 'warning',
  since: '0.1.0',
  summary: msg('Two hosts of the cluster have the same address'),
  why: msg(
    'Two names with one `ansible_host` (and one port) are one machine: k3s-ansible installs k3s on it twice, at the same time.\nA server that is an agent as well gets two services that want the same ports ([k3s-ansible #458](https://github.com/k3s-io/k3s-ansible/issues/458)); of two servers the second finds itself already there, and etcd counts a member too many.\nMostly it is a copied line whose address was not changed.\nOnly literal addresses are compared, and only of hosts that are reached the same way: behind different gateways (`ansible_ssh_common_args`) the same address is another machine.',
  ),
  *check({ model, files }) {
    const hosts = hostsThatMayShare(model);
    if (hosts.length === 0) return;
    const first = new Map<string, { readonly host: string; readonly address: HostAddress }>();
    const addressOf = addressesOf(model);
    for (const host of hosts) {
      const address = addressOf(host);
      if (!address) continue;
      const known = first.get(address.key);
      if (!known) first.set(address.key, { host, address });
      else {
        const at = ownPlace(model, host, address);
        const other = ownPlace(model, known.host, known.address);
        // A range, or a group, gives one text to many hosts: that is no copied line.
        if (!at || !other || isSame(at, other) || !files.has(at.uri)) continue;
        yield {
          ...at,
          message: msg(
            '“{0}” and “{1}” have the same address, {2}: they are one machine, on which k3s would be installed twice. Correct the address, or remove one of them.',
            known.host,
            host,
            address.text,
          ),
          related: [{ ...other, message: msg('“{0}” has this address', known.host) }],
        };
      }
    }
  },
});

/** The address where it is written for the host alone. */
function ownPlace(model: InventoryModel, host: string, { definition }: HostAddress): Location | undefined {
  if (definition) return definition.owner.kind === 'host' ? valueLocation(definition) : undefined;
  const place = model.hosts.get(host)?.locations[0];
  return place && { uri: place.uri, span: place.span };
}

const isSame = (a: Location, b: Location): boolean => a.uri === b.uri && a.span.start === b.span.start;
