// What the server does about secrets, as functions: requests out, edits in.
import * as vscode from 'vscode';
import type { LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node';
import { request } from './serverRequests.ts';

/** A place in a document as the user saw it. */
export interface Target {
  readonly uri: string;
  readonly version?: number;
  readonly position?: Place;
}

export interface PasswordSource {
  readonly vaultId: string;
  readonly kind: 'file' | 'script' | 'prompt';
  readonly path?: string;
  readonly origin: string;
  /** With which a request says that this one was chosen. */
  readonly id: string;
  /** Named by an ansible.cfg outside of the opened folders. */
  readonly isFromAbove?: true;
}

/** Typed, or the name of the source from which the server takes it. */
export type Key = { readonly vaultId?: string } & (
  | { readonly password: string }
  | { readonly source: string }
);

interface Place {
  readonly line: number;
  readonly character: number;
}

interface PlaceRange {
  readonly start: Place;
  readonly end: Place;
}

export interface PlainSecret {
  readonly name: string;
  readonly range: PlaceRange;
}

export interface FoundVault {
  readonly range: PlaceRange;
  readonly kind: 'file' | 'value';
  readonly vaultText: string;
  readonly name?: string;
  readonly vaultId?: string;
}

export interface Refused {
  readonly refused: string;
  /** With another password it may be done. */
  readonly mayBePassword?: true;
}

export interface HistoryFinding {
  readonly commits: number;
  readonly newest?: string;
  readonly oldest?: string;
}

export type Changed = { readonly edit: WorkspaceEdit } | Refused;

export interface VaultServer {
  sources(uri: string): Promise<readonly PasswordSource[]>;
  /** Those that the place may mean, or all of the file where it means none. */
  plainSecrets(target: Target): Promise<{ readonly secrets: readonly PlainSecret[] } | Refused>;
  vaults(uri: string): Promise<readonly FoundVault[]>;
  change(
    method: 'encryptSecret' | 'encryptFile' | 'decryptVault' | 'rekeyVault',
    params: Target &
      Key & { readonly form?: string; readonly newPassword?: string; readonly newVaultId?: string },
  ): Promise<Changed>;
  view(params: Target & Key): Promise<(FoundVault & { readonly plaintext: string }) | Refused>;
  seal(
    params: Target & Key & { readonly vaultText: string; readonly plaintext: string },
  ): Promise<(Exclude<Changed, Refused> & { readonly vaultText: string }) | Refused>;
  /** Encrypts a text that belongs to no file, and the other way round. */
  encryptText(
    params: Target & Key & { readonly plaintext: string },
  ): Promise<{ readonly vaultText: string } | Refused>;
  decryptText(
    params: Target & Key & { readonly vaultText: string },
  ): Promise<{ readonly plaintext: string } | Refused>;
  searchHistory(
    params: Target & { readonly plaintext?: string },
    token: vscode.CancellationToken,
  ): Promise<HistoryFinding | Refused>;
  /** Applies an edit; tells whether VS Code took it. */
  apply(edit: WorkspaceEdit): Promise<boolean>;
}

export function createVaultServer(client: LanguageClient): VaultServer {
  const ask = async <T>(method: string, params: object, token?: vscode.CancellationToken): Promise<T> => {
    const asked = { ...params, ...engine() };
    const answer = await request<T | null>(client, `k3sInventory/${method}`, asked, token);
    return answer ?? ({ refused: vscode.l10n.t('The source of the password is no longer there.') } as T);
  };
  return {
    sources: (uri) => ask('vaultSources', { uri }),
    plainSecrets: ({ uri, position, version }) =>
      ask('plainSecrets', {
        uri,
        ...(position && { position }),
        ...(version !== undefined && { version }),
      }),
    vaults: (uri) => ask('vaults', { uri }),
    change: (method, params) => ask(method, params),
    view: (params) => ask('viewVault', params),
    seal: (params) => ask('sealVault', params),
    encryptText: (params) => ask('encryptText', params),
    decryptText: (params) => ask('decryptText', params),
    searchHistory: (params, token) => ask('searchHistory', params, token),
    async apply(edit) {
      const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
      return !isStale(edit) && converted !== undefined && (await vscode.workspace.applyEdit(converted));
    },
  };
}

/** A program is run only where the user trusts the workspace, and only the one that the user's own settings name. */
function engine(): { readonly engine?: string } {
  const settings = vscode.workspace.getConfiguration('k3sInventory.vault');
  if (!vscode.workspace.isTrusted || settings.get('engine') !== 'ansible-vault') return {};
  return { engine: settings.get('ansibleVaultPath', 'ansible-vault') };
}

/** VS Code's converter drops the versions the server computed the edit for. */
function isStale(edit: WorkspaceEdit): boolean {
  return (edit.documentChanges ?? []).some((change) => {
    if (!('textDocument' in change) || change.textDocument.version === null) return false;
    const open = vscode.workspace.textDocuments.find((d) => d.uri.toString() === change.textDocument.uri);
    return open !== undefined && open.version !== change.textDocument.version;
  });
}
