// What a project's configuration says about how its plays are run, as those are asked who read an inventory.
import type { InventoryRequest } from '../ansible/discovery/inventorySources.ts';
import { inventoryFolderOf } from '../ansible/discovery/sourceFiles.ts';
import type { ReadDocument } from '../ansible/files/documents.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { type LoadedPlays, loadPlays } from '../k3s/plays/loadPlays.ts';
import { findProject, fromProject, type ProjectFile } from '../k3s/project/projectFile.ts';
import type { NamedRelease } from '../k3s/upstream/requirements.ts';

/** An inventory that is to be read, with what is around it. */
export interface InventoryTarget {
  readonly fileSystem: FileSystem;
  readonly folder: string;
  readonly request: InventoryRequest;
  readonly plays: LoadedPlays;
  readonly project?: ProjectFile;
}

/**
 * What a request means here: `.k3s-inventory.yml` fills in what the request leaves open, never what it says.
 */
export async function inventoryTarget(
  disk: FileSystem,
  read: ReadDocument,
  request: InventoryRequest,
): Promise<InventoryTarget> {
  const folder = await inventoryFolderOf(disk, request.sources[0] ?? '');
  const project = await findProject(disk, read, folder);
  const fileSystem = withProjectCore(disk, project);
  const own = playbookFolder(project);
  const playbookFolders = request.playbookFolders ?? (own === undefined ? undefined : [own]);
  const plays = await loadPlays(fileSystem, read, folder, playbookFolders);
  const around = [...plays.around, ...(project ? [project.uri] : [])];
  return {
    fileSystem,
    folder,
    request,
    plays: { ...plays, facts: own === undefined ? plays.facts : playedFrom(plays.facts, own), around },
    ...(project && { project }),
  };
}

/** Somebody who names an ansible-core for this one run is closer. */
const withProjectCore = (fileSystem: FileSystem, project: ProjectFile | undefined): FileSystem => {
  const core = project?.settings.target_core;
  if (core === undefined) return fileSystem;
  const chosen = async (): Promise<string> => {
    const asked = await fileSystem.ansibleCore?.();
    return asked === undefined || asked === 'auto' ? core : asked;
  };
  return { ...fileSystem, ansibleCore: chosen };
};

const playbookFolder = (project: ProjectFile | undefined): string | undefined => {
  const folder = project?.settings.playbook_dir;
  return project && folder !== undefined ? fromProject(project, folder) : undefined;
};

/** Whatever plays lie around: it is known which folder they are run from. */
function playedFrom({ elsewhere: _, ...facts }: LoadedPlays['facts'], folder: string): LoadedPlays['facts'] {
  return { ...facts, folders: [folder] };
}

/** The k3s-ansible that the project’s configuration names; it outranks what lies nearby. */
export const releaseOf = (project: ProjectFile | undefined): NamedRelease | undefined =>
  project?.settings.target_k3s_ansible === undefined
    ? undefined
    : { uri: project.uri, version: project.settings.target_k3s_ansible };
