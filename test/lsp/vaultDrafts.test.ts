// What a window leaves that is closed while what was typed goes into its file: nothing typed is lost, nothing is offered
// that is in the file already.
import { beforeEach, expect, it, vi } from 'vitest';
import { URI, Utils } from 'vscode-uri';
import { createVaultDrafts } from '../../client/src/vaultDrafts.ts';
import { createSealer, type OpenVault } from '../../client/src/vaultSealing.ts';
import type { VaultServer } from '../../client/src/vaultServer.ts';

/** A disk in memory, and a VS Code that has no document open. */
const disk = vi.hoisted(() => new Map<string, Uint8Array>());
vi.mock('vscode', () => {
  const read = async (uri: URI) => {
    const bytes = disk.get(uri.path);
    if (!bytes) throw new Error(`${uri.path} is not there`);
    return bytes;
  };
  const fs = {
    readFile: read,
    writeFile: async (uri: URI, bytes: Uint8Array) => void disk.set(uri.path, bytes),
    delete: async (uri: URI) => void disk.delete(uri.path),
    readDirectory: async (folder: URI) =>
      [...disk.keys()]
        .filter((path) => path.startsWith(`${folder.path}/`))
        .map((path) => [path.slice(folder.path.length + 1), 1]),
    rename: async (from: URI, to: URI) => {
      disk.set(to.path, await read(from));
      disk.delete(from.path);
    },
  };
  const isDirty = false;
  return {
    Uri: { parse: URI.parse, joinPath: Utils.joinPath },
    workspace: { fs, textDocuments: [], openTextDocument: async () => ({ isDirty }) },
    window: { showWarningMessage: (message: string) => expect.fail(message) },
    l10n: {
      t: (text: string, ...values: readonly string[]) =>
        text.replaceAll(/\{(\d)\}/g, (hole, index: string) => values[Number(index)] ?? hole),
    },
    FileSystemError: { Unavailable: (message: string) => new Error(message) },
  };
});
beforeEach(() => disk.clear());

const FILE = '/cluster/group_vars/all.yml';
const EDITED = 'k3s-inventory-vault:/1/token.txt';
const folder = URI.file('/storage');
const sealedText = (plaintext: string): string => `$ANSIBLE_VAULT;1.1;AES256\n${btoa(plaintext)}\n`;

/** Encrypts without a password. `onApply` is what happens to the file. */
const serverWith = (onApply: (text: string) => void): VaultServer =>
  ({
    encryptText: async ({ plaintext }: { plaintext: string }) => ({ vaultText: sealedText(plaintext) }),
    decryptText: async ({ vaultText }: { vaultText: string }) => ({
      plaintext: atob(vaultText.split('\n')[1] ?? ''),
    }),
    seal: async ({ plaintext }: { plaintext: string }) => ({
      vaultText: sealedText(plaintext),
      edit: plaintext,
    }),
    apply: async (plaintext: string) => void onApply(sealedText(plaintext)),
  }) as unknown as VaultServer;

const writeFile = (vaultText: string): void => {
  const lines = vaultText.trimEnd().split('\n');
  const text = `token: !vault |\n${lines.map((line) => `  ${line}\n`).join('')}`;
  disk.set(FILE, new TextEncoder().encode(text));
};

const vaultOf = (held: string): OpenVault => ({
  target: { uri: `file://${FILE}` },
  key: { password: 'secret' } as unknown as OpenVault['key'],
  vaultText: sealedText('before'),
  sealed: 'before',
  held,
  isUnsaved: false,
});

/** Saves `held`; the window is closed when the file is to be changed, as `onApply` leaves it. Gives what is found then. */
async function closedInSave(held: string, onApply: (text: string) => void) {
  writeFile(sealedText('before'));
  let left: [string, Uint8Array][] = [];
  const server = serverWith((text) => {
    onApply(text);
    left = [...disk];
  });
  const before = createVaultDrafts(server, folder);
  const vault = vaultOf(held);
  await before.keep(EDITED, vault);
  await createSealer(server)(vault, () => before.keep(EDITED, vault));
  disk.clear();
  for (const [path, bytes] of left) disk.set(path, bytes);
  const drafts = createVaultDrafts(server, folder);
  const [draft, ...others] = await drafts.all();
  if (!draft || others.length > 0) throw new Error('One draft was expected.');
  return { draft, opened: await drafts.open(draft, vault.key) };
}

it('a window that is closed before its save is in the file keeps what was typed', async () => {
  const { draft, opened } = await closedInSave('typed', () => undefined);
  expect(draft.isPending).toBe(true);
  expect(opened).toEqual({ plaintext: 'typed' });
});

it('a window that is closed as soon as its save is in the file leaves nothing to offer', async () => {
  const { draft, opened } = await closedInSave('typed', writeFile);
  expect(draft).toMatchObject({ isPending: false, vaultText: sealedText('typed') });
  expect(opened).toEqual({ plaintext: 'typed' });
});

it('what is typed after a save is pending, though the save is in the file', async () => {
  writeFile(sealedText('typed'));
  const drafts = createVaultDrafts(
    serverWith(() => undefined),
    folder,
  );
  const vault = vaultOf('typed, and more');
  vault.sealing = { held: 'typed', vaultText: sealedText('typed') };
  await drafts.keep(EDITED, vault);
  expect(await drafts.all()).toMatchObject([{ isPending: true }]);
});

it('no draft holds what was typed in plain text', async () => {
  const { draft } = await closedInSave('typed', () => undefined);
  expect(JSON.stringify({ ...draft, sealedKey: '', sealedAs: '' })).not.toContain('typed');
});

it('what cannot be put into its file, as that is gone, is still held, and the message says so', async () => {
  const reason = 'The file cannot be read.';
  const server = { ...serverWith(() => undefined), seal: async () => ({ refused: reason }) };
  const vault = vaultOf('typed');
  await expect(createSealer(server)(vault, async () => undefined)).rejects.toThrow(
    `all.yml: ${reason} What you typed is still in this tab, and kept encrypted.`,
  );
  expect(vault).toMatchObject({ held: 'typed', sealed: 'before' });
});
