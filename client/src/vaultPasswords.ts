// Where the password of a vault comes from: as Ansible resolves it, from the secret storage, or typed. In Restricted Mode
// only typed: nothing is read and nothing is run.
import * as vscode from 'vscode';
import type { OfferedSource, VaultKey } from '../../server/src/protocol/vault.ts';
import { isInBrowser } from './platform/runtime.ts';
import type { VaultServer } from './vaultServer.ts';

/**
 * `new`: asked twice, because with a mistyped one everything is lost. `again`: the one before did not open it, so that no
 * source is taken without a question.
 */
type Purpose = 'open' | 'again' | 'new';

export interface VaultPasswords {
  unlock(uri: string, purpose: Purpose): Promise<VaultKey | undefined>;
  type(purpose: Purpose, vaultId?: string): Promise<VaultKey | undefined>;
  /** Says why a password was refused, and asks for another one; one that was kept is forgotten. */
  tryAgain(uri: string, key: VaultKey, refused: string): Promise<boolean>;
  /** Keeps one for the workspace, because the user asked for it. */
  remember(uri: string): Promise<void>;
  forget(uri: string): Promise<void>;
  /** Says which source would be used, and why. */
  explain(uri: string): Promise<void>;
}

export function createVaultPasswords(server: VaultServer, secrets: vscode.SecretStorage): VaultPasswords {
  /** Scripts, and sources from above the opened folder, that the user has allowed in this session. */
  const allowed = new Set<string>();

  async function fromSource(source: OfferedSource, purpose: Purpose): Promise<VaultKey | undefined> {
    const { kind, path, vaultId } = source;
    const label = vaultId === 'default' ? {} : { vaultId };
    if (kind === 'prompt' || path === undefined) return type(purpose, vaultId);
    if ((kind === 'script' || source.isFromAbove) && !allowed.has(source.id)) {
      if (!(await isAllowed(source, path))) return undefined;
      allowed.add(source.id);
    }
    return { source: source.id, ...label };
  }

  async function unlock(uri: string, purpose: Purpose): Promise<VaultKey | undefined> {
    if (!vscode.workspace.isTrusted) return type(purpose);
    const [first, ...others] = await server.sources(uri);
    const kept = await secrets.get(placeOf(uri));
    if (!first && kept === undefined) return type(purpose);
    if (purpose !== 'again' && first && others.length === 0 && kept === undefined)
      return fromSource(first, purpose);
    if (!first && kept !== undefined && purpose !== 'again') return { password: kept };
    const chosen = await pickSource(first ? [first, ...others] : [], kept !== undefined);
    if (chosen === 'kept' && kept !== undefined) return { password: kept };
    if (chosen === 'typed') return type(purpose);
    return typeof chosen === 'object' ? fromSource(chosen, purpose) : undefined;
  }

  return {
    unlock,
    type,
    async tryAgain(uri, key, refused) {
      const isKept = 'password' in key && key.password === (await secrets.get(placeOf(uri)));
      if (isKept) await secrets.delete(placeOf(uri));
      const message = isKept
        ? vscode.l10n.t('{0} It was the password kept for this workspace, and is kept no longer.', refused)
        : refused;
      const again = vscode.l10n.t('Try Another Password');
      return (await vscode.window.showWarningMessage(message, again)) === again;
    },
    async remember(uri) {
      const key = await type('new');
      if (!key || !('password' in key)) return;
      await secrets.store(placeOf(uri), key.password);
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'The vault password is kept in the secret storage of VS Code, for this workspace, until “Forget Vault Password”.',
        ),
      );
    },
    async forget(uri) {
      await secrets.delete(placeOf(uri));
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No vault password is kept for this workspace.'),
      );
    },
    async explain(uri) {
      const [message, detail] = await explanation(uri);
      await vscode.window.showInformationMessage(message, { modal: true, detail });
    },
  };

  async function explanation(uri: string): Promise<readonly [string, string]> {
    if (!vscode.workspace.isTrusted)
      return [
        vscode.l10n.t('The vault password is asked for.'),
        vscode.l10n.t('This workspace is not trusted: password files are not read, and scripts are not run.'),
      ];
    const sources = await server.sources(uri);
    const kept = await secrets.get(placeOf(uri));
    const lines = [
      ...sources.map(describe),
      ...(kept === undefined ? [] : [vscode.l10n.t('The password kept in the secret storage of VS Code')]),
    ];
    if (lines.length === 0)
      return [
        vscode.l10n.t('The vault password is asked for.'),
        isInBrowser
          ? vscode.l10n.t('In a browser, no password file is read and no script is run.')
          : vscode.l10n.t(
              'Neither ANSIBLE_VAULT_PASSWORD_FILE, ANSIBLE_VAULT_IDENTITY_LIST nor an ansible.cfg above this file names a source.',
            ),
      ];
    const message =
      lines.length === 1
        ? vscode.l10n.t('The vault password comes from the only source there is.')
        : vscode.l10n.t('Of several vault passwords, you choose one each time.');
    return [message, lines.map((line, index) => `${index + 1}. ${line}`).join('\n')];
  }
}

