// Where Ansible connects to for a host, as far as literal values decide it.

import { literalOf } from '../../ansible/model/definitions.ts';
import { eachHost } from '../../ansible/model/eachHost.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionLookup } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { query } from '../../query/query.ts';
import { clusterHosts } from '../cluster.ts';
import { hostsWithoutOwnAddress, literalAddresses } from './literalAddresses.ts';

/**
 * The address that Ansible connects to, in a form that can be compared. Port and address together make a machine:
 * several may share one address behind a NAT.
 */
export interface HostAddress {
  /** Equal for two hosts that are one machine. */
  readonly key: string;
  readonly text: string;
  /** Absent where the host's own name is the address. */
  readonly definition?: VariableDefinition;
}

/** Other variables that decide which machine is reached: the same address behind two gateways is two machines. */
const ROUTE = ['ansible_connection', 'ansible_ssh_common_args', 'ansible_ssh_extra_args', 'ansible_ssh_args'];
/** Old names that Ansible still reads. */
const OTHER_NAMES = ['ansible_ssh_host', 'ansible_ssh_port'];

/**
 * The address of one host; `undefined` where it is more than a literal. For many hosts, {@link addressesOf} looks the
 * variables up once.
 */
export const hostAddress = (model: InventoryModel, host: string): HostAddress | undefined =>
  addressesOf(model)(host);

/** A function that gives the address of a host, for many hosts. */
export const addressesOf = query((model: InventoryModel): ((host: string) => HostAddress | undefined) => {
  const others = OTHER_NAMES.map((name) => definitionLookup(model, name));
  const routes = ROUTE.map((name) => definitionLookup(model, name));
  const addressOf = definitionLookup(model, 'ansible_host');
  const portOf = definitionLookup(model, 'ansible_port');
  return (host) => {
    if (mayBeDefinedElsewhere(model, 'ansible_host', host) || others.some((find) => find(host)))
      return undefined;
    const definition = addressOf(host);
    const address = definition ? literalOf(definition)?.text.trim() : host;
    const port = portOf(host);
    const portText = port ? literalOf(port)?.text.trim() : '22';
    if (!address || !portText || hasJinja(address)) return undefined;
    const route = routes.map((find) => placeOf(find(host))).join('\n');
    const key = `${address.toLowerCase()}\n${portText}\n${route}`;
    return definition ? { key, text: address, definition } : { key, text: address };
  };
});

/** The hosts of the inventory that are at an address, by `ansible_host` or by name. */
export const hostsAt = (model: InventoryModel, address: string): ReadonlySet<string> =>
  new Set(findHostsAt(model, address.toLowerCase()));

const findHostsAt = query((model: InventoryModel, address: string): readonly string[] => {
  const { byText, ofGroups } = literalAddresses(model);
  const addressOf = addressesOf(model);
  const isThere = (host: string): boolean => addressOf(host)?.text.toLowerCase() === address;
  const owners = (byText.get(address) ?? []).map(({ owner }) => owner.name);
  const heirs = ofGroups.length > 0 ? hostsWithoutOwnAddress(model) : [];
  const named = model.hosts.has(address) ? [address] : [];
  const others = hostsWithCapitals(model).filter((host) => host.toLowerCase() === address);
  return [...named, ...others, ...[...owners, ...heirs].filter(isThere)];
});

const hostsWithCapitals = eachHost(({ name }) => (/[^a-z\d.-]/.test(name) ? name : undefined));

/** Hosts of the cluster that may share an address with another one, in the order of the cluster. */
export const hostsThatMayShare = query((model: InventoryModel): readonly string[] => {
  const { byText, repeated } = literalAddresses(model);
  const found = new Set<string>();
  const addOwners = (text: string): void => {
    for (const { owner } of byText.get(text) ?? []) found.add(owner.name);
  };
  for (const text of repeated) addOwners(text);
  const addressOf = addressesOf(model);
  const first = new Map<string, string>();
  for (const host of hostsWithoutOwnAddress(model)) {
    const text = addressOf(host)?.text.toLowerCase();
    if (text === undefined) continue;
    const other = first.get(text);
    if (other !== undefined || byText.has(text)) found.add(host).add(other ?? host);
    if (other === undefined) first.set(text, host);
    addOwners(text);
  }
  return found.size === 0 ? [] : clusterHosts(model).all.filter((host) => found.has(host));
});

/** Two definitions may have the same text; a place is unique. */
const placeOf = (definition: VariableDefinition | undefined): string =>
  definition ? `${definition.uri}:${definition.keySpan.start}` : '';
