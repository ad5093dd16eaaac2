// Where `airgap_dir` may point. Pure: URIs in, URIs out; the folders themselves are not read here. Read from
// k3s-ansible 1.2.2, roles/airgap/tasks/main.yml, and from ansible-core's search for `copy` and `with_fileglob`.

import { joinUri } from '../../ansible/files/uri.ts';
import { hasJinja } from '../../jinja/parse.ts';

/** The folders that paths in an inventory can start from. */
export interface AirgapBases {
  /** Folders of playbooks: Ansible looks a relative path up from the one that holds the play. */
  readonly playbookFolders: readonly string[];
  /** The folders that `inventory_dir` may stand for. */
  readonly inventoryFolders: readonly string[];
  /** The home folder of the user, where the system is like that of Ansible. */
  readonly home?: string;
}

/** How a value of `airgap_dir` is anchored; `unknown` cannot be followed from here. */
export type AirgapAnchor = 'absolute' | 'home' | 'playbook' | 'inventory' | 'unknown';

const DIRECTORY_VARIABLE = /^\{\{\s*(inventory_dir|playbook_dir)\s*\}\}(?:\/|$)/;

/**
 * What a value of `airgap_dir` is relative to; `unknown` wherever the answer depends on the machine that runs Ansible
 * or on a template.
 */
export function airgapAnchor(value: string): AirgapAnchor {
  const variable = DIRECTORY_VARIABLE.exec(value);
  const rest = variable ? value.slice(variable[0].length) : value;
  if (/^~(?:\/|$)/.test(value) && !hasJinja(value) && !/[$\n\r]/.test(value)) return 'home';
  // `$HOME` depends on the user that runs Ansible; a drive letter means nothing to Ansible.
  if (rest === '' ? !variable : hasJinja(rest) || /[$\n\r]|^~|^[A-Za-z]:/.test(rest)) return 'unknown';
  if (variable) return variable[1] === 'inventory_dir' ? 'inventory' : 'playbook';
  return value.startsWith('/') ? 'absolute' : 'playbook';
}

/** Every folder that the value may mean; `undefined` where that cannot be known. */
export function airgapPlaces(
  value: string,
  bases: AirgapBases,
  role = 'airgap',
): readonly string[] | undefined {
  const variable = DIRECTORY_VARIABLE.exec(value);
  const rest = value.slice(variable?.[0].length ?? 0);
  switch (airgapAnchor(value)) {
    case 'unknown':
      return undefined;
    case 'inventory':
      return distinct(bases.inventoryFolders.map((folder) => joinUri(folder, rest)));
    case 'absolute':
      return absolutePlaces(value, bases);
    case 'home':
      return bases.home?.startsWith('file:///') && absolutePlaces('/', bases)
        ? [joinUri(bases.home, value.slice(1))]
        : undefined;
    case 'playbook':
      return distinct(
        bases.playbookFolders.flatMap((folder) => placesFrom(folder, rest, variable ? undefined : role)),
      );
  }
}

/** Beside the playbook's own folder, the tasks that copy also search `files/` and the role's folders. */
function placesFrom(folder: string, path: string, role: string | undefined): readonly string[] {
  const direct = joinUri(folder, path);
  if (role === undefined) return [direct];
  const roles = [`${folder}/roles/${role}`, joinUri(folder, `../roles/${role}`)];
  const searched = [`${folder}/files`, ...roles.flatMap((role) => [`${role}/files`, role, `${role}/tasks`])];
  return [direct, ...searched.map((place) => joinUri(place, path))];
}

/** Whether only tasks that copy look there, and not those that look for the install script. */
export const isSecondaryPlace = (uri: string, { playbookFolders }: AirgapBases): boolean =>
  playbookFolders.some((folder) => {
    const roles = [`${folder}/roles/airgap`, joinUri(folder, '../roles/airgap')];
    return [`${folder}/files`, ...roles].some((place) => uri.startsWith(`${place}/`));
  });

/** On Windows or another file system, an absolute path on the control node cannot be looked up. */
function absolutePlaces(value: string, { inventoryFolders }: AirgapBases): readonly string[] | undefined {
  const [folder = ''] = inventoryFolders;
  const isPosix = folder.startsWith('file:///') && !/^file:\/\/\/[a-z](?::|%3a)/i.test(folder);
  return isPosix ? [joinUri('file:///', value)] : undefined;
}

const distinct = (places: readonly string[]): readonly string[] => [...new Set(places)];
