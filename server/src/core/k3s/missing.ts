// Variables that every node needs and nothing readable defines.

import { baseName } from '../ansible/files/uri.ts';
import { valueLocation } from '../ansible/model/definitions.ts';
import { groupsAsHosts } from '../ansible/model/groupsAsHosts.ts';
import type { InventoryModel, Location, ModelFile, VariableDefinition } from '../ansible/model/model.ts';
import { definitionsOf } from '../ansible/model/queries.ts';
import { mayHaveUnknownGroups } from '../ansible/model/refusal.ts';
import { mayBeDefinedElsewhere } from '../ansible/templates/elsewhere.ts';
import { type Message, msg } from '../text/message.ts';
import { resolveAlias } from '../yaml/tree.ts';
import { clusterHosts, definitionsFor } from './cluster.ts';
import { type ClusterVars, findClusterVars } from './clusterVars.ts';
import type { InventoryContext } from './context.ts';
import { isLostKey } from './equalKeys.ts';
import { withoutClusterVariable } from './outsideCluster.ts';
import { isOutOfPlay } from './unusedVariables.ts';
import { findOnWrongGroup } from './wrongGroup.ts';

/** A variable that some nodes lack, and where to add it. */
export interface MissingVariable {
  /** Nodes without it. */
  readonly hosts: readonly string[];
  /** Whether other nodes have it. */
  readonly partly: boolean;
  readonly at: ClusterVars;
  /** Definitions that count for other hosts only. */
  readonly elsewhere: readonly (Location & { readonly message: Message })[];
  /** Where a text nearby passes it with `-e`. */
  readonly passed?: Message;
}

/** A variable on the wrong group is not missing, and has a rule of its own. */
export function findMissing(context: InventoryContext, name: string): MissingVariable | undefined {
  const { model, plays, upstream } = context;
  const hosts = clusterHosts(model).all;
  if (plays.perhaps.has(name) || plays.makesGroups || plays.hasOwnRoles) return undefined;
  if (upstream.version?.ownDefaults.has(name) || isOutOfPlay(context, name)) return undefined;
  if (hosts.length === 0 || mayHaveUnknownGroups(context) || isLostInStructure(context, name))
    return undefined;
  const isLost = withoutClusterVariable(context, name);
  const without = definitionsFor(model, hosts, name).without.filter(
    (host) => !isLost.has(host) && !mayBeDefinedElsewhere(model, name, host),
  );
  const partly = without.length < hosts.length;
  if (without.length === 0 || (partly && findOnWrongGroup(context, name))) return undefined;
  const at = findClusterVars(context);
  const passed = passedMessage(context, name);
  const elsewhere = partly ? [] : definitionsOf(model, name).map(ofOthers);
  return at && { hosts: without, partly, at, elsewhere, ...(passed && { passed }) };
}

const ofOthers = ({ uri, keySpan, owner }: VariableDefinition) => ({
  uri,
  span: keySpan,
  message: msg('this one is for “{0}”, where no node of the cluster is', owner.name),
});

/** It is defined, and takes effect once the structure of the inventory is fixed, which another finding is about. */
const isLostInStructure = (context: InventoryContext, name: string): boolean =>
  isLostKey(context, name) || isUnreadIn(context.model, name);

const isUnreadIn = (model: InventoryModel, name: string): boolean =>
  model.problems.some(
    ({ code, group, subject }) => code === 'unexpected-key' && group === 'vars' && subject === name,
  ) ||
  groupsAsHosts(model).some(({ group }) =>
    definitionsOf(model, name).some(({ owner }) => owner.kind === 'group' && owner.name === group),
  );

/** Definitions that count for a node and hold nothing: null, or only white space. */
export function findEmpty({ model, files }: InventoryContext, name: string): readonly EmptyVariable[] {
  const { effective } = definitionsFor(model, clusterHosts(model).all, name);
  return effective.flatMap(({ definition }) => {
    const file = files.get(definition.uri);
    return file && isNothing(definition) ? [{ definition, file, location: valueLocation(definition) }] : [];
  });
}

/** A definition with nothing behind its colon: it is there, and outranks others, but gives no value. */
export interface EmptyVariable {
  readonly definition: VariableDefinition;
  readonly file: ModelFile;
  readonly location: Location;
}

function isNothing({ value }: VariableDefinition): boolean {
  const node = resolveAlias(value);
  if (!node) return value === undefined;
  return node.kind === 'scalar' && (node.type === 'null' || (node.type === 'str' && node.text.trim() === ''));
}

/** It is no fault where it is passed when the playbook is run. */
function passedMessage({ plays }: InventoryContext, name: string): Message | undefined {
  const uri = plays.passed.get(name);
  if (uri !== undefined)
    return msg(
      '{0} is not defined here; “{1}” passes it with -e. A run without that stops: define it in the inventory to be safe.',
      name,
      baseName(uri),
    );
  if (plays.passesFiles === undefined) return undefined;
  return msg(
    '{0} is not defined here; the file that “{1}” passes with -e may hold it. A run without that stops: define it in the inventory to be safe.',
    name,
    baseName(plays.passesFiles),
  );
}

/** The names of the nodes; a long list is shortened. */
export const nameHosts = (hosts: readonly string[]): Message | string =>
  hosts.length > 3
    ? msg('{0} and {1} more', hosts.slice(0, 2).join(', '), hosts.length - 2)
    : hosts.join(', ');
