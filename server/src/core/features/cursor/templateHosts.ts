// The hosts that a template is for: those that get the variable it stands in; and the variables these hosts have.
import type { InventoryModel, Owner, VariableDefinition } from '../../ansible/model/model.ts';
import { hostsOfGroup } from '../../ansible/model/queries.ts';
import { spanTouches } from '../../text/span.ts';

/** The hosts that get what is defined around the offset; all hosts where nothing is, as in a half-typed line. */
export function hostsAt(model: InventoryModel, uri: string, offset: number): readonly string[] {
  const around = model.definitions.filter((each) => each.uri === uri && spanTouches(each.span, offset));
  const hosts = hostsOfOwners(model, around);
  return hosts.length > 0 ? hosts : [...model.hosts.keys()];
}

/** In the order of the definitions, each host once. */
export function hostsOfOwners(
  model: InventoryModel,
  definitions: readonly VariableDefinition[],
): readonly string[] {
  const [first, ...others] = definitions.map(({ owner }) => hostsOfOwner(model, owner));
  // Usually a single definition, which has no host twice.
  return others.length === 0 ? (first ?? []) : [...new Set([...(first ?? []), ...others.flat()])];
}

const hostsOfOwner = (model: InventoryModel, { kind, name }: Owner): readonly string[] =>
  kind === 'group' ? hostsOfGroup(model, name) : model.hosts.has(name) ? [name] : [];

/** Names of the variables that one of the hosts has at least, in the order of the alphabet. */
export function variablesOf(model: InventoryModel, hosts: readonly string[]): readonly string[] {
  const asked = new Set(hosts);
  const known = new Map<string, boolean>();
  const reaches = ({ kind, name }: Owner): boolean => {
    if (kind === 'host') return asked.has(name);
    const isOurs = known.get(name) ?? hostsOfGroup(model, name).some((host) => asked.has(host));
    known.set(name, isOurs);
    return isOurs;
  };
  return [...model.definitionsByName]
    .filter(([, definitions]) => definitions.some(({ owner }) => reaches(owner)))
    .map(([name]) => name)
    .sort();
}
