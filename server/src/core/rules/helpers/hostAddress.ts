// Where Ansible connects to for a host, as far as literal values decide it.
import type { InventoryModel, VariableDefinition } from '../../inventory/model.ts';
import { effectiveVariable, mayBeDefinedElsewhere } from '../../inventory/queries.ts';
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

export function hostAddress(model: InventoryModel, host: string): HostAddress | undefined {
  if (mayBeDefinedElsewhere(model, host) || OTHER_NAMES.some((name) => find(model, host, name)))
    return undefined;
  const definition = find(model, host, 'ansible_host');
  const address = definition ? literalOf(definition)?.text.trim() : host;
  const port = find(model, host, 'ansible_port');
  const portText = port ? literalOf(port)?.text.trim() : '22';
  if (!address || !portText || hasJinja(address)) return undefined;
  const route = ROUTE.map((name) => placeOf(find(model, host, name)));
  const key = [address.toLowerCase(), portText, ...route].join('\n');
  return { key, text: address, ...(definition && { definition }) };
}

const find = (model: InventoryModel, host: string, name: string): VariableDefinition | undefined =>
  effectiveVariable(model, host, name)?.definition;

/** Two definitions may say the same; only one of them surely does. */
const placeOf = (definition: VariableDefinition | undefined): string =>
  definition ? `${definition.uri}:${definition.keySpan.start}` : '';
