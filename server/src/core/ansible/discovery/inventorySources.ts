// Everything Ansible reads for its `-i` arguments: the sources, and the variables in folders beside inventory and
// playbook. Knows names and folders, nothing of what the files say beyond whether they can be read.
// Read from ansible-core 2.14.18, inventory/manager.py, plugins/vars/host_group_vars.py, parsing/dataloader.py.

import type { YamlMapping } from '../../yaml/tree.ts';
import { findAnsibleConfig } from '../config/ansibleConfig.ts';
import { runsScripts, settingsOf } from '../config/inventorySettings.ts';
import { isParsed, type ReadDocument } from '../files/documents.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { inBatches } from '../files/inBatches.ts';
import { whyUnreadable } from '../files/unreadable.ts';
import { baseName, withoutSampleEnding } from '../files/uri.ts';
import type { ModelFile, Owner, UnknownSource } from '../model/model.ts';
import {
  type InventoryInput,
  type InventorySourceInput,
  tierOf,
  type VarsFileInput,
} from '../sources/buildInventoryModel.ts';
import { refuseDuplicateKeys } from '../sources/duplicateKeys.ts';
import { inventoryFormat } from '../sources/readSource.ts';
import { findTargetCore } from '../target/findCore.ts';
import { findVarsFiles, type VarsFile, type VarsFolder } from '../variables/varsFiles.ts';
import { findSourceFiles, inventoryFolderOf } from './sourceFiles.ts';

/** What a command line and its folders would say to Ansible: enough to know every file that counts. */
export interface InventoryRequest {
  /** The `-i` arguments as URIs of files or folders, in order. */
  readonly sources: readonly string[];
  /** The folders of the playbooks that are run with the inventory, as far as they are known. */
  readonly playbookFolders?: readonly string[];
  /** Where Ansible is run, or above: its ansible.cfg counts. Near the first source when absent. */
  readonly runFolder?: string;
  /** The sources were found rather than named by the user, so what lies beside them may belong to them. */
  readonly isGuess?: boolean;
  /** What the plays give to their hosts; `ansible-inventory` does not know it. */
  readonly playVars?: readonly PlayVarsRequest[];
}

/** A file that a play names in `vars_files`, or variables that are written in a playbook. */
export interface PlayVarsRequest {
  readonly uri: string;
  readonly mapping?: YamlMapping;
  readonly owner: Owner;
  /** Its precedence among what plays give; higher ones win. */
  readonly rank: number;
}

/**
 * Everything that {@link buildInventoryModel} needs, together with the files it came from, so that the model can be
 * built again after an edit without asking the file system.
 */
export interface LoadedInventory {
  readonly input: InventoryInput;
  readonly files: readonly ModelFile[];
  /** Files that are encrypted as a whole. */
  readonly vaulted: readonly ModelFile[];
  /** The ansible.cfg that counts. */
  readonly config?: ModelFile;
  /**
   * Files and folders beside the inventory and the playbooks that may be named after a group or a host, read or not.
   */
  readonly varsEntries: readonly string[];
  /** Reads a file in the state in which it was read for the inventory. */
  readonly read: ReadDocument;
}

type Loaded<T> =
  | { readonly input: T; readonly file?: ModelFile }
  | { readonly unknown: UnknownSource; readonly file?: ModelFile; readonly vaulted?: ModelFile }
  | undefined;

/**
 * Reads the sources and the files of variables beside them. A file that cannot be read is no error: it becomes an
 * {@link UnknownSource}, because what it may define is then unknown rather than missing.
 */
export async function loadInventory(
  fileSystem: FileSystem,
  read: ReadDocument,
  request: InventoryRequest,
): Promise<LoadedInventory> {
  const folder = await inventoryFolderOf(fileSystem, request.sources[0] ?? '');
  const config = await findAnsibleConfig(fileSystem, request.runFolder ?? folder);
  const found = await Promise.all(request.sources.map((uri) => findSourceFiles(fileSystem, uri, config)));
  const uris = found.flatMap(({ files }) => files);
  const reading = config?.duplicateDictKey === 'error' ? refusingDuplicates(read) : read;
  const sources = await inBatches(uris, (uri) => loadSource(fileSystem, reading, uri, runsScripts(config)));
  const inputs = sources.flatMap((source) => (source && 'input' in source ? [source.input] : []));
  const folders = varsFolders(
    found.map(({ folder }) => folder),
    request.playbookFolders ?? [],
  );
  const places = await Promise.all(folders.map((folder) => findVarsFiles(fileSystem, folder, inputs)));
  const varsFiles = places.flatMap(({ files }) => files);
  const variables = await inBatches(varsFiles, (file) => loadVarsFile(reading, file));
  const ofPlays = await inBatches(request.playVars ?? [], (one) => loadPlayVars(reading, one));
  const loaded = [...sources, ...variables, ...ofPlays].filter((file) => file !== undefined);
  const configFile = config && (await read(config.uri));
  return {
    read: reading,
    input: {
      roots: request.sources,
      settings: settingsOf(config, await findTargetCore(fileSystem, folder)),
      sources: inputs,
      varsFiles: [...variables, ...ofPlays].flatMap((file) => (file && 'input' in file ? [file.input] : [])),
      unknowns: [
        ...[...found, ...places].flatMap(({ unknowns }) => unknowns),
        ...loaded.flatMap((file) => ('unknown' in file ? [file.unknown] : [])),
      ],
    },
    ...(isParsed(configFile) && { config: { source: configFile.source, role: 'inventory' } }),
    files: loaded.flatMap(({ file }) => (file ? [file] : [])),
    varsEntries: places.flatMap(({ entries }) => entries),
    vaulted: loaded.flatMap((file) => ('vaulted' in file && file.vaulted ? [file.vaulted] : [])),
  };
}

