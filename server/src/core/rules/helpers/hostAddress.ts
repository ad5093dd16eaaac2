// Where Ansible connects to for a host, as far as literal values decide it.
import type { InventoryModel, VariableDefinition } from '../../inventory/model.ts';
import { definitionLookup, derived, mayBeDefinedElsewhere } from '../../inventory/queries.ts';
import { hasJinja } from '../../jinja/parse.ts';
import { literalOf } from './definitions.ts';

export interface HostAddress {
  /** Equal for two hosts that are one machine. */
  readonly key: string;
  readonly text: string;
  /** Absent where the host's own name is the address. */
  readonly definition?: VariableDefinition;
}

/** Whatever else leads the way to a machine: the same address behind two gateways is two machines. */
const ROUTE = ['ansible_connection', 'ansible_ssh_common_args', 'ansible_ssh_extra_args', 'ansible_ssh_args'];
/** Names of former times, which Ansible still reads. */
const OTHER_NAMES = ['ansible_ssh_host', 'ansible_ssh_port'];

export const hostAddress = (model: InventoryModel, host: string): HostAddress | undefined =>
  addressesOf(model)(host);

/** For many hosts: tells the address of each. */
export const addressesOf = (model: InventoryModel): ((host: string) => HostAddress | undefined) =>
  derived(model, 'addresses', () => createAddresses(model));

function createAddresses(model: InventoryModel): (host: string) => HostAddress | undefined {
  const others = OTHER_NAMES.map((name) => definitionLookup(model, name));
  const routes = ROUTE.map((name) => definitionLookup(model, name));
  const addressOf = definitionLookup(model, 'ansible_host');
  const portOf = definitionLookup(model, 'ansible_port');
  return (host) => {
    if (mayBeDefinedElsewhere(model, host) || others.some((find) => find(host))) return undefined;
    const definition = addressOf(host);
    const address = definition ? literalOf(definition)?.text.trim() : host;
    const port = portOf(host);
    const portText = port ? literalOf(port)?.text.trim() : '22';
    if (!address || !portText || hasJinja(address)) return undefined;
    const route = routes.map((find) => placeOf(find(host))).join('\n');
    const key = `${address.toLowerCase()}\n${portText}\n${route}`;
    return definition ? { key, text: address, definition } : { key, text: address };
  };
}

/** Two definitions may say the same; only one of them surely does. */
const placeOf = (definition: VariableDefinition | undefined): string =>
  definition ? `${definition.uri}:${definition.keySpan.start}` : '';
