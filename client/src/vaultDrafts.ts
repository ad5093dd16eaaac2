// What is typed into a plaintext document, kept encrypted until it is in its file: a window that is reloaded or killed
// loses nothing, and no disk holds plain text. A draft has a key of its own, which only the vault password opens, so
// that a keystroke asks no script for a password.
import * as vscode from 'vscode';
import type { Refused, VaultKey, VaultPlace } from '../../server/src/protocol/vault.ts';
import { fromBase64, toBase64 } from './platform/base64.ts';
import { isPending, type OpenVault } from './vaultSealing.ts';
import type { VaultServer } from './vaultServer.ts';

export interface Draft {
  /** Of the plaintext document. */
  readonly uri: string;
  readonly target: VaultPlace;
  readonly vaultText: string;
  readonly isPending: boolean;
  /** What the text became when it was encrypted last, where that was tried. */
  readonly sealedAs?: string;
  /** The draft's own key, encrypted with the vault password. */
  readonly sealedKey: string;
  readonly iv: string;
  readonly data: string;
}

export interface VaultDrafts {
  /** Keeps what is held now; of many calls, the last counts. */
  keep(uri: string, vault: OpenVault): Promise<void>;
  forget(uri: string): Promise<void>;
  /** None is pending whose text is in its file: a window may close before the draft says so. */
  all(): Promise<readonly Draft[]>;
  open(draft: Draft, key: VaultKey): Promise<{ readonly plaintext: string } | Refused>;
}

type DraftCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

interface DraftKey {
  readonly sealedKey: string;
  readonly key: DraftCryptoKey;
}

const SUFFIX = '.draft.json';

/** One write at a time per document, and the newest text next: drafts in between are skipped. */
export function createVaultDrafts(server: VaultServer, folder: vscode.Uri): VaultDrafts {
  const keys = new Map<string, Promise<DraftKey | Refused>>();
  const waiting = new Map<string, OpenVault>();
  const running = new Map<string, Promise<void>>();
  const fileOf = (uri: string): vscode.Uri =>
    vscode.Uri.joinPath(folder, `${encodeURIComponent(uri).slice(-150)}${SUFFIX}`);

  async function newKey({ target, key }: OpenVault): Promise<DraftKey | Refused> {
    const raw = crypto.getRandomValues(new Uint8Array(32));
    const sealed = await server.encryptText({ uri: target.uri, ...key, plaintext: toBase64(raw) });
    return 'refused' in sealed ? sealed : { sealedKey: sealed.vaultText, key: await importKey(raw) };
  }

  async function write(uri: string, vault: OpenVault): Promise<void> {
    const made = keys.get(uri) ?? newKey(vault);
    keys.set(uri, made);
    const found = await made;
    if ('refused' in found) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const { target, vaultText, held, sealing } = vault;
    const sealed = sealing?.held === held ? { sealedAs: sealing.vaultText } : {};
    const kept = { uri, target, vaultText, isPending: isPending(vault), ...sealed };
    const algorithm = { name: 'AES-GCM', iv };
    const data = await crypto.subtle.encrypt(algorithm, found.key, new TextEncoder().encode(held));
    const { sealedKey } = found;
    const draft: Draft = { ...kept, sealedKey, iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
    await writeWhole(fileOf(uri), JSON.stringify(draft));
  }

  async function run(uri: string): Promise<void> {
    try {
      for (let vault = waiting.get(uri); vault; vault = waiting.get(uri)) {
        waiting.delete(uri);
        await write(uri, vault);
      }
    } finally {
      running.delete(uri);
    }
  }

  return {
    keep(uri, vault) {
      waiting.set(uri, vault);
      const going = running.get(uri);
      if (going) return going;
      const done = run(uri).catch((error: Error) => void vscode.window.showWarningMessage(error.message));
      running.set(uri, done);
      return done;
    },
    async forget(uri) {
      waiting.delete(uri);
      await running.get(uri);
      keys.delete(uri);
      await vscode.workspace.fs.delete(fileOf(uri)).then(undefined, () => undefined);
    },
    async all() {
      const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
      const files = entries.filter(([name]) => name.endsWith(SUFFIX));
      const read = await Promise.all(files.map(([name]) => readDraft(vscode.Uri.joinPath(folder, name))));
      return Promise.all(read.filter((draft) => draft !== undefined).map(asInFile));
    },
    async open({ uri, target, sealedKey, iv, data }, key) {
      const opened = await server.decryptText({ uri: target.uri, ...key, vaultText: sealedKey });
      if ('refused' in opened) return opened;
      const draftKey = await importKey(fromBase64(opened.plaintext));
      const algorithm = { name: 'AES-GCM', iv: fromBase64(iv) };
      const plain = await crypto.subtle.decrypt(algorithm, draftKey, fromBase64(data));
      keys.set(uri, Promise.resolve({ sealedKey, key: draftKey }));
      return { plaintext: new TextDecoder('utf-8', { ignoreBOM: true }).decode(plain) };
    },
  };
}

/** The draft as it stands once its file is read. */
async function asInFile(draft: Draft): Promise<Draft> {
  const { isPending, sealedAs, target } = draft;
  if (!isPending || sealedAs === undefined) return draft;
  const file = await vscode.workspace.fs.readFile(vscode.Uri.parse(target.uri)).then(decode, () => '');
  // In a file of variables, the lines of a vault text are indented.
  const isIn = file.replaceAll(/\s/g, '').includes(sealedAs.replaceAll(/\s/g, ''));
  return isIn ? { ...draft, isPending: false, vaultText: sealedAs } : draft;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A stop in between leaves the draft that was there. */
async function writeWhole(file: vscode.Uri, text: string): Promise<void> {
  const next = file.with({ path: `${file.path}.new` });
  await vscode.workspace.fs.writeFile(next, new TextEncoder().encode(text));
  await vscode.workspace.fs.rename(next, file, { overwrite: true });
}

async function readDraft(file: vscode.Uri): Promise<Draft | undefined> {
  try {
    return JSON.parse(decode(await vscode.workspace.fs.readFile(file))) as Draft;
  } catch {
    // Gone meanwhile, or of another version: there is nothing to bring back.
    return undefined;
  }
}

const importKey = (raw: Uint8Array<ArrayBuffer>): Promise<DraftCryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
