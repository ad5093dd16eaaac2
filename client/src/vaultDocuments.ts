// Plaintext in documents that are on no disk: opened, saved, closed, and brought back after a reload.
import * as vscode from 'vscode';
import type { VaultKey, VaultPlace } from '../../server/src/protocol/vault.ts';
import { showError } from './serverRequests.ts';
import { createVaultDrafts, type Draft, type VaultDrafts } from './vaultDrafts.ts';
import { registerVaultMemory, textOf } from './vaultMemory.ts';
import type { VaultPasswords } from './vaultPasswords.ts';
import { createSaveCommands } from './vaultSaveCommands.ts';
import { createSealer, isPending, type OpenVault, type Seal } from './vaultSealing.ts';
import type { VaultServer } from './vaultServer.ts';
import {
  askWhatToDo,
  createMarks,
  EDIT,
  hasTab,
  newUri,
  openTab,
  plaintextIn,
  tabsOf,
  VIEW,
} from './vaultTabs.ts';

/** What is known of a vault text when the user wants to edit it. */
interface Viewed {
  readonly target: VaultPlace;
  readonly key: VaultKey;
  readonly vaultText: string;
  readonly plaintext: string;
}

export interface VaultDocuments extends vscode.Disposable {
  view(name: string, plaintext: string): Promise<void>;
  edit(name: string, viewed: Viewed): Promise<void>;
}

interface Surroundings {
  readonly server: VaultServer;
  readonly passwords: VaultPasswords;
  /** Where drafts are kept. */
  readonly storage: vscode.Uri;
}

/** Joins drafts, locks and saving in memory; takes up documents that a killed extension host has left open. */
export function createVaultDocuments({ server, passwords, storage }: Surroundings): VaultDocuments {
  const shown = new Map<string, string>();
  const drafts = createVaultDrafts(server, storage);
  const edited = createEditedVaults(drafts, createSealer(server));
  const { vaultAt, heldAt, typed, closed } = createVaultLocks(edited, drafts, passwords);
  const memory = registerVaultMemory({ vaultAt, heldAt, save: edited.save, onTyped: typed });

  /** Of an extension host that was killed: the document is still there, and its vault is not. */
  async function adopt(document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    if (uri.scheme !== EDIT || edited.get(uri.toString())) return;
    typed(uri.toString(), document.getText());
    void memory.hold(document);
    await vaultAt(uri);
  }
  const adoptOne = (document: vscode.TextDocument): void => void adopt(document).catch(showError);

  const disposables = [
    edited,
    memory,
    vscode.workspace.onDidOpenTextDocument(adoptOne),
    vscode.workspace.registerTextDocumentContentProvider(VIEW, {
      provideTextDocumentContent: (uri) => shown.get(uri.toString()) ?? '',
    }),
    vscode.window.tabGroups.onDidChangeTabs((event) => {
      for (const uri of event.closed.map(plaintextIn)) {
        if (!uri) continue;
        shown.delete(uri.toString());
        void closed(uri).catch(showError);
      }
    }),
  ];
  vscode.workspace.textDocuments.forEach(adoptOne);
  // What was only viewed is not kept: its tab goes with the window.
  void vscode.window.tabGroups.close(tabsOf(VIEW));
  void offerLost(drafts, edited).catch(showError);
  return {
    async view(name, plaintext) {
      const uri = newUri(VIEW, name);
      shown.set(uri.toString(), plaintext);
      await openTab(uri);
    },
    async edit(name, { plaintext, ...vault }) {
      const uri = newUri(EDIT, name);
      edited.start(uri.toString(), { ...vault, sealed: plaintext, held: plaintext, isUnsaved: false });
      await openTab(uri);
    },
    dispose: () => vscode.Disposable.from(...disposables).dispose(),
  };
}

/** Vault texts whose documents are there before the password is: after a reload, and where the extension host was killed. */
function createVaultLocks(edited: EditedVaults, drafts: VaultDrafts, passwords: VaultPasswords) {
  const opening = new Map<string, Promise<OpenVault>>();
  /** What their documents hold. */
  const locked = new Map<string, string>();

  async function open(uri: vscode.Uri): Promise<OpenVault> {
    const id = uri.toString();
    const vault = await restore(drafts, passwords, uri);
    vault.held = locked.get(id) ?? vault.held;
    locked.delete(id);
    return edited.start(id, vault);
  }

  async function vaultAt(uri: vscode.Uri): Promise<OpenVault> {
    const id = uri.toString();
    const found = edited.get(id) ?? opening.get(id);
    if (found) return found;
    const opened = open(uri).finally(() => opening.delete(id));
    opening.set(id, opened);
    return opened;
  }

  return {
    vaultAt,
    heldAt: async (uri: vscode.Uri): Promise<string> =>
      locked.get(uri.toString()) ?? (await vaultAt(uri)).held,
    typed(uri: string, text: string): void {
      if (edited.get(uri)) edited.typed(uri, text);
      else locked.set(uri, text);
    },
    async closed(uri: vscode.Uri): Promise<void> {
      const id = uri.toString();
      if (!locked.has(id) || hasTab(id)) return edited.closed(uri);
      const choice = await askWhatToDo();
      if (choice === undefined) return openTab(uri);
      if (choice === 'encrypt') {
        const isOpen = await vaultAt(uri)
          .then(() => edited.save(id))
          .then(() => true, showError);
        if (!isOpen) return openTab(uri);
      }
      locked.delete(id);
      await edited.forget(id);
    },
  };
}