function describe({ kind, path, vaultId, origin }: OfferedSource): string {
  if (kind === 'prompt') return vscode.l10n.t('{0}: typed, as {1} says', vaultId, origin);
  if (kind === 'script')
    return vscode.l10n.t('{0}: what {1} prints, named by {2}', vaultId, path ?? '', origin);
  return vscode.l10n.t('{0}: the file {1}, named by {2}', vaultId, path ?? '', origin);
}

async function isAllowed({ kind, origin, isFromAbove }: OfferedSource, path: string): Promise<boolean> {
  const isScript = kind === 'script';
  const yes = isScript ? vscode.l10n.t('Run') : vscode.l10n.t('Use');
  const question = isScript
    ? vscode.l10n.t('Run {0} to get the vault password?', path)
    : vscode.l10n.t('Use the vault password in {0}?', path);
  const detail = [
    ...(isScript
      ? [vscode.l10n.t('Named by {0}. It is run without a shell, for at most 30 seconds.', origin)]
      : []),
    ...(isFromAbove
      ? [vscode.l10n.t('{0} lies outside of the opened folder: somebody else may have written it.', origin)]
      : []),
  ].join('\n');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

async function pickSource(
  sources: readonly OfferedSource[],
  isKept: boolean,
): Promise<OfferedSource | 'kept' | 'typed' | undefined> {
  type Item = vscode.QuickPickItem & { readonly source: OfferedSource | 'kept' | 'typed' };
  const items: Item[] = [
    ...sources.map((source) => ({
      source,
      label: source.vaultId,
      description: source.path ?? '',
      detail: source.origin,
    })),
    ...(isKept
      ? [
          {
            source: 'kept' as const,
            label: vscode.l10n.t('The password kept in the secret storage of VS Code'),
          },
        ]
      : []),
    { source: 'typed', label: vscode.l10n.t('Type a password') },
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which vault password?') }))
    ?.source;
}

async function type(purpose: Purpose, vaultId?: string): Promise<VaultKey | undefined> {
  const isNew = purpose === 'new';
  const title = isNew ? vscode.l10n.t('New vault password') : vscode.l10n.t('Present vault password');
  const ask = (prompt: string, expected?: string): Thenable<string | undefined> =>
    vscode.window.showInputBox({
      title: vaultId === undefined ? title : `${title}: ${vaultId}`,
      prompt,
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => {
        if (value.trim() === '') return vscode.l10n.t('The password must not be empty.');
        if (expected !== undefined && value !== expected) return vscode.l10n.t('The passwords differ.');
        return undefined;
      },
    });
  const password = await ask(
    isNew
      ? vscode.l10n.t('Vault password to encrypt with: the one your playbooks are to be run with')
      : vscode.l10n.t('Vault password that opens it: the one it was encrypted with'),
  );
  if (password === undefined) return undefined;
  if (isNew && (await ask(vscode.l10n.t('Vault password to encrypt with, again'), password)) === undefined)
    return undefined;
  return { password, ...(vaultId !== undefined && vaultId !== 'default' && { vaultId }) };
}

/** One password for a workspace folder; each folder of a multi-root workspace has its own. */
function placeOf(uri: string): string {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri));
  return `vault-password:${folder?.uri.toString() ?? uri}`;
}
