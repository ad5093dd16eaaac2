// Whether the roles leave out etcd, because the servers share a database outside: what they surely do on a host, and
// what the cluster may do. The latter errs on the side of "may".
import { literalOf } from '../../ansible/model/definitions.ts';
import type { InventoryModel, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionLookup, definitionsOf } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import { walk } from '../../jinja/walk.ts';
import { scalarsBelow } from '../../yaml/scalarsBelow.ts';
import { resolveAlias } from '../../yaml/tree.ts';
import { CARRIERS, ENVIRONMENT_CARRIERS } from '../config/carriers.ts';
import type { InventoryContext } from '../context.ts';

/** Variables that can pass a datastore to K3s. */
const SETTINGS = [...CARRIERS.server, ...ENVIRONMENT_CARRIERS];
/** The variable by which the roles leave out etcd. */
export const EXTERNAL_DATABASE = 'use_external_database';
/** The condition under which the roles begin a cluster of etcd, and let servers join it. */
export const KEEPS_ETCD = `not ${EXTERNAL_DATABASE}`;
const DATASTORE = /datastore[-_]endpoint/i;
/** Names that Ansible or the inventory's own structure defines; none of them contains a datastore. */
const HARMLESS =
  /^(?:ansible_\w+|inventory_\w+|hostvars|groups|group_names|api_endpoint|api_port|k3s_version|token)$/;

/**
 * Whether the roles leave out etcd on a host: any text that is not empty counts as true to their condition, "false"
 * too. `undefined` where that is not known.
 */
export function leavesOutEtcd({ model, plays }: InventoryContext, host: string): boolean | undefined {
  if (plays.perhaps.has(EXTERNAL_DATABASE) || plays.passed.has(EXTERNAL_DATABASE)) return undefined;
  if (mayBeDefinedElsewhere(model, EXTERNAL_DATABASE, host)) return undefined;
  const definition = definitionLookup(model, EXTERNAL_DATABASE)(host);
  if (!definition) return false;
  const literal = literalOf(definition);
  if (!literal) return undefined;
  if (literal.type === 'null' || literal.value === false || literal.text === '') return false;
  return literal.type === 'str' || Number(literal.value) !== 0;
}

/** True in doubt: rules about the number of servers are about etcd, and wrong where there is none. */
export function mayUseExternalDatabase(model: InventoryModel): boolean {
  if (mayBeDefinedElsewhere(model, EXTERNAL_DATABASE)) return true;
  if (definitionsOf(model, EXTERNAL_DATABASE).some((definition) => !isFalse(definition))) return true;
  return mayNameDatastore(model);
}

/** Whether anything that is passed to K3s may contain a datastore. */
function mayNameDatastore(model: InventoryModel): boolean {
  if (SETTINGS.some((name) => mayBeDefinedElsewhere(model, name))) return true;
  const seen = new Set<string>();
  return SETTINGS.some((name) =>
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
  for (const { text, type } of scalarsBelow(definition.value, { keys: true })) {
    if (type === 'vault' || DATASTORE.test(text)) return true;
    for (const name of namesIn(text)) {
      if (HARMLESS.test(name) || seen.has(name)) continue;
      seen.add(name);
      const definitions = definitionsOf(model, name);
      if (definitions.length === 0 || definitions.some((other) => mayTell(model, other, seen))) return true;
    }
  }
  return false;
}

function* namesIn(text: string): Generator<string, void, undefined> {
  if (!text.includes('{')) return;
  for (const node of walk(parseTemplate(text).template)) if (node.kind === 'name') yield node.name;
}
