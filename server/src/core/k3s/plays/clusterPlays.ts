// Which plays near an inventory install K3s, beside which of their folders variables are read, and what the plays give
// to their hosts. Reads through the file system only; which variables matter is decided elsewhere.

import type { ReadDocument } from '../../ansible/files/documents.ts';
import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { memoIn } from '../../ansible/files/snapshot.ts';
import { baseName, parentUri } from '../../ansible/files/uri.ts';
import {
  type AnyPlay,
  foldersOfPlaybooks,
  type Playbook,
  type PlaybookFolder,
  playbooksIn,
} from '../../ansible/plays/findPlaybooks.ts';
import { isAnotherInventorys } from './otherInventory.ts';

/** The plays that matter for the cluster, and what follows for the folders of variables around them. */
export interface ClusterPlays {
  /** Folders with variables that are read with the plays; the nearest last, so that it wins. */
  readonly varsFolders: readonly string[];
  /** Folders with variables that no play of the cluster sees. */
  readonly unseen: readonly UnseenFolder[];
  /** The plays that are known to install; empty where none is. */
  readonly installing: readonly AnyPlay[];
  /** The playbooks that contain them; all playbooks where none is known to install. */
  readonly playbooks: readonly Playbook[];
  /** The plays that install are the user's own, or another project's: which groups they need is not known. */
  readonly isForeign: boolean;
  /** The same, or our groups with other roles: which variables these read is not known. */
  readonly hasOwnRoles: boolean;
}

/** A folder whose variables have no effect on the cluster, with the reason. */
export interface UnseenFolder {
  readonly uri: string;
  /** Absent where no playbook lies in the folder. */
  readonly playbook?: string;
  /** What that playbook imports, where it has no plays of its own. */
  readonly imports?: string;
  /** Plays that install are known, and lie elsewhere. */
  readonly isSure: boolean;
}

/** Looks near an inventory for the plays that are run with it. */
export const findClusterPlays = (
  fileSystem: FileSystem,
  read: ReadDocument,
  inventoryFolder: string,
): Promise<ClusterPlays> =>
  memoIn(fileSystem, `plays for ${inventoryFolder}`, async () => {
    const folders = await foldersOfPlaybooks(fileSystem, inventoryFolder);
    const found = await Promise.all(
      folders.map(async (folder) => ({ folder, playbooks: await playbooksIn(fileSystem, read, folder.uri) })),
    );
    const playbooks = nearestInstalling(found) ?? found.flatMap((one) => one.playbooks);
    const installing = playbooks.flatMap(({ plays = [] }) => plays.filter(isInstalling));
    const ours =
      installing.length > 0 ? installing : playbooks.flatMap(({ plays = [] }) => plays.filter(isOnCluster));
    const [varsFolders, unseen]: [string[], UnseenFolder[]] = [[], []];
    for (const { folder, playbooks: own } of found.reverse()) {
      if (!folder.holdsVars || folder.uri === inventoryFolder) continue;
      if (isRead(folder, own, ours, playbooks)) varsFolders.push(folder.uri);
      else if (!(own.length === 0 && (await isAnotherInventorys(fileSystem, folder.uri))))
        unseen.push({ uri: folder.uri, ...whyUnseen(own), isSure: installing.length > 0 });
    }
    return { varsFolders, unseen, installing, playbooks, ...whoseTheyAre(installing, playbooks) };
  });

interface Looked {
  readonly folder: PlaybookFolder;
  readonly playbooks: readonly Playbook[];
}

/** Playbooks further up may belong to other clusters. */
function nearestInstalling(found: readonly Looked[]): readonly Playbook[] | undefined {
  for (const level of new Set(found.map(({ folder }) => folder.level))) {
    const here = found.filter(({ folder }) => folder.level === level).flatMap(({ playbooks }) => playbooks);
    const installing = here.filter(({ plays = [] }) => plays.some(isInstalling));
    if (installing.length > 0) return installing;
  }
  return undefined;
}

/** In a folder other than `roles`, a role of this name is the user's own. */
const OUR_ROLE = /(?:^|\.|\broles\/)k3s_(?:server|agent|upgrade)$|^k3s\/(?:server|agent|master|node)$/;
const OUR_PLAYBOOK = /\bk3s\.orchestration\.(?!re)|k3s-ansible\/(?!.*\bre(?:set|boot)\b)/;
const OUR_GROUP = /^(?:server|agent|k3s_cluster)$/;
const OUR_NODES = /^(?:server|agent)$/;

/** Plays of the collection that only start or remove K3s do not install. */
export const isInstalling = (play: AnyPlay): boolean =>
  play.kind === 'elsewhere' ? OUR_PLAYBOOK.test(play.target) : play.roles.some((role) => OUR_ROLE.test(role));

/** The user's own plays may install in any way. */
const isOnCluster = (play: AnyPlay): boolean => isOn(play, OUR_GROUP);

const isOn = (play: AnyPlay, groups: RegExp): boolean =>
  play.kind === 'play' && (play.hosts ?? ['server']).some((name) => groups.test(name));

/** Playbooks of other projects, and the user's own roles, as far as their names show. */
const OTHERS = /k3s|rke2|kubespray/i;

function whoseTheyAre(
  installing: readonly AnyPlay[],
  playbooks: readonly Playbook[],
): Pick<ClusterPlays, 'isForeign' | 'hasOwnRoles'> {
  const all = playbooks.flatMap(({ plays = [] }) => plays);
  const isImported = installing.some(({ kind }) => kind === 'elsewhere');
  const isOthers = all.some((play) =>
    (play.kind === 'elsewhere' ? [play.target] : play.roles).some((name) => OTHERS.test(name)),
  );
  const isOnOurs = isImported || all.some((play) => isOn(play, OUR_NODES));
  const isForeign = !isOnOurs && (installing.length > 0 || isOthers);
  return { isForeign, hasOwnRoles: isForeign || (installing.length === 0 && isOthers) };
}

/** A playbook that cannot be read may contain any plays. */
function isRead(
  { uri }: PlaybookFolder,
  own: readonly Playbook[],
  ours: readonly AnyPlay[],
  all: readonly Playbook[],
): boolean {
  const liesHere = (play: AnyPlay): boolean => play.kind === 'play' && parentUri(play.uri) === uri;
  if (own.some(({ plays }) => plays === undefined)) return true;
  if (ours.length > 0) return ours.some(liesHere);
  return [...own, ...all].some(({ plays = [] }) => plays.some(liesHere));
}

function whyUnseen(own: readonly Playbook[]): Pick<UnseenFolder, 'playbook' | 'imports'> {
  const importing = own.find(({ plays = [] }) => plays.some(isInstalling)) ?? own[0];
  if (!importing) return {};
  const play = importing.plays?.find(isInstalling) ?? importing.plays?.[0];
  const imports = play?.kind === 'elsewhere' ? play.target : play && baseName(parentUri(play.uri));
  return { playbook: importing.uri, ...(imports !== undefined && { imports }) };
}
