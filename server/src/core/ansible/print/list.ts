// The model as `ansible-inventory --list` prints it. Knows the document's form, not how the model came about.
// Read from ansible-core 2.14.18 and 2.19.11, cli/inventory.py.
import { groupBy } from '../../text/groupBy.ts';
import type { InventoryModel, Owner, VariableDefinition } from '../model/model.ts';
import { groupsOfHost, hostsOfGroup, rankedDefinitions } from '../model/queries.ts';
import { mergeDefinitions } from '../templates/mergedValue.ts';
import {
  type PythonKey,
  type PythonValue,
  printPythonJson,
  pythonValue,
  UnprintableValue,
} from './pythonJson.ts';

/**
 * The JSON text of `ansible-inventory --list`, as long as the model was built to stop where Ansible stops.
 * `undefined` where Ansible ends with an error instead: unreadable variables of a listed host, unprintable values.
 */
export function toAnsibleList(model: InventoryModel): string | undefined {
  const hosts = model.hosts.has('all') ? ['all'] : hostsOfGroup(model, 'all');
  if (isRefused(model, hosts)) return undefined;
  return print(() => {
    const document = new Map<PythonKey, PythonValue>(listGroups(model));
    const meta = new Map([['hostvars', listHostVariables(model, hosts)]]);
    // Since ansible-core 2.19 it says how values are written.
    return document.set('_meta', model.core.isTagging ? meta.set('profile', 'inventory_legacy') : meta);
  });
}

/** The JSON text of `ansible-inventory --host`, under the same conditions. */
export const toAnsibleHost = (model: InventoryModel, host: string): string | undefined =>
  isRefused(model, [host]) ? undefined : print(() => variablesOfHosts(model)(host));

function print(makeValue: () => PythonValue): string | undefined {
  try {
    return printPythonJson(makeValue());
  } catch (error) {
    if (error instanceof UnprintableValue) return undefined;
    throw error;
  }
}

function isRefused(model: InventoryModel, hosts: readonly string[]): boolean {
  const owners = model.unknowns.map((unknown) => unknown.owner).filter((owner) => owner !== undefined);
  return model.isRefused || hosts.some((host) => owners.some((owner) => concerns(model, owner, host)));
}

const concerns = (model: InventoryModel, owner: Owner, host: string): boolean =>
  owner.kind === 'host'
    ? owner.name === host
    : groupsOfHost(model, host).some(({ name }) => name === owner.name);

function listGroups(model: InventoryModel): Map<string, PythonValue> {
  const names = new Set(['all']);
  const listed = new Map<string, PythonValue>();
  // `all` then means the host of that name, and since ansible-core 2.19 groups list no others.
  const isShort = model.core.isTagging && model.hosts.has('all');
  for (const name of names) {
    const group = model.groups.get(name);
    if (!group) continue;
    const parts = new Map<string, PythonValue>();
    if (group.children.length > 0) parts.set('children', group.children);
    const hosts = isShort ? group.hosts.filter((host) => host === 'all') : group.hosts;
    if (hosts.length > 0 && name !== 'all') parts.set('hosts', hosts);
    if (parts.size > 0) listed.set(name, parts);
    for (const child of group.children) names.add(child);
  }
  return listed;
}

function listHostVariables(model: InventoryModel, hosts: readonly string[]): PythonValue {
  const variablesOf = variablesOfHosts(model);
  const listed = hosts.map((host) => [host, variablesOf(host)] as const);
  return new Map(listed.filter(([, variables]) => variables.size > 0));
}

/** Hosts of the same groups share the variables of those groups: a list may be of thousands of hosts. */
function variablesOfHosts(model: InventoryModel): (host: string) => ReadonlyMap<string, PythonValue> {
  const shared = new Map<string, DefinitionsByName>();
  const values = new Map<readonly VariableDefinition[], PythonValue>();
  const loaded = (definitions: readonly VariableDefinition[]): PythonValue => {
    const value = values.get(definitions) ?? loadedValue(model, definitions);
    values.set(definitions, value);
    return value;
  };
  return (host) => {
    const key = model.hosts.get(host)?.groups.join('\n') ?? '';
    const inherited = shared.get(key) ?? inheritedBy(model, host);
    shared.set(key, inherited);
    const own = byName(rankedDefinitions(model.definitionsOfHosts.get(host) ?? [], []));
    const listed = [...new Set([...inherited.keys(), ...own.keys()])].filter((name) => !INTERNAL.has(name));
    return new Map(
      listed.map((name) => [name, loaded(withOwn(inherited.get(name) ?? [], own.get(name)))] as const),
    );
  };
}

type DefinitionsByName = ReadonlyMap<string, readonly VariableDefinition[]>;

const byName = (definitions: readonly VariableDefinition[]): DefinitionsByName =>
  groupBy(definitions, ({ name }) => name);

function inheritedBy(model: InventoryModel, host: string): DefinitionsByName {
  const groups = groupsOfHost(model, host);
  const definitions = groups.flatMap(({ name }) => model.definitionsOfGroups.get(name) ?? []);
  return byName(rankedDefinitions(definitions, groups));
}

/** The tiers of hosts are above all those of groups. */
const withOwn = (
  inherited: readonly VariableDefinition[],
  own: readonly VariableDefinition[] | undefined,
): readonly VariableDefinition[] => (own ? [...inherited, ...own] : inherited);

/** The value of definitions that override each other, lowest rank first. */
function loadedValue(model: InventoryModel, definitions: readonly VariableDefinition[]): PythonValue {
  const marksAll = model.core.isTagging;
  if (!model.mergesMappings) return pythonValue(definitions.at(-1)?.value, 0, { nodes: 0, marksAll });
  const { value } = mergeDefinitions(definitions, marksAll) ?? {};
  if (value === undefined) throw new UnprintableValue();
  return value;
}

/** Variables that Ansible sets itself and therefore leaves out. */
const INTERNAL: ReadonlySet<string> = new Set([
  'ansible_diff_mode',
  'ansible_config_file',
  'ansible_facts',
  'ansible_forks',
  'ansible_inventory_sources',
  'ansible_limit',
  'ansible_playbook_python',
  'ansible_run_tags',
  'ansible_skip_tags',
  'ansible_verbosity',
  'ansible_version',
  'inventory_dir',
  'inventory_file',
  'inventory_hostname',
  'inventory_hostname_short',
  'groups',
  'group_names',
  'omit',
  'playbook_dir',
]);
