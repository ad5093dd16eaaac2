// Whether the cluster may keep its data outside etcd. Errs on the side of "may".
import type { InventoryModel, VariableDefinition } from '../ansible/model/model.ts';
import { definitionsOf } from '../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../ansible/templates/elsewhere.ts';
import { parseTemplate } from '../jinja/parse.ts';
import { walk } from '../jinja/walk.ts';
import { resolveAlias, type YamlNode } from '../yaml/tree.ts';

/** Variables through which k3s can be told of a datastore. */
const CARRIERS = ['server_config_yaml', 'extra_server_args', 'extra_service_envs', 'extra_install_envs'];
export const EXTERNAL_DATABASE = 'use_external_database';
const DATASTORE = /datastore[-_]endpoint/i;
/** Names that Ansible or the inventory's own structure fills in; none of them tells of a database. */
const HARMLESS =
  /^(?:ansible_\w+|inventory_\w+|hostvars|groups|group_names|api_endpoint|api_port|k3s_version|token)$/;

export function mayUseExternalDatabase(model: InventoryModel): boolean {
  if (mayBeDefinedElsewhere(model, EXTERNAL_DATABASE)) return true;
  if (definitionsOf(model, EXTERNAL_DATABASE).some((definition) => !isFalse(definition))) return true;
  return mayNameDatastore(model);
}

/** Whether anything that reaches K3s may tell it of one. */
function mayNameDatastore(model: InventoryModel): boolean {
  if (CARRIERS.some((name) => mayBeDefinedElsewhere(model, name))) return true;
  const seen = new Set<string>();
  return CARRIERS.some((name) =>
    definitionsOf(model, name).some((definition) => mayTell(model, definition, seen)),
  );
}

const isFalse = ({ value }: VariableDefinition): boolean => {
  const node = resolveAlias(value);
  return (
    !node || (node.kind === 'scalar' && (node.type === 'null' || node.value === false || node.text === ''))
  );
};

function mayTell(model: InventoryModel, definition: VariableDefinition, seen: Set<string>): boolean {
  for (const text of textsOf(definition.value)) {
    if (DATASTORE.test(text)) return true;
    for (const name of namesIn(text)) {
      if (HARMLESS.test(name) || seen.has(name)) continue;
      seen.add(name);
      const definitions = definitionsOf(model, name);
      if (definitions.length === 0 || definitions.some((other) => mayTell(model, other, seen))) return true;
    }
  }
  return isVault(definition);
}

const isVault = ({ value }: VariableDefinition): boolean => {
  const node = resolveAlias(value);
  return node?.kind === 'scalar' && node.type === 'vault';
};

function* textsOf(value: YamlNode | undefined): Generator<string, void, undefined> {
  const waiting = value ? [value] : [];
  const seen = new Set<YamlNode>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const node = resolveAlias(next);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'scalar') yield node.text;
    else if (node.kind === 'sequence') waiting.push(...node.items);
    else for (const pair of node.pairs) waiting.push(pair.key, ...(pair.value ? [pair.value] : []));
  }
}

function* namesIn(text: string): Generator<string, void, undefined> {
  if (!text.includes('{')) return;
  for (const node of walk(parseTemplate(text).template)) if (node.kind === 'name') yield node.name;
}
