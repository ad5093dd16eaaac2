// Loads the plays near an inventory, with everything they mean for its variables, before the rules run, so that rules
// stay pure.

import type { PlayVarsRequest } from '../../ansible/discovery/inventorySources.ts';
import { isParsed, type ReadDocument } from '../../ansible/files/documents.ts';
import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { parentUri } from '../../ansible/files/uri.ts';
import type { UnknownSource } from '../../ansible/model/model.ts';
import type { AnyPlay } from '../../ansible/plays/findPlaybooks.ts';
import { findClusterPlays, type UnseenFolder } from './clusterPlays.ts';
import { findPassed } from './passed.ts';
import type { PlaybookFile, Plays } from './plays.ts';
import { findPlayVars, playbookUris } from './playVars.ts';

/** What the plays mean for the reading of the inventory, and the facts for rules. */
export interface LoadedPlays {
  readonly varsFolders: readonly string[];
  readonly unseen: readonly UnseenFolder[];
  readonly playVars: readonly PlayVarsRequest[];
  readonly unknowns: readonly UnknownSource[];
  readonly facts: Plays;
  /** The collections that plays are imported from or take roles from. */
  readonly collections: ReadonlySet<string>;
  /** Every file that was read for it. */
  readonly around: readonly string[];
}

/** If the user names the folders of the playbooks, only those count. */
export async function loadPlays(
  fileSystem: FileSystem,
  read: ReadDocument,
  inventoryFolder: string,
  playbookFolders?: readonly string[],
): Promise<LoadedPlays> {
  const plays = await findClusterPlays(fileSystem, read, inventoryFolder);
  const given = await findPlayVars({ fileSystem, read }, plays);
  const uris = playbookUris(plays.playbooks);
  const written = new Set(given.certain.flatMap(({ uri, mapping }) => (mapping ? [uri] : [])));
  const files = new Map<string, PlaybookFile>();
  for (const uri of written) {
    const file = await read(uri);
    if (isParsed(file)) files.set(uri, { source: file.source });
  }
  const { passed, passesFiles, from } = await findPassed(fileSystem, inventoryFolder);
  const { perhaps, makesGroups } = given;
  const all = plays.playbooks.flatMap((playbook) => playbook.plays ?? []);
  const hosts = new Set(all.flatMap((play) => (play.kind === 'play' ? (play.hosts ?? []) : [])));
  return {
    varsFolders: playbookFolders ?? plays.varsFolders,
    unseen: playbookFolders ? [] : plays.unseen,
    playVars: given.certain,
    unknowns: given.unknowns,
    facts: {
      files,
      perhaps,
      makesGroups,
      passed,
      ...(passesFiles !== undefined && { passesFiles }),
      hosts,
      isForeign: plays.isForeign,
      hasOwnRoles: plays.hasOwnRoles,
      ...whereTheyStand(plays.installing),
    },
    collections: new Set(all.flatMap(collectionsOf)),
    around: [...uris, ...from],
  };
}

/** `namespace.name`, from a full name or from a path into a folder of collections. */
const collectionsOf = (play: AnyPlay): readonly string[] =>
  (play.kind === 'elsewhere' ? [play.target] : play.roles).flatMap((name) => {
    const found = FULL_NAME.exec(name) ?? IN_COLLECTIONS.exec(name);
    return found ? [`${found[1]}.${found[2]}`] : [];
  });

const FULL_NAME = /^(\w+)\.(\w+)\.\w+$/;
const IN_COLLECTIONS = /(?:^|\/)ansible_collections\/(\w+)\/(\w+)\//;

function whereTheyStand(installing: readonly AnyPlay[]): Pick<Plays, 'folders' | 'elsewhere'> {
  const folders = installing.flatMap((play) => (play.kind === 'play' ? [parentUri(play.uri)] : []));
  const elsewhere = installing.find((play) => play.kind === 'elsewhere');
  return {
    folders: [...new Set(folders)],
    ...(elsewhere?.kind === 'elsewhere' && { elsewhere: elsewhere.target }),
  };
}
