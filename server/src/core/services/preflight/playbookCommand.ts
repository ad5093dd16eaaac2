// The command that runs the play with this inventory.
import { pathOf } from '../../ansible/files/uri.ts';
import { scalarOf } from '../../ansible/model/definitions.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { hasOtherRoles } from '../../k3s/roles/behaviour.ts';

/** What decides how the command is written. */
export interface CommandOptions {
  /** The URI of the folder it is run in: paths below it are relative to it. */
  readonly folder?: string | undefined;
  /** A task needs the name of the user, and nothing names one. */
  readonly needsUser: boolean;
}

/** Its words. */
export function playbookCommand(
  context: InventoryContext,
  { folder, needsUser }: CommandOptions,
): readonly string[] {
  const shownPath = (uri: string): string => pathFrom(folder, uri);
  const sources = context.model.sources.flatMap((uri) => ['-i', shownPath(uri)]);
  return [
    'ansible-playbook',
    ...sources,
    playbookOf(context, shownPath),
    ...(needsUser ? ['-u', 'USER'] : []),
    ...(asksForVault(context) ? ['--ask-vault-pass'] : []),
  ];
}

function pathFrom(folder: string | undefined, uri: string): string {
  const isBelow = folder !== undefined && uri.startsWith(`${folder.replace(/\/$/, '')}/`);
  if (isBelow) return decoded(uri.slice(folder.replace(/\/$/, '').length + 1));
  // On Windows, Ansible runs in WSL, which has the drives there.
  const [, drive, path = ''] = /^file:\/\/\/([a-z])(?::|%3a)\/(.*)$/i.exec(uri) ?? [];
  return drive === undefined ? (pathOf(uri) ?? uri) : `/mnt/${drive.toLowerCase()}/${decoded(path)}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The playbook of the checkout nearby, or of the collection; where others' roles are run, the user knows it. */
function playbookOf(context: InventoryContext, shownPath: (uri: string) => string): string {
  const playbook = context.upstream.version?.playbook;
  if (playbook !== undefined) return shownPath(playbook);
  return hasOtherRoles(context) ? 'PLAYBOOK' : 'k3s.orchestration.site';
}

/** Something is encrypted, and no configuration names the password. */
function asksForVault({ model, vaulted, config }: InventoryContext): boolean {
  if (/^vault_(?:password_file|identity_list)[ \t]*=/m.test(config?.source.text ?? '')) return false;
  if (vaulted.size > 0) return true;
  return model.definitions.some((definition) => scalarOf(definition)?.type === 'vault');
}
