// What the server does about secrets, as functions: requests out, edits in.
import * as vscode from 'vscode';
import type { BaseLanguageClient as LanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import type { Method } from '../../server/src/protocol/method.ts';
import * as protocol from '../../server/src/protocol/vault.ts';
import { request } from './serverRequests.ts';

type ParamsOf<M> = M extends Method<infer Params, unknown> ? Params : never;
type ResultOf<M> = M extends Method<never, infer Result> ? Result : never;
type Ask<M> = (params: ParamsOf<M>) => Promise<ResultOf<M>>;

/** The requests that change a file. */
const CHANGES = {
  encryptSecret: protocol.encryptSecret,
  encryptSecrets: protocol.encryptSecrets,
  encryptNewSecret: protocol.encryptNewSecret,
  encryptFile: protocol.encryptFile,
  decryptVault: protocol.decryptVault,
  rekeyVault: protocol.rekeyVault,
};

export interface VaultServer {
  sources(uri: string): Promise<readonly protocol.OfferedSource[]>;
  /** Those that the place may mean, or all of the file where it means none. */
  readonly plainSecrets: Ask<typeof protocol.plainSecrets>;
  readonly newSecretAt: Ask<typeof protocol.newSecretAt>;
  vaults(uri: string): Promise<readonly protocol.FoundVault[]>;
  change<Name extends keyof typeof CHANGES>(
    name: Name,
    params: ParamsOf<(typeof CHANGES)[Name]>,
  ): Promise<protocol.Changed>;
  readonly view: Ask<typeof protocol.viewVault>;
  readonly seal: Ask<typeof protocol.sealVault>;
  /** Encrypts a text that belongs to no file, and the other way round. */
  readonly encryptText: Ask<typeof protocol.encryptText>;
  readonly decryptText: Ask<typeof protocol.decryptText>;
  searchHistory(
    params: ParamsOf<typeof protocol.searchHistory>,
    token: vscode.CancellationToken,
  ): Promise<protocol.HistoryFinding | protocol.Refused>;
  /** Applies an edit; where that is not possible, says why. */
  apply(edit: WorkspaceEdit): Promise<protocol.Refused | undefined>;
}

export function createVaultServer(client: LanguageClient): VaultServer {
  async function ask<Params extends object, Result>(
    method: Method<Params, Result>,
    params: Params,
    token?: vscode.CancellationToken,
  ): Promise<Result | protocol.Refused> {
    const answer = await request<Params, Result | null>(client, method, { ...params, ...engine() }, token);
    return answer ?? { refused: vscode.l10n.t('The source of the password is no longer there.') };
  }
  const list = async <Item>(method: Method<protocol.VaultPlace, readonly Item[]>, uri: string) => {
    const answer = await ask(method, { uri });
    return 'refused' in answer ? [] : answer;
  };
  return {
    sources: (uri) => list(protocol.vaultSources, uri),
    plainSecrets: ({ uri, position, version }) =>
      ask(protocol.plainSecrets, {
        uri,
        ...(position && { position }),
        ...(version !== undefined && { version }),
      }),
    newSecretAt: (place) => ask(protocol.newSecretAt, place),
    vaults: (uri) => list(protocol.vaults, uri),
    change: (name, params) => ask<typeof params, protocol.Changed>(CHANGES[name], params),
    view: (params) => ask(protocol.viewVault, params),
    seal: (params) => ask(protocol.sealVault, params),
    encryptText: (params) => ask(protocol.encryptText, params),
    decryptText: (params) => ask(protocol.decryptText, params),
    searchHistory: (params, token) => ask(protocol.searchHistory, params, token),
    async apply(edit) {
      const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
      if (isStale(edit))
        return { refused: vscode.l10n.t('The file has changed; nothing was encrypted. Try again.') };
      if (converted && (await vscode.workspace.applyEdit(converted))) return undefined;
      return { refused: notApplied(edit) };
    },
  };
}

/** A program is run only where the user trusts the workspace, and only the one that the user's own settings name. */
function engine(): { readonly engine?: string } {
  const settings = vscode.workspace.getConfiguration('k3sInventory.vault');
  if (!vscode.workspace.isTrusted || settings.get('engine') !== 'ansible-vault') return {};
  return { engine: settings.get('ansibleVaultPath', 'ansible-vault') };
}

/** VS Code does not say why: a file that cannot be made is what is left. */
function notApplied({ documentChanges = [] }: WorkspaceEdit): string {
  const created = documentChanges.find((change) => 'kind' in change && change.kind === 'create');
  if (!created || !('uri' in created))
    return vscode.l10n.t('The file has changed; nothing was encrypted. Try again.');
  return vscode.l10n.t(
    '{0} could not be created, so nothing was encrypted: the folder may be read-only, or the file exists already.',
    vscode.workspace.asRelativePath(vscode.Uri.parse(created.uri)),
  );
}

/** VS Code's converter drops the versions the server computed the edit for. */
function isStale(edit: WorkspaceEdit): boolean {
  return (edit.documentChanges ?? []).some((change) => {
    if (!('textDocument' in change) || change.textDocument.version === null) return false;
    const open = vscode.workspace.textDocuments.find((d) => d.uri.toString() === change.textDocument.uri);
    return open !== undefined && open.version !== change.textDocument.version;
  });
}
