// Looks before anything is asked: which secret or vault text of a file is meant, and whether the password opens it.
import * as vscode from 'vscode';
import type {
  FoundVault,
  OpenedVault,
  PlainSecret,
  Refused,
  VaultKey,
  VaultPlace,
} from '../../server/src/protocol/vault.ts';
import type { VaultPasswords } from './vaultPasswords.ts';
import type { VaultServer } from './vaultServer.ts';

/** What every command about secrets needs. */
export interface Tools {
  readonly server: VaultServer;
  readonly passwords: VaultPasswords;
}

type ChosenSecret = VaultPlace & Required<Pick<VaultPlace, 'position'>> & { readonly name: string };

/** The secret in plain text at the cursor, the only one of the file, or the one that is picked. */
export async function chooseSecret({ server }: Tools, target: VaultPlace): Promise<ChosenSecret | undefined> {
  const found = await server.plainSecrets(target);
  if ('refused' in found) return warn(found);
  const { secrets } = found;
  if (secrets.length === 0)
    return warn({ refused: vscode.l10n.t('There is no secret in plain text in this file.') });
  const chosen = secrets.length === 1 ? secrets[0] : await pick(vscode.l10n.t('Which secret?'), secrets);
  return chosen && { ...target, name: chosen.name, position: chosen.range.start };
}

/** The vault text at the cursor, the only one of the file, or the one that is picked. */
export async function chooseVault({ server }: Tools, target: VaultPlace): Promise<VaultPlace | undefined> {
  const vaults = await server.vaults(target.uri);
  if (vaults.length === 0)
    return warn({ refused: vscode.l10n.t('There is nothing encrypted in this file.') });
  const { position } = target;
  const here = vaults.find(({ range }) => position !== undefined && holds(range, position));
  const chosen =
    here ?? (vaults.length === 1 ? vaults[0] : await pick(vscode.l10n.t('Which encrypted value?'), vaults));
  return chosen && { ...target, position: chosen.range.start };
}

const holds = (
  { start, end }: FoundVault['range'],
  { line, character }: FoundVault['range']['start'],
): boolean =>
  (start.line < line || (start.line === line && start.character <= character)) &&
  (line < end.line || (line === end.line && character <= end.character));

async function pick<T extends PlainSecret | FoundVault>(
  title: string,
  found: readonly T[],
): Promise<T | undefined> {
  const items = found.map((item) => ({
    label: item.name ?? '',
    description: vscode.l10n.t('line {0}', item.range.start.line + 1),
    item,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.item;
}

export interface Opened {
  readonly key: VaultKey;
  readonly found: OpenedVault;
}

/** Asks for the password until it opens the vault text, or the user gives up. */
export async function open({ server, passwords }: Tools, target: VaultPlace): Promise<Opened | undefined> {
  for (let isAgain = false; ; isAgain = true) {
    const key = await passwords.unlock(target.uri, isAgain ? 'again' : 'open');
    if (!key) return undefined;
    const found = await server.view({ ...target, ...key });
    if (!('refused' in found)) return { key, found };
    if (!found.mayBePassword) return warn(found);
    if (!(await passwords.tryAgain(target.uri, key, found.refused))) return undefined;
  }
}

/** Returns `undefined`, so that a command can end with `return warn(…)`. */
export function warn({ refused }: Refused): undefined {
  void vscode.window.showWarningMessage(refused);
}
