import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import { eachDefinition } from '../../ansible/model/eachDefinition.ts';
import { eachHost } from '../../ansible/model/eachHost.ts';
import type { InventoryModel, Location } from '../../ansible/model/model.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { defineRule } from '../../diagnostics/rule.ts';
import { type AddressFault, addressFault } from '../../k3s/addresses/addressForm.ts';
import { addressesOf, type HostAddress } from '../../k3s/addresses/hostAddress.ts';
import { clusterHosts } from '../../k3s/cluster.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';

export const hostAddressMalformed = defineRule({
  id: 'host-address-malformed',
  severity: 'error',
  since: '0.1.0',
  summary: msg('A node has a placeholder, or what is no IP address, for its address'),
  why: msg(
    'Ansible connects to `ansible_host`, and to the name of the host where that is not set.\n`10.0.0.256` and `10.0.0.1/24` are no addresses, and `10.0.0` means 10.0.0.0 to SSH: the host is unreachable, and k3s-ansible goes on without it or stops.\n`<IP of the server>`, `%SERVER%`, `YOUR_SERVER_IP` and `192.168.1.x` are what a sample leaves for you to fill in.\nNames are left alone, because SSH may know them from its own configuration; so are hosts that are not reached through SSH.',
  ),
  *check({ model, files }) {
    const hosts = suspects(model);
    if (hosts.length === 0) return;
    const reported = new Set<string>();
    const addressOf = addressesOf(model);
    const connectionOf = definitionLookup(model, 'ansible_connection');
    for (const host of hosts) {
      const address = addressOf(host);
      const fault = address && faultOf(address);
      if (!fault || connectionOf(host)) continue;
      for (const { uri, span } of placesOf(model, host, address)) {
        const [file, key] = [files.get(uri), `${uri}:${span.start}`];
        if (!file || reported.has(key)) continue;
        reported.add(key);
        yield { uri, span: lineOf(file.source, span), message: describe(fault, host, address.text) };
      }
    }
  },
});

/**
 * The hosts to look at, in their order: with thousands of them, only what is new is looked at after an edit. An address
 * from a template is looked at wherever it counts.
 */
function suspects(model: InventoryModel): readonly string[] {
  const { all } = clusterHosts(model);
  const odd = oddDefinitions(model, 'ansible_host');
  const names = oddNames(model);
  if (odd.length === 0 && names.length === 0) return [];
  if (odd.some(({ owner }) => owner.kind === 'group')) return all;
  const wanted = new Set([...names, ...odd.map(({ owner }) => owner.name)]);
  return all.filter((host) => wanted.has(host));
}

const oddDefinitions = eachDefinition((definition) => {
  const text = literalOf(definition)?.text.trim();
  return text !== undefined && !faultOf({ text, definition }) ? undefined : definition;
});

const oddNames = eachHost(({ name }) => (faultOf({ text: name }) ? name : undefined));

/** `prefix` and `port`: behind an IPv4 address. */
type HostFault = Extract<AddressFault, 'placeholder' | 'ipv4' | 'ipv6' | 'several'> | 'prefix' | 'port';

function faultOf({ text, definition }: Omit<HostAddress, 'key'>): HostFault | undefined {
  if (/[$%]\{|<%/.test(text)) return undefined;
  // A host is listed with its port, and a name with a slash is none of an address.
  const behind = definition && /^\d+(?:\.\d+){3}([/:])\d+$/.exec(text.trim())?.[1];
  if (behind) return behind === '/' ? 'prefix' : 'port';
  const fault = addressFault(text);
  // Two hosts in one line are reported at their names.
  if (fault === 'several') return definition ? fault : undefined;
  return fault === 'placeholder' || fault === 'ipv4' || fault === 'ipv6' ? fault : undefined;
}

/** Where the address is written: a name as often as it is listed among the nodes, but once. */
function placesOf(model: InventoryModel, host: string, { definition }: HostAddress): readonly Location[] {
  if (definition) return [valueLocation(definition)];
  return (
    model.hosts
      .get(host)
      ?.locations.filter(({ pattern }) => pattern === host)
      .slice(0, 1) ?? []
  );
}

function describe(fault: HostFault, host: string, text: string): Message {
  switch (fault) {
    case 'placeholder':
      return msg('“{0}” stands here to be replaced: put the address of the host here.', text);
    case 'several':
      return msg('ansible_host is one address: Ansible cannot reach “{0}”.', host);
    case 'prefix':
      return msg(
        '“{0}” is a network, and SSH finds no host of that name. Leave out “/” and what follows.',
        text,
      );
    case 'port':
      return msg(
        '“{0}” has a port, and SSH finds no host of that name. The port belongs in ansible_port.',
        text,
      );
    case 'ipv4':
      return msg(
        '“{0}” is no IPv4 address: that is four numbers from 0 to 255. Ansible cannot reach “{1}”.',
        text,
        host,
      );
    case 'ipv6':
      return msg(
        '“{0}” is no IPv6 address: that is eight groups of up to four hexadecimal digits, and “::” stands once for those left out. Ansible cannot reach “{1}”.',
        text,
        host,
      );
  }
}
