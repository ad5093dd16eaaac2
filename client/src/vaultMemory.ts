// A file system in memory for plaintext documents. What is typed is saved into it at once, so that for VS Code nothing
// is ever "unsaved", and it makes no backup on the disk.
import * as vscode from 'vscode';
import type { OpenVault } from './vaultSealing.ts';
import { EDIT } from './vaultTabs.ts';

interface MemoryUser {
  vaultAt(uri: vscode.Uri): Promise<OpenVault>;
  /** What a document holds. */
  heldAt(uri: vscode.Uri): Promise<string>;
  /** The user has saved. */
  save(uri: string): Promise<void>;
  onTyped(uri: string, text: string): void;
}

export interface VaultMemory extends vscode.Disposable {
  /** Saves what a document holds into memory. */
  hold(document: vscode.TextDocument): Promise<void>;
}

export function registerVaultMemory({ vaultAt, heldAt, save, onTyped }: MemoryUser): VaultMemory {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** Documents whose text is on its way into memory. */
  const holding = new Set<string>();
  const beingHeld = new Set<string>();

  async function hold(document: vscode.TextDocument): Promise<void> {
    const uri = document.uri.toString();
    if (beingHeld.has(uri)) return;
    beingHeld.add(uri);
    try {
      // What is typed meanwhile needs another save, whatever `isDirty` says: VS Code reports a document as
      // saved also where an older text of it was.
      for (let saved = -1; saved !== document.version && !document.isClosed; ) {
        saved = document.version;
        holding.add(uri);
        await document.save();
      }
    } finally {
      holding.delete(uri);
      beingHeld.delete(uri);
    }
  }

  const size = async (uri: vscode.Uri): Promise<number> => bytesOf(await heldAt(uri)).length;
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: await size(uri) }),
    readFile: async (uri) => bytesOf(await heldAt(uri)),
    async writeFile(uri, content) {
      const id = uri.toString();
      // A save into memory brings one text, which is held since it was typed; whatever comes besides is a save that is
      // meant.
      if (holding.delete(id)) return;
      const vault = await vaultAt(uri);
      vault.held = textOf(id) ?? new TextDecoder().decode(content);
      await save(id);
    },
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  const registered = vscode.Disposable.from(
    changed,
    vscode.workspace.registerFileSystemProvider(EDIT, provider, { isCaseSensitive: true }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme !== EDIT) return;
      // Without changes, it only reports that it has been saved, or is no longer.
      if (contentChanges.length === 0) return;
      onTyped(document.uri.toString(), document.getText());
      void hold(document);
    }),
  );
  return { hold, dispose: () => registered.dispose() };
}

/** The text as it is now: what VS Code saves may be older. */
export const textOf = (uri: string): string | undefined =>
  vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri)?.getText();

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