type EditedVaults = ReturnType<typeof createEditedVaults>;

/** The vault texts that are being edited, and what happens to each. */
function createEditedVaults(drafts: VaultDrafts, seal: Seal) {
  const vaults = new Map<string, OpenVault>();
  const marks = createMarks((uri) => {
    const vault = vaults.get(uri);
    return vault !== undefined && isPending(vault);
  });
  const commands = createSaveCommands(EDIT, (uri) => save(uri).catch(showError));

  function changed(uri: string, vault: OpenVault): void {
    marks.refresh(uri);
    if (vaults.has(uri)) void drafts.keep(uri, vault);
  }

  const sealKept = (uri: string, vault: OpenVault): Promise<void> =>
    seal(vault, () => drafts.keep(uri, vault));

  /** Saving means the text that is there now. */
  async function save(uri: string): Promise<void> {
    const vault = vaults.get(uri);
    if (!vault) return;
    vault.held = textOf(uri) ?? vault.held;
    await sealKept(uri, vault).finally(() => changed(uri, vault));
  }

  /** Whether the tab may go. */
  async function mayGo(uri: string, vault: OpenVault): Promise<boolean> {
    if (!isPending(vault)) return true;
    const choice = await askWhatToDo();
    if (choice !== 'encrypt') return choice === 'discard';
    return sealKept(uri, vault).then(
      () => true,
      (error) => {
        showError(error);
        return false;
      },
    );
  }

  async function forget(uri: string): Promise<void> {
    vaults.delete(uri);
    if (vaults.size === 0) commands.stop();
    await drafts.forget(uri);
  }

  return {
    save,
    get: (uri: string): OpenVault | undefined => vaults.get(uri),
    start(uri: string, vault: OpenVault): OpenVault {
      vaults.set(uri, vault);
      commands.start();
      changed(uri, vault);
      return vault;
    },
    typed(uri: string, text: string): void {
      const vault = vaults.get(uri);
      if (!vault) return;
      vault.held = text;
      changed(uri, vault);
    },
    async closed(uri: vscode.Uri): Promise<void> {
      const id = uri.toString();
      const vault = vaults.get(id);
      if (!vault || hasTab(id)) return;
      if (!(await mayGo(id, vault))) return openTab(uri);
      await forget(id);
    },
    forget,
    dispose: () => vscode.Disposable.from(marks, commands).dispose(),
  };
}

async function restore(drafts: VaultDrafts, passwords: VaultPasswords, uri: vscode.Uri): Promise<OpenVault> {
  const draft = (await drafts.all()).find((kept) => kept.uri === uri.toString());
  if (!draft) throw vscode.FileSystemError.FileNotFound(uri);
  const key = await passwords.unlock(draft.target.uri, 'open');
  if (!key)
    throw vscode.FileSystemError.Unavailable(
      vscode.l10n.t('What you typed is kept encrypted, and opens with the vault password.'),
    );
  const opened = await drafts.open(draft, key);
  if ('refused' in opened) throw vscode.FileSystemError.Unavailable(opened.refused);
  const { target, vaultText } = draft;
  const held = opened.plaintext;
  return { target, key, vaultText, held, sealed: draft.isPending ? undefined : held, isUnsaved: false };
}

/** What was typed before VS Code was closed, where no tab has come back for it. */
async function offerLost(drafts: VaultDrafts, edited: EditedVaults): Promise<void> {
  for (const draft of await drafts.all()) {
    if (hasTab(draft.uri) || edited.get(draft.uri)) continue;
    if (!draft.isPending) await drafts.forget(draft.uri);
    else if (await wantsBack(drafts, draft)) await openTab(vscode.Uri.parse(draft.uri));
  }
}

async function wantsBack(drafts: VaultDrafts, { uri }: Draft): Promise<boolean> {
  const [yes, no] = [vscode.l10n.t('Open'), vscode.l10n.t('Discard')];
  const name = vscode.Uri.parse(uri).path.split('/').at(-1) ?? '';
  const message = vscode.l10n.t('What you typed into {0} was not encrypted yet.', name);
  const choice = await vscode.window.showWarningMessage(message, yes, no);
  if (choice === no) await drafts.forget(uri);
  return choice === yes;
}
