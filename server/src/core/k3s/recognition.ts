// Whose inventory is this? Decided by content, so that other people's clusters are left in peace.
import type { InventoryModel, VariableDefinition } from '../ansible/model/model.ts';
import type { SourceText } from '../text/sourceText.ts';
import type { YamlDocument } from '../yaml/tree.ts';
import { loadSiblings, type ProjectEvidence } from './schema/siblings.ts';
import type { VariableSchema } from './schema/variableSchema.ts';

/**
 * What a document is to this product. Only `k3s-ansible` inventories are checked by all rules; those of siblings that
 * install K3s, by the rules that need nothing but Ansible.
 */
export type Recognition =
  | { readonly kind: 'k3s-ansible' }
  | { readonly kind: 'sibling'; readonly project: string; readonly isK3s: boolean; readonly token?: string }
  | { readonly kind: 'other' };

/** What is needed of the files the model was built from. */
export interface RecognisedFile {
  readonly source: SourceText;
  readonly document?: YamlDocument | undefined;
  readonly role: string;
}

const CLUSTER = 'k3s_cluster';

export function recognise(
  model: InventoryModel,
  files: ReadonlyMap<string, RecognisedFile>,
  schema: VariableSchema,
  collections: ReadonlySet<string> = new Set(),
): Recognition {
  const siblings = loadSiblings();
  const lost = lostNames(model, files);
  const evidence = gatherEvidence(model, lost, collections);
  if (siblings.isOwn(evidence)) return { kind: 'k3s-ansible' };
  const sibling = siblings.find(evidence);
  if (sibling && !isAnythingThere(model, files)) return { kind: 'other' };
  if (sibling) {
    const { name: project, installs, token } = sibling;
    return { kind: 'sibling', project, isK3s: installs === 'k3s', ...(token !== undefined && { token }) };
  }
  return lost.has(CLUSTER) || looksOwn(model, evidence, schema) ? { kind: 'k3s-ansible' } : { kind: 'other' };
}

/** Of sources that cannot be read at all, or are not there, variables beside them do not tell whose they would be. */
const isAnythingThere = ({ unknowns }: InventoryModel, files: ReadonlyMap<string, RecognisedFile>): boolean =>
  [...files.values()].some(({ role }) => role === 'inventory') ||
  unknowns.some(({ owner, isBeside, reason }) => !owner && !isBeside && reason !== 'unreadable');

function gatherEvidence(
  model: InventoryModel,
  lost: ReadonlySet<string>,
  collections: ReadonlySet<string>,
): ProjectEvidence {
  const groups = new Set([...model.groups.keys(), ...lost]);
  const withHosts = [...model.groups.values()].filter((group) => group.hosts.length > 0);
  return {
    groups,
    variables: new Set([...variablesOf(model, groups), ...lost]),
    groupsWithHosts: new Set(withHosts.map((group) => group.name)),
    // The plays of a project may be run on other hosts, too.
    ...(holdsAny(groups, [...CLUSTER_GROUPS, ['master', 'node']]) && { collections }),
  };
}

/** Names that any project may use: they prove nothing. */
const GENERIC = new Set(['kubeconfig', 'token']);

/** Groups whose names say that the inventory is about a cluster of K3s. */
const CLUSTER_GROUPS = [[CLUSTER], ['server', 'agent']];

const holdsAny = (groups: ReadonlySet<string>, sets: readonly (readonly string[])[]): boolean =>
  sets.some((names) => names.every((name) => groups.has(name)));

/**
 * The names that are defined for this inventory. Variables of all hosts, and of groups that it does not have, lie
 * beside any inventory of a project: they count only where the inventory itself names a cluster.
 */
function* variablesOf(model: InventoryModel, groups: ReadonlySet<string>): Generator<string> {
  const isOfCluster =
    holdsAny(groups, CLUSTER_GROUPS) || [...model.groups.keys()].some((name) => name.startsWith('k3s_'));
  for (const [name, definitions] of model.definitionsByName) {
    const counts = ({ owner, tier }: VariableDefinition): boolean =>
      isOfCluster ||
      tier.startsWith('inventory-file') ||
      (owner.kind === 'host' ? model.hosts.has(owner.name) : owner.name !== 'all' && groups.has(owner.name));
    if (definitions.some(counts)) yield name;
  }
}

/** What is weaker than the siblings' own marks, and enough where those are missing. */
function looksOwn(
  model: InventoryModel,
  { groups, variables }: ProjectEvidence,
  schema: VariableSchema,
): boolean {
  const isNew = (name: string): boolean => isOwnVariable(schema, name) && !GENERIC.has(name);
  if (!groups.has(CLUSTER))
    return groups.has('server') && groups.has('agent') && [...variables].some((name) => isNew(name));
  return (
    isOrIsAbout(model, 'server') ||
    isOrIsAbout(model, 'agent') ||
    isEmpty(model) ||
    [...variables].some((name) => isNew(name))
  );
}

/** Below the cluster group, or written into it where Ansible does not look. */
const isOrIsAbout = (model: InventoryModel, role: 'server' | 'agent'): boolean =>
  model.groups.get(role)?.parents.includes(CLUSTER) === true ||
  model.problems.some(({ subject, group }) => subject === role && group === CLUSTER);

/** Somebody has just begun. */
function isEmpty(model: InventoryModel): boolean {
  const cluster = model.groups.get(CLUSTER);
  return cluster?.children.length === 0 && cluster.hosts.length === 0;
}

/** The variables that came with the layout of November 2023; the older ones are the siblings' too. */
function isOwnVariable(schema: VariableSchema, name: string): boolean {
  const variable = schema.variables.get(name);
  const isOurs = variable?.origin === 'k3s-ansible' && variable.status === 'current';
  return isOurs && variable.since !== undefined && variable.since.date >= '2023-11-08';
}

/**
 * The names of keys and sections in sources that Ansible refuses: the model may lack what stands behind the mistake,
 * and a cluster must not stop being one while its inventory is being written. Of a source that cannot be looked into,
 * the names of the groups that have variables.
 */
function lostNames(model: InventoryModel, files: ReadonlyMap<string, RecognisedFile>): ReadonlySet<string> {
  const isOutOfSight = model.unknowns.some(({ owner, isBeside }) => !owner && !isBeside);
  const names = new Set<string>(isOutOfSight ? model.definitionsOfGroups.keys() : []);
  const refused = new Set(
    [...model.problems.filter(({ fatal }) => fatal), ...model.unknowns].map(({ uri }) => uri),
  );
  for (const [uri, { source, document, role }] of files) {
    const isRefused = refused.has(uri) || document?.problems.some(({ fatal }) => fatal);
    if (role !== 'inventory' || !isRefused) continue;
    for (const match of source.slice(0, MAX_TEXT).matchAll(KEY)) names.add(match[1] ?? match[2] ?? '');
  }
  return names;
}

/** Enough for any inventory written by hand. */
const MAX_TEXT = 200_000;
const KEY = /^[ \t]*(?:-[ \t]+)?(?:["']?([A-Za-z_]\w*)["']?[ \t]*[:=]|\[([A-Za-z_]\w*)(?:[:\]]))/gm;
