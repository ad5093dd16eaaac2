// One inventory, read and recognised, that follows its texts: after an edit there is a new analysis, which shares with
// the previous one what the edit does not touch, answers to queries included.

import { dynamicBeside } from '../ansible/discovery/dynamicSources.ts';
import { type LoadedInventory, loadInventory } from '../ansible/discovery/inventorySources.ts';
import { findOwnPlugins } from '../ansible/discovery/ownPlugins.ts';
import type { ReadDocument } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import type { InventoryModel } from '../ansible/model/model.ts';
import { hasOwner } from '../ansible/model/queries.ts';
import { buildInventoryModel, type InventoryInput } from '../ansible/sources/buildInventoryModel.ts';
import { rebuildModel } from '../ansible/update/rebuildModel.ts';
import { updateModel } from '../ansible/update/updateModel.ts';
import { varsNames } from '../ansible/variables/varsNames.ts';
import { type InventoryContext, NO_UNUSED_VARS_FILES } from '../k3s/context.ts';
import type { Dialect } from '../k3s/dialects/dialect.ts';
import { NO_PLAYS } from '../k3s/plays/plays.ts';
import type { ProjectFile } from '../k3s/project/projectFile.ts';
import { dialectOf, type Recognition, recognise, recognisedAs } from '../k3s/recognition.ts';
import type { SchemaOf } from '../k3s/schema/variableSchema.ts';
import { loadUnusedVarsFiles } from '../k3s/unusedVarsFiles.ts';
import { findUpstream } from '../k3s/upstream/upstream.ts';
import { rememberAnswers } from './contextView.ts';
import { changesIn, createEditDetector, editFiles, editInput, followedEdits } from './editedFiles.ts';
import { findOtherClusters, namesKubeconfig } from './otherClusters.ts';
import { type InventoryTarget, releaseOf } from './projectTarget.ts';
import { type ReadAirgap, readAirgap } from './readAirgap.ts';

/** One inventory, read and recognised. */
export interface Analysis {
  readonly recognition: Recognition;
  /** Collections that plays nearby use, as far as these were read. */
  readonly collections: ReadonlySet<string>;
  /** The configuration that counts for it. */
  readonly project?: ProjectFile;
  /** Answers of queries and rules about it, or about its model, are remembered. */
  readonly context: InventoryContext;
}

/** An inventory that stays open while its documents are edited. */
export interface OpenInventory {
  /** The analysis as of the last update. */
  readonly analysis: Analysis;
  /**
   * Follows the texts; `false` when they have changed too much, and the inventory must be opened anew. The first call,
   * right after opening, records what later ones compare with.
   */
  update(fileSystem: FileSystem): Promise<boolean>;
}

/**
 * Reads everything Ansible would read and recognises the project. Never rejects for a bad file: that becomes
 * a problem or an unknown of the model.
 */
export async function openInventory(
  { fileSystem, folder, request: { sources, isGuess }, plays, project }: InventoryTarget,
  read: ReadDocument,
  schemaOf: SchemaOf,
): Promise<OpenInventory> {
  const found = plays.varsFolders;
  const { playVars, collections } = plays;
  const loaded = await loadInventory(fileSystem, read, { sources, playbookFolders: found, playVars });
  const beside = isGuess ? await dynamicBeside(fileSystem, sources) : [];
  const unknowns = [...(loaded.input.unknowns ?? []), ...plays.unknowns, ...beside];
  const input = { ...loaded.input, unknowns };
  const model = buildInventoryModel(input);
  const files = new Map(loaded.files.map((file) => [file.source.uri, file]));
  const recognition = recognise(model, files, collections);
  const dialect = dialectOf(recognition);
  const schema = schemaOf(dialect);
  const plain = { ...withoutProject(loaded, model), schema, files };
  const parts = {
    loaded,
    input,
    recognition,
    collections,
    around: plays.around,
    ...(project && { project }),
  };
  if (recognition.kind !== 'k3s-ansible')
    return keepOpen({
      ...parts,
      // In any project, short names of filters may be its own.
      context: {
        ...plain,
        ownPlugins: await findOwnPlugins(fileSystem, folder),
        ...dialectFacts(dialect),
      },
    });
  const { facts } = plays;
  const airgap = await readAirgap(fileSystem, model, facts);
  const around = { folder, sources, playbookFolders: found };
  const others = namesKubeconfig(model) ? await findOtherClusters(fileSystem, read, around) : undefined;
  const folders = [folder, ...found];
  const [upstream, unusedVarsFiles, ownPlugins] = await Promise.all([
    findUpstream(fileSystem, folder, schema.releases, releaseOf(project)),
    loadUnusedVarsFiles(fileSystem, read, { model, files, folders, unseen: plays.unseen }),
    findOwnPlugins(fileSystem, folder),
  ]);
  const context = {
    ...plain,
    ...dialectFacts(dialect),
    airgap: airgap.facts,
    upstream,
    unusedVarsFiles,
    ...(others && { otherClusters: others.clusters }),
    ownPlugins,
    plays: { ...facts, hasOwnRoles: facts.hasOwnRoles || upstream.isOthers === true },
  };
  return keepOpen({ ...parts, context, airgap, around: [...plays.around, ...(others?.around ?? [])] });
}