const refusingDuplicates =
  (read: ReadDocument): ReadDocument =>
  async (uri) => {
    const file = await read(uri);
    return isParsed(file) ? { ...file, document: refuseDuplicateKeys(file.document) } : file;
  };

/** Ansible offers files with these names to its YAML plugin first. */
const YAML_NAME = /^[^.]*$|^\.[^.]*$|\.(?:ya?ml|json)$/;

async function loadSource(
  fileSystem: FileSystem,
  read: ReadDocument,
  uri: string,
  mayRun: boolean,
): Promise<Loaded<InventorySourceInput>> {
  const file = await read(uri);
  if (!isParsed(file)) return { unknown: { uri, reason: file?.problem ?? 'missing' } };
  const isExecutable =
    mayRun && file.source.slice(0, 2) === '#!' ? (await fileSystem.stat(uri))?.executable : false;
  const { source, document } = file;
  const name = withoutSampleEnding(baseName(uri));
  const input = YAML_NAME.test(name) ? { source, document } : { source };
  const format = inventoryFormat(input);
  const reason = whyUnreadable({ ...file, name, format, isExecutable });
  const modelFile: ModelFile = { ...(format === 'yaml' ? { document } : {}), source, role: 'inventory' };
  // What is readable of a text in another encoding is enough to tell which project the inventory belongs to.
  if (reason)
    return {
      unknown: { uri, reason },
      ...(file.notUtf8 && { file: modelFile }),
      ...(reason === 'vaulted-file' && { vaulted: { source, role: 'inventory' } }),
    };
  return { input, file: modelFile };
}

/**
 * Reads a file of variables. One that cannot be read keeps its owner and rank as an unknown: it may outrank what can
 * be read.
 */
async function loadVarsFile(
  read: ReadDocument,
  { uri, owner, beside, folder }: Omit<VarsFile, 'beside'> & Pick<VarsFileInput, 'beside'>,
): Promise<Loaded<VarsFileInput>> {
  const file = await read(uri);
  if (!file) return undefined;
  if (!isParsed(file)) return { unknown: { uri, reason: file.problem, owner } };
  const reason = whyUnreadable({ ...file, name: '', format: 'yaml', isExecutable: false });
  const { source, document } = file;
  const role = `${owner.kind}_vars` as const;
  if (reason)
    return {
      unknown: { uri, reason, owner, tier: tierOf({ owner, beside }), folder },
      ...(reason === 'vaulted-file' && { vaulted: { source, role } }),
    };
  return { input: { source, document, owner, beside, folder }, file: { source, document, role } };
}

/** A playbook is no file of variables: only the variables of its plays are taken. */
async function loadPlayVars(
  read: ReadDocument,
  { uri, mapping, owner, rank }: PlayVarsRequest,
): Promise<Loaded<VarsFileInput>> {
  if (!mapping) return loadVarsFile(read, { uri, owner, beside: 'play', folder: rank });
  const file = await read(uri);
  if (!isParsed(file)) return undefined;
  const document = { root: mapping, problems: [], comments: [] };
  return { input: { source: file.source, document, owner, beside: 'play', folder: rank } };
}

/** The folders that may hold `group_vars` and `host_vars`; a folder that counts twice is read once, at its last place. */
function varsFolders(inventory: readonly string[], playbook: readonly string[]): readonly VarsFolder[] {
  const inventories = lastOfEach(inventory);
  const playbooks = lastOfEach(playbook.map((uri) => uri.replace(/(?<!\/)\/+$/, '')));
  const [first] = playbooks;
  const shared = first === inventories.at(-1) ? first : undefined;
  return [
    ...inventories.filter((uri) => uri === shared || !playbooks.includes(uri)).map(numbered('inventory')),
    ...playbooks.filter((uri) => uri !== shared).map(numbered('playbook')),
  ];
}

const lastOfEach = (uris: readonly string[]): readonly string[] => [...new Set(uris.toReversed())].reverse();

const numbered =
  (beside: VarsFolder['beside']) =>
  (uri: string, folder: number): VarsFolder => ({ uri, beside, folder });
