// Encrypts what a plaintext document holds, into the file it came from. One after the other, each with the text that is
// there when its turn comes, and loudly where it cannot be done.
import * as vscode from 'vscode';
import type { Refused, VaultKey, VaultPlace } from '../../server/src/protocol/vault.ts';
import type { VaultServer } from './vaultServer.ts';

/** A vault text with its plaintext, for as long as its document is open. */
export interface OpenVault {
  readonly target: VaultPlace;
  readonly key: VaultKey;
  vaultText: string;
  /** What is encrypted in the file now; unknown for a draft that has come back. */
  sealed: string | undefined;
  /** What the document holds. */
  held: string;
  /** Encrypted in the text of the file, which could not be saved. */
  isUnsaved: boolean;
  /** The newest text that was encrypted, and what it became: from before the file is changed. */
  sealing?: { readonly held: string; readonly vaultText: string };
}

/** Whether text would be lost if the document were closed now. */
export const isPending = ({ held, sealed, isUnsaved }: OpenVault): boolean => held !== sealed || isUnsaved;

/** Other edits of the file may come between the answer and the edit. */
const ATTEMPTS = 5;

/** `keep` is awaited before the file is changed. Rejects with the message for the user. */
export type Seal = (vault: OpenVault, keep: () => Promise<void>) => Promise<void>;

export function createSealer(server: VaultServer): Seal {
  let last: Promise<void> = Promise.resolve();

  /** Why the text is not in the file yet: that has changed while it was encrypted. */
  async function replace(vault: OpenVault, keep: () => Promise<void>): Promise<Refused | undefined> {
    const { target, key, vaultText, held } = vault;
    const { position, uri } = target;
    const place = { uri, ...(position && { position }) };
    const answer = await server.seal({ ...place, ...key, vaultText, plaintext: held });
    if ('refused' in answer) throw notSealed(uri, answer.refused);
    vault.sealing = { held, vaultText: answer.vaultText };
    await keep();
    const wasDirty = openDocument(uri)?.isDirty ?? false;
    const refused = await server.apply(answer.edit);
    if (refused) return refused;
    vault.vaultText = answer.vaultText;
    vault.sealed = held;
    vault.isUnsaved ||= !wasDirty;
    return undefined;
  }

  async function seal(vault: OpenVault, keep: () => Promise<void>): Promise<void> {
    for (let attempt = 1; vault.held !== vault.sealed; attempt++) {
      const refusal = await replace(vault, keep);
      if (refusal && attempt === ATTEMPTS) throw notSealed(vault.target.uri, refusal.refused);
    }
    if (!vault.isUnsaved) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(vault.target.uri));
    if (document.isDirty && !(await document.save()))
      throw vscode.FileSystemError.Unavailable(
        vscode.l10n.t('{0} could not be saved: what you typed is not in the file yet.', document.fileName),
      );
    vault.isUnsaved = false;
  }

  return (vault, keep) => {
    const turn = last.then(() => seal(vault, keep));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Nothing is lost by it. */
const notSealed = (uri: string, reason: string): Error =>
  vscode.FileSystemError.Unavailable(
    vscode.l10n.t(
      '{0}: {1} What you typed is still in this tab, and kept encrypted.',
      vscode.Uri.parse(uri).path.split('/').at(-1) ?? uri,
      reason,
    ),
  );

const openDocument = (uri: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