/** What is known of any inventory, whatever project it belongs to. */
const withoutProject = (
  { vaulted, config, varsEntries }: LoadedInventory,
  model: InventoryModel,
): Omit<InventoryContext, 'schema' | 'files'> => ({
  model,
  vaulted: new Map(vaulted.map((file) => [file.source.uri, file])),
  ...(config && { config }),
  varsEntries,
  airgap: { places: new Map(), manifests: new Map() },
  upstream: {},
  unusedVarsFiles: NO_UNUSED_VARS_FILES,
  plays: NO_PLAYS,
});

/** What is known of the project that an inventory belongs to. */
const dialectFacts = (dialect: Dialect | undefined): Pick<InventoryContext, 'dialect' | 'tokenVariable'> => ({
  ...(dialect && { dialect }),
  ...(dialect?.token !== undefined && { tokenVariable: dialect.token }),
});

interface Parts {
  readonly project?: ProjectFile;
  readonly loaded: LoadedInventory;
  /** With what is not known of it because of what lies around. */
  readonly input: InventoryInput;
  readonly recognition: Recognition;
  /** Those that the plays nearby use. */
  readonly collections: ReadonlySet<string>;
  readonly context: InventoryContext;
  /** Absent where they are not needed. */
  readonly airgap?: ReadAirgap;
  /** Files that were read besides, and are no part of the model. */
  readonly around?: readonly string[];
}

function keepOpen(parts: Parts): OpenInventory {
  const { recognition, collections, project } = parts;
  let { context, airgap, input } = parts;
  const known = { recognition, collections, ...(project && { project }) };
  let analysis: Analysis = { ...known, context };
  const note = rememberAnswers(context);
  const collectionNames = [...collections].join('\n');
  const findEdits = createEditDetector(parts);

  async function update(fileSystem: FileSystem): Promise<boolean> {
    const edits = await findEdits(context.files, input);
    if (edits === undefined || edits.length === 0) return edits !== undefined;
    const before = context.model;
    // The short way needs trees that share their nodes; whatever it does not cover is built anew.
    const followed = followedEdits(input, edits);
    const inputBefore = input;
    input = editInput(input, edits);
    const updated = (followed && updateModel(before, followed)) ?? rebuildModel(before, inputBefore, input);
    const { model } = updated;
    // With another group or host, other files of variables count: those must be looked for on the disk.
    if (hasOtherOwners(context, before, model)) return false;
    if (namesKubeconfig(before) !== namesKubeconfig(model)) return false;
    const isAirgapOutdated = airgap?.isOutdated(updated) ?? false;
    if (isAirgapOutdated) airgap = await readAirgap(fileSystem, model, context.plays);
    const files = editFiles(context.files, edits);
    context = { ...context, model, files, airgap: airgap?.facts ?? context.airgap };
    analysis = { ...known, context };
    const changes = new Map(edits.map((edit) => [edit.now.source.uri, changesIn(edit)]));
    note({ context, model: updated, files: changes, airgap: isAirgapOutdated });
    return isSameProject(recognisedAs(context, collectionNames), recognition);
  }

  return {
    get analysis() {
      return analysis;
    },
    update,
  };
}

const isSameProject = (a: Recognition, b: Recognition): boolean =>
  a.kind === b.kind && (a.kind !== 'sibling' || b.kind !== 'sibling' || a.dialect === b.dialect);

/** A file of variables counts, or counts as misplaced, from the moment the group or the host exists that it is named after. */
function hasOtherOwners(
  { varsEntries, unusedVarsFiles }: InventoryContext,
  before: InventoryModel,
  now: InventoryModel,
): boolean {
  if (before.groups === now.groups && before.hosts === now.hosts) return false;
  const owners = [...varsNames(varsEntries).map(({ owner }) => owner), ...unusedVarsFiles.owners];
  return owners.some((owner) => hasOwner(before, owner) !== hasOwner(now, owner));
}
