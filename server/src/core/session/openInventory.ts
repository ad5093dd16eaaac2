// One inventory, read and recognised, that follows its texts: after an edit there is a new analysis, which shares with
// the previous one what the edit does not touch, answers to queries included.

import { dynamicBeside } from '../ansible/discovery/dynamicSources.ts';
import { type LoadedInventory, loadInventory } from '../ansible/discovery/inventorySources.ts';
import { findOwnPlugins } from '../ansible/discovery/ownPlugins.ts';
import { isParsed, type ParsedFile, type ReadDocument } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { whyUnreadable } from '../ansible/files/unreadable.ts';
import type { ModelFile } from '../ansible/model/model.ts';
import { buildInventoryModel, tierOf, type VarsFileInput } from '../ansible/sources/buildInventoryModel.ts';
import { type EditedFile, updateModel } from '../ansible/update/updateModel.ts';
import { varsNames } from '../ansible/variables/varsNames.ts';
import { type InventoryContext, NO_STRAY_VARS } from '../k3s/context.ts';
import type { Dialect } from '../k3s/dialects/dialect.ts';
import { NO_PLAYS } from '../k3s/plays/plays.ts';
import type { ProjectFile } from '../k3s/project/projectFile.ts';
import { dialectOf, type Recognition, recognise } from '../k3s/recognition.ts';
import type { SchemaOf } from '../k3s/schema/variableSchema.ts';
import { loadStrayVars } from '../k3s/unusedVarsFiles.ts';
import { findUpstream } from '../k3s/upstream/upstream.ts';
import type { SourceText } from '../text/sourceText.ts';
import { type FileChanges, rememberAnswers } from './contextView.ts';
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
  const model = buildInventoryModel({ ...loaded.input, unknowns });
  const files = new Map(loaded.files.map((file) => [file.source.uri, file]));
  const recognition = recognise(model, files, collections);
  const dialect = dialectOf(recognition);
  const schema = schemaOf(dialect);
  const vaulted = new Map(loaded.vaulted.map((file) => [file.source.uri, file]));
  const plain = {
    model,
    schema,
    files,
    vaulted,
    ...(loaded.config && { config: loaded.config }),
    varsEntries: loaded.varsEntries,
    airgap: { places: new Map(), manifests: new Map() },
    upstream: {},
    unusedVarsFiles: NO_STRAY_VARS,
    plays: NO_PLAYS,
  };
  const parts = { loaded, recognition, collections, around: plays.around, ...(project && { project }) };
  if (recognition.kind !== 'k3s-ansible')
    return createLive({
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
  const [upstream, unusedVarsFiles, ownPlugins] = await Promise.all([
    findUpstream(fileSystem, folder, schema.releases, releaseOf(project)),
    loadStrayVars(fileSystem, read, { model, files, folders: [folder, ...found], unseen: plays.unseen }),
    findOwnPlugins(fileSystem, folder),
  ]);
  const context = {
    ...plain,
    ...dialectFacts(dialect),
    airgap: airgap.facts,
    upstream,
    unusedVarsFiles,
    ownPlugins,
    plays: { ...facts, hasOwnRoles: facts.hasOwnRoles || upstream.isOthers === true },
  };
  return createLive({ ...parts, context, airgap });
}

/** What is known of the project that an inventory belongs to. */
const dialectFacts = (dialect: Dialect | undefined): Pick<InventoryContext, 'dialect' | 'tokenVariable'> => ({
  ...(dialect && { dialect }),
  ...(dialect?.token !== undefined && { tokenVariable: dialect.token }),
});

interface Parts {
  readonly project?: ProjectFile;
  readonly loaded: LoadedInventory;
  readonly recognition: Recognition;
  /** Those that the plays nearby use. */
  readonly collections: ReadonlySet<string>;
  readonly context: InventoryContext;
  /** Absent where they are not needed. */
  readonly airgap?: ReadAirgap;
  /** Files that were read besides, and are no part of the model. */
  readonly around?: readonly string[];
}

function createLive(parts: Parts): OpenInventory {
  const { loaded, recognition, collections, project } = parts;
  let { context, airgap } = parts;
  const known = { recognition, collections, ...(project && { project }) };
  let analysis: Analysis = { ...known, context };
  const note = rememberAnswers(context);
  const findEdits = createEditDetector(parts, loaded.read);

  async function update(fileSystem: FileSystem): Promise<boolean> {
    const edits = await findEdits(context.files);
    if (edits === undefined || edits.length === 0) return edits !== undefined;
    const variables = new Map((loaded.input.varsFiles ?? []).map((input) => [input.source.uri, input]));
    const updated = updateModel(
      context.model,
      edits.map(({ file, now }) => editedFile(file, now, variables.get(now.source.uri))),
    );
    if (!updated || hasFileOfAny(context, updated.otherHosts)) return false;
    const { model } = updated;
    const isAirgapOutdated = airgap?.isOutdated(updated) ?? false;
    if (isAirgapOutdated) airgap = await readAirgap(fileSystem, model, context.plays);
    context = {
      ...context,
      model,
      files: withEdits(context.files, edits),
      airgap: airgap?.facts ?? context.airgap,
    };
    analysis = { ...known, context };
    const files = new Map(edits.map((edit) => [edit.now.source.uri, changesIn(edit)]));
    note({ context, model: updated, files, airgap: isAirgapOutdated });
    return isSameProject(recognise(model, context.files, collections), recognition);
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

function withEdits(files: InventoryContext['files'], edits: readonly Edit[]): InventoryContext['files'] {
  const all = new Map(files);
  for (const {
    file,
    now: { source, document },
  } of edits)
    all.set(source.uri, { ...file, source, document });
  return all;
}

function changesIn({ file: { document: before }, now }: Edit): FileChanges {
  const changed = new Set<'root' | 'comments' | 'problems'>();
  if (before?.root !== now.document.root) changed.add('root');
  if (!hasSameItems(before?.comments ?? [], now.document.comments)) changed.add('comments');
  if (!hasSameItems(before?.problems ?? [], now.document.problems)) changed.add('problems');
  return changed;
}

const hasSameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a === b || (a.length === b.length && a.every((item, index) => item === b[index]));

interface Edit {
  /** The file at the last call. */
  readonly file: ModelFile;
  readonly now: ParsedFile;
}

/** Finds the files whose text differs from the last call; `undefined` when one of them cannot be followed. */
function createEditDetector(
  {
    context: {
      vaulted,
      model: { unknowns },
      unusedVarsFiles,
    },
    loaded,
    around = [],
  }: Parts,
  read: ReadDocument,
) {
  const readings = new Map<string, number>();
  const others = new Map<string, SourceText | undefined>();
  const unknownUris = unknowns.map(({ uri }) => uri);
  const configUri = loaded.config ? [loaded.config.source.uri] : [];
  const otherUris = [
    ...vaulted.keys(),
    ...unusedVarsFiles.unread.keys(),
    ...unknownUris,
    ...around,
    ...configUri,
  ];
  const readTwice = repeated((loaded.input.varsFiles ?? []).map(({ source }) => source.uri));

  async function isAsBefore(uri: string): Promise<boolean> {
    const now = await read(uri);
    const source = isParsed(now) ? now.source : undefined;
    const isSame = !others.has(uri) || others.get(uri) === source;
    others.set(uri, source);
    return isSame;
  }

  return async (files: InventoryContext['files']): Promise<readonly Edit[] | undefined> => {
    const edits: Edit[] = [];
    for (const uri of otherUris) if (!files.has(uri) && !(await isAsBefore(uri))) return undefined;
    for (const [uri, file] of files) {
      const now = await read(uri);
      if (!isParsed(now)) return undefined;
      const before = readings.get(uri);
      readings.set(uri, now.generation);
      if (now.source === file.source) continue;
      // Two plays give it to two groups.
      if (readTwice.has(uri)) return undefined;
      // Nodes are shared with the previous generation only.
      if (before === undefined || now.generation !== before + 1 || !canFollow(file, now)) return undefined;
      edits.push({ file, now });
    }
    return edits;
  };
}

const repeated = (uris: readonly string[]): ReadonlySet<string> =>
  new Set(uris.filter((uri, index) => uris.indexOf(uri) !== index));

/** The file is still one that Ansible reads as YAML. */
const canFollow = (file: ModelFile, now: ParsedFile): boolean =>
  file.document !== undefined &&
  now.source.slice(0, 2) !== '#!' &&
  whyUnreadable({ ...now, name: '', format: 'yaml', isExecutable: false }) === undefined;

function editedFile({ document }: ModelFile, now: ParsedFile, input: VarsFileInput | undefined): EditedFile {
  const edited = { source: now.source, before: document ?? now.document, after: now.document };
  if (!input) return edited;
  return { ...edited, variables: { owner: input.owner, tier: tierOf(input), folder: input.folder ?? 0 } };
}

/** A file of variables takes effect from the moment the host exists that it is named after. */
const hasFileOfAny = ({ varsEntries }: InventoryContext, hosts: readonly string[]): boolean =>
  hosts.length > 0 && varsNames(varsEntries).some(({ owner }) => hosts.includes(owner.name));
