// Renaming in random inventories: there and back, with the model compared on the way.

import { loadInventory } from '../../server/src/core/ansible/discovery/inventorySources.ts';
import { createDocumentCache } from '../../server/src/core/ansible/files/documents.ts';
import { buildInventoryModel } from '../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { type Reference, readNames } from '../../server/src/core/ansible/templates/references.ts';
import type { IndexedContext } from '../../server/src/core/features/cursor/names.ts';
import { planRename, type RenamePlan } from '../../server/src/core/features/names/rename.ts';
import { hasJinja } from '../../server/src/core/jinja/parse.ts';
import { NO_UNUSED_VARS_FILES } from '../../server/src/core/k3s/context.ts';
import { NO_PLAYS } from '../../server/src/core/k3s/plays/plays.ts';
import { loadVariableSchema } from '../../server/src/core/k3s/schema/variableSchema.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { createMemoryFileSystem, ROOT, uriOf } from './memoryFileSystem.ts';

export type Files = Readonly<Record<string, string>>;

export interface Layout {
  readonly files: Files;
  readonly sources: readonly string[];
  readonly basedir: string;
}

const schema = loadVariableSchema();

/** The inventory with all its names. */
export async function readLayout({ files: texts, sources, basedir }: Layout): Promise<IndexedContext> {
  const fileSystem = createMemoryFileSystem(texts);
  const {
    input,
    varsEntries,
    files: read,
  } = await loadInventory(fileSystem, createDocumentCache(fileSystem), {
    sources: sources.map(uriOf),
    playbookFolders: [uriOf(basedir)],
  });
  const files = new Map(read.map((file) => [file.source.uri, file]));
  const names = new Map(read.map((file) => [file.source.uri, readNames(file)]));
  const model = buildInventoryModel(input);
  const airgap = { places: new Map(), manifests: new Map() };
  return {
    model,
    schema,
    files,
    names,
    airgap,
    upstream: {},
    unusedVarsFiles: NO_UNUSED_VARS_FILES,
    plays: NO_PLAYS,
    vaulted: new Map(),
    varsEntries,
  };
}

const pathOf = (uri: string): string => decodeURIComponent(uri.slice(ROOT.length + 1));

function applyPlan(files: Files, { edits, files: renamed }: RenamePlan): Files {
  const moved = (path: string): string => {
    const found = renamed.find(({ from }) => path === pathOf(from) || path.startsWith(`${pathOf(from)}/`));
    return found ? pathOf(found.to) + path.slice(pathOf(found.from).length) : path;
  };
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      moved(path),
      applyEdits(text, edits.get(uriOf(path)) ?? []),
    ]),
  );
}

/** What the model says, one line each; templates are left to the names they hold. */
function describeModel({ model, names }: IndexedContext, renamed?: Reference, to = ''): readonly string[] {
  const as = (kind: Reference['kind'], name: string): string =>
    renamed?.kind === kind && renamed.name === name ? to : name;
  const all = (kind: Reference['kind'], list: readonly string[]): string =>
    list.map((name) => as(kind, name)).join(' ');
  const groups = [...model.groups.values()].map(
    ({ name, children, parents, hosts, priority, depth }) =>
      `group ${as('group', name)} ${priority} ${depth}: ${all('group', children)} | ${all('group', parents)} | ${all('host', hosts)}`,
  );
  const hosts = [...model.hosts.values()].map(
    ({ name, groups: own }) => `host ${as('host', name)}: ${all('group', own)}`,
  );
  // Files are read in the order of their names, so that only the order for one owner stays.
  const definitions = [...model.definitionsOfGroups, ...model.definitionsOfHosts].flatMap(([, list]) =>
    list.map(({ name, owner, tier, folder, value }, index) => {
      const text = value?.kind === 'scalar' && !hasJinja(value.text) ? value.text : value?.kind;
      return `${owner.kind} ${as(owner.kind, owner.name)} ${index} ${as('variable', name)} ${tier} ${folder} ${text}`;
    }),
  );
  const references = [...names.values()].flatMap(({ references: found }) =>
    found.map(({ kind, name, role }) => `${role} ${kind} ${as(kind, name)}`),
  );
  return [...groups, ...hosts, ...definitions, ...references].sort();
}

/** Why the round trip is no round trip, or that the new name was refused. */
export async function roundTrip(
  layout: Layout,
  context: IndexedContext,
  target: Reference,
  fresh: string,
): Promise<'same' | 'refused' | { readonly difference: string }> {
  const there = planRename([context], target, fresh);
  if ('refused' in there) return 'refused';
  const files = applyPlan(layout.files, there);
  const after = await readLayout({ ...layout, files });
  const expected = describeModel(context, target, fresh);
  const found = describeModel(after);
  const difference = expected.find((line, index) => line !== found[index]);
  if (difference !== undefined || found.length !== expected.length)
    return { difference: `expected ${difference}` };
  const renamed = [...after.names.values()]
    .flatMap(({ references }) => references)
    .find(({ kind, name, isPattern }) => kind === target.kind && name === fresh && !isPattern);
  if (!renamed) return { difference: 'the new name is nowhere' };
  const back = planRename([after], renamed, target.name);
  // The way back may be barred where the old name was none that could be given.
  if ('refused' in back) return 'refused';
  const restored = applyPlan(files, back);
  const changed = Object.keys(layout.files).find((path) => restored[path] !== layout.files[path]);
  return changed === undefined ? 'same' : { difference: `${changed} is not what it was` };
}
