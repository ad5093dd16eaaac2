// An `-i` argument → the files Ansible reads for it. Read from ansible-core 2.14.18, inventory/manager.py.

import { compareText } from '../../text/compareText.ts';
import type { AnsibleConfig } from '../config/ansibleConfig.ts';
import { isPassedOver } from '../config/inventorySettings.ts';
import type { FileSystem } from '../files/fileSystem.ts';
import { filesBelow } from '../files/filesBelow.ts';
import { listFolder } from '../files/listFolder.ts';
import { baseName, joinUri, parentUri } from '../files/uri.ts';
import type { UnknownSource } from '../model/model.ts';
import { findTargetCore } from '../target/findCore.ts';

/** The files of one `-i` argument. A folder stands for every file in it that Ansible does not ignore by its name. */
export interface SourceFiles {
  readonly files: readonly string[];
  /** The folder beside which group_vars and host_vars are looked for. */
  readonly folder: string;
  /** Folders that may hold sources, and cannot be listed. */
  readonly unknowns: readonly UnknownSource[];
}

/**
 * The files in Ansible's order, which decides between equal ranks: a folder's entries sorted by name, the files of a
 * folder within it in its place.
 */
export async function findSourceFiles(
  fileSystem: FileSystem,
  uri: string,
  config: AnsibleConfig | undefined,
): Promise<SourceFiles> {
  if (!(await isFolder(fileSystem, uri))) return { files: [uri], folder: parentUri(uri), unknowns: [] };
  const unknowns: UnknownSource[] = [];
  const core = await findTargetCore(fileSystem, uri);
  const files = await filesBelow({ fileSystem, unknowns }, uri, {
    takes: ({ name }) => !isPassedOver(config, name, core),
  });
  return { files, folder: uri.replace(/(?<!\/)\/+$/, ''), unknowns };
}

/** What Ansible calls `inventory_dir`: the source itself when it is a folder. */
export const inventoryFolderOf = async (fileSystem: FileSystem, source: string): Promise<string> =>
  (await isFolder(fileSystem, source)) ? source : parentUri(source);

/** Looked up in the list of the folder above, which the caller has mostly read already. */
async function isFolder(fileSystem: FileSystem, uri: string): Promise<boolean> {
  const around = await fileSystem.listDirectory(parentUri(uri));
  const name = baseName(uri);
  const entry = Array.isArray(around) ? around.find((other) => other.name === name) : undefined;
  return (entry ?? (await fileSystem.stat(uri)))?.kind === 'directory';
}

/** Nobody has said that the folder is an inventory: one named `.ini` is then mostly given alone. */
const PASSES_INI = { isTagging: false };

/** The files that lie in the folder itself, as Ansible takes them for sources. */
export async function sourcesBeside(
  fileSystem: FileSystem,
  folder: string,
  config: AnsibleConfig | undefined,
): Promise<readonly string[]> {
  const entries = await listFolder({ fileSystem, unknowns: [] }, folder);
  const taken = entries.filter(
    ({ name, kind }) => kind === 'file' && !isPassedOver(config, name, PASSES_INI),
  );
  return taken.map(({ name }) => joinUri(folder, name)).sort(compareText);
}
