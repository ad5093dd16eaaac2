// Which project an inventory belongs to. Decided by content, so that inventories of other projects get no findings.
import type { InventoryModel, UnknownSource, VariableDefinition } from '../ansible/model/model.ts';
import { query } from '../query/query.ts';
import type { SourceText } from '../text/sourceText.ts';
import type { YamlDocument } from '../yaml/tree.ts';
import type { Dialect } from './dialects/dialect.ts';
import { loadDialects } from './dialects/loadDialects.ts';
import { ENOUGH, type Evidence, type Weighed, weigh } from './dialects/weighing.ts';

/**
 * What a document is to this product. `k3s-ansible` inventories are checked by all rules; those of other projects that
 * install K3s, by the rules that need no more than is known of that project.
 */
export type Recognition =
  | { readonly kind: 'k3s-ansible' }
  | { readonly kind: 'sibling'; readonly dialect: string; readonly project: string; readonly isK3s: boolean }
  | { readonly kind: 'other' };

/** What is needed of the files the model was built from. */
export interface RecognisedFile {
  readonly source: SourceText;
  readonly document?: YamlDocument | undefined;
  readonly role: string;
}

type Files = ReadonlyMap<string, RecognisedFile>;

/**
 * The project an inventory belongs to, by its groups, its variables, and the collections that the plays near it use.
 */
export function recognise(
  model: InventoryModel,
  files: Files,
  collections: ReadonlySet<string> = new Set(),
): Recognition {
  const [heaviest] = weighProjects(model, files, collections);
  if (!heaviest || heaviest.weight < ENOUGH) return { kind: 'other' };
  const { id, name, relation, installs } = heaviest.dialect;
  if (model.unknowns.some(isMissing) && !hasOther(model, files, isMissing)) return { kind: 'other' };
  if (relation === 'itself') return { kind: 'k3s-ansible' };
  if (!hasOther(model, files, isOutOfReach)) return { kind: 'other' };
  return { kind: 'sibling', dialect: id, project: name, isK3s: installs === 'k3s' };
}

/** The same, remembered while names of groups, hosts and variables stay; the collections are joined by line breaks. */
export const recognisedAs = query(
  ({ model, files }: { readonly model: InventoryModel; readonly files: Files }, collections: string) =>
    recognise(model, files, new Set(collections === '' ? [] : collections.split('\n'))),
);

/** What is known of the project; `undefined` for an inventory of none. */
export const dialectOf = (recognition: Recognition): Dialect | undefined =>
  loadDialects().find(({ id, relation }) =>
    recognition.kind === 'sibling'
      ? id === recognition.dialect
      : recognition.kind === 'k3s-ansible' && relation === 'itself',
  );

/** Whether it is known what the variables mean: of k3s-ansible, or of a project whose dialect describes them. */
export const knowsVariables = ({ recognition }: { readonly recognition: Recognition }): boolean =>
  recognition.kind === 'k3s-ansible' || dialectOf(recognition)?.variables !== undefined;

/** Every project with evidence in the inventory, the heaviest first. */
export function weighProjects(
  model: InventoryModel,
  files: Files,
  collections: ReadonlySet<string>,
): readonly Weighed[] {
  const dialects = loadDialects();
  return weigh(dialects, gatherEvidence(model, lostNames(model, files), { dialects, collections }));
}

const isMissing = ({ reason }: UnknownSource): boolean => reason === 'missing';
const isOutOfReach = ({ reason }: UnknownSource): boolean => reason === 'missing' || reason === 'unreadable';

/**
 * Whether there is any source besides those. Where none can be read, the variables beside them do not show which
 * project they belong to; where none is there, as in a fresh clone, there is nothing to check.
 */
const hasOther = (
  { unknowns }: InventoryModel,
  files: Files,
  isNothing: (unknown: UnknownSource) => boolean,
): boolean =>
  [...files.values()].some(({ role }) => role === 'inventory') ||
  unknowns.some((unknown) => !unknown.owner && !unknown.isBeside && !isNothing(unknown));

interface Surroundings {
  readonly dialects: readonly Dialect[];
  readonly collections: ReadonlySet<string>;
}

function gatherEvidence(
  model: InventoryModel,
  refused: ReadonlySet<string>,
  { dialects, collections }: Surroundings,
): Evidence {
  const groups = new Set([...model.groups.keys(), ...refused]);
  const all = [...model.groups.values()];
  const withHosts = all.filter((group) => group.hosts.length > 0);
  const empty = all.filter((group) => group.children.length === 0 && group.hosts.length === 0);
  const namedBy = dialects.flatMap((dialect) => dialect.namedBy ?? []);
  const roles = dialects.flatMap((dialect) =>
    dialect.groups ? [[dialect.groups.server, dialect.groups.agent]] : [],
  );
  const isNamed = holdsAny(groups, namedBy) || all.some(({ name }) => name.startsWith('k3s_'));
  return {
    groups,
    variables: new Set([...variablesOf(model, groups, isNamed), ...refused]),
    groupsWithHosts: new Set(withHosts.map((group) => group.name)),
    emptyGroups: new Set(empty.map((group) => group.name)),
    refused,
    // The plays of a project may be run on other hosts, too.
    collections: holdsAny(groups, [...namedBy, ...roles]) ? collections : new Set(),
    isBelow: (group, child) => isBelow(model, group, child),
  };
}

const holdsAny = (groups: ReadonlySet<string>, sets: readonly (readonly string[])[]): boolean =>
  sets.some((names) => names.every((name) => groups.has(name)));

/**
 * The names that are defined for this inventory. Variables of all hosts, and of groups that it does not have, lie
 * beside any inventory of a project: they count only where the inventory itself names a cluster.
 */
function* variablesOf(
  model: InventoryModel,
  groups: ReadonlySet<string>,
  isNamed: boolean,
): Generator<string> {
  if (isNamed) return yield* model.definitionsByName.keys();
  for (const [name, definitions] of model.definitionsByName) {
    const counts = ({ owner, tier }: VariableDefinition): boolean =>
      tier.startsWith('inventory-file') ||
      (owner.kind === 'host' ? model.hosts.has(owner.name) : owner.name !== 'all' && groups.has(owner.name));
    if (definitions.some(counts)) yield name;
  }
}

/** Below a group, or written into it where Ansible does not look. */
const isBelow = (model: InventoryModel, group: string, child: string): boolean =>
  model.groups.get(child)?.parents.includes(group) === true ||
  model.problems.some((problem) => problem.subject === child && problem.group === group);

/**
 * The names of keys and sections in sources that Ansible refuses: the model may lack what stands behind the mistake,
 * and a file must not stop being an inventory while it is being written. Of a source that cannot be listed, the names
 * of the groups that have variables.
 */
function lostNames(model: InventoryModel, files: Files): ReadonlySet<string> {
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

/** Longer texts are not searched. */
const MAX_TEXT = 200_000;
const KEY = /^[ \t]*(?:-[ \t]+)?(?:["']?([A-Za-z_]\w*)["']?[ \t]*[:=]|\[([A-Za-z_]\w*)(?:[:\]]))/gm;
