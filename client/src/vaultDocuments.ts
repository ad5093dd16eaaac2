// Plaintext in documents that are on no disk. What is typed into one is held in memory at once, so that the document is
// never "unsaved" and VS Code makes no backup of it; saving encrypts.
import * as vscode from 'vscode';
import type { Key, Target, VaultServer } from './vaultServer.ts';

const EDIT = 'k3s-inventory-vault';
const VIEW = 'k3s-inventory-vault-view';

/** A vault text with its plaintext, for as long as its document is open. */
interface OpenVault {
  readonly target: Target;
  readonly key: Key;
  vaultText: string;
  /** What is encrypted now. */
  sealed: string;
  /** What the document holds. */
  held: string;
}

export interface VaultDocuments extends vscode.Disposable {
  view(name: string, plaintext: string): Promise<void>;
  edit(
    name: string,
    vault: Omit<OpenVault, 'sealed' | 'held'> & { readonly plaintext: string },
  ): Promise<void>;
}

export function createVaultDocuments(server: VaultServer): VaultDocuments {
  const shown = new Map<string, string>();
  const vaults = new Map<string, OpenVault>();
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const holding = new Set<string>();
  let number = 0;

  async function seal(vault: OpenVault): Promise<void> {
    const { target, key, vaultText, held } = vault;
    if (held === vault.sealed) return;
    const { position, uri } = target;
    const place = { uri, ...(position && { position }) };
    const answer = await server.seal({ ...place, ...key, vaultText, plaintext: held });
    if ('refused' in answer) throw vscode.FileSystemError.Unavailable(answer.refused);
    const document = vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri);
    const wasDirty = document?.isDirty ?? false;
    if (!(await server.apply(answer.edit)))
      throw vscode.FileSystemError.Unavailable(
        vscode.l10n.t('The file has changed; nothing was encrypted. Try again.'),
      );
    vault.vaultText = answer.vaultText;
    vault.sealed = held;
    if (!wasDirty) await (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))).save();
  }

  const memory: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => ({
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size: bytesOf(vaultAt(uri).held).length,
    }),
    readFile: (uri) => bytesOf(vaultAt(uri).held),
    async writeFile(uri, content) {
      const vault = vaultAt(uri);
      vault.held = new TextDecoder().decode(content);
      if (!holding.has(uri.toString())) await seal(vault);
    },
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };

  function vaultAt(uri: vscode.Uri): OpenVault {
    const vault = vaults.get(uri.toString());
    if (!vault) throw vscode.FileSystemError.FileNotFound(uri);
    return vault;
  }

  /** Saves into memory only, which takes the mark of unsaved changes away before a backup is made of them. */
  async function hold(document: vscode.TextDocument): Promise<void> {
    const uri = document.uri.toString();
    if (document.uri.scheme !== EDIT || !document.isDirty || holding.has(uri)) return;
    holding.add(uri);
    try {
      await document.save();
    } finally {
      holding.delete(uri);
    }
    if (document.isDirty) await hold(document);
  }

  async function closed(uri: string): Promise<void> {
    shown.delete(uri);
    const vault = vaults.get(uri);
    if (vault && vault.held !== vault.sealed) {
      const encrypt = vscode.l10n.t('Encrypt');
      const question = vscode.l10n.t('Encrypt what you have changed?');
      const detail = vscode.l10n.t('It was not saved, and is lost otherwise.');
      if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, encrypt)) === encrypt)
        await seal(vault).then(undefined, (error: Error) => vscode.window.showErrorMessage(error.message));
    }
    vaults.delete(uri);
  }

  const disposables = [
    changed,
    vscode.workspace.registerFileSystemProvider(EDIT, memory, { isCaseSensitive: true }),
    vscode.workspace.registerTextDocumentContentProvider(VIEW, {
      provideTextDocumentContent: (uri) => shown.get(uri.toString()) ?? '',
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => void hold(document)),
    vscode.window.tabGroups.onDidChangeTabs((event) => {
      for (const { input } of event.closed)
        if (input instanceof vscode.TabInputText && [EDIT, VIEW].includes(input.uri.scheme))
          void closed(input.uri.toString());
    }),
  ];
  const open = async (uri: vscode.Uri): Promise<void> => {
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  };
  return {
    async view(name, plaintext) {
      const uri = vscode.Uri.from({ scheme: VIEW, path: `/${++number}/${name}` });
      shown.set(uri.toString(), plaintext);
      await open(uri);
    },
    async edit(name, { plaintext, ...vault }) {
      const uri = vscode.Uri.from({ scheme: EDIT, path: `/${++number}/${name}` });
      vaults.set(uri.toString(), { ...vault, sealed: plaintext, held: plaintext });
      await open(uri);
    },
    dispose: () => vscode.Disposable.from(...disposables).dispose(),
  };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
