// Secrets in editors that have no command for them: the server encrypts with the password file of Ansible, or says why not.
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { CodeAction, Command, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { type RawSession, startRawSession } from '../support/rawSession.ts';
import { SMALL_INVENTORY } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const SECRET = 'Kq7-planted-secret-91';
const INVENTORY = `${SMALL_INVENTORY}    token: ${SECRET}\n`;
const HEADER = /\$ANSIBLE_VAULT;1\.\d;AES256/;

let folder: Folder | undefined;
let session: RawSession | undefined;
afterEach(() => {
  session?.stop();
  folder?.remove();
  folder = undefined;
  vi.unstubAllEnvs();
});

interface Outcome {
  readonly edits: readonly WorkspaceEdit[];
  readonly messages: readonly string[];
}

/** Chooses an action as a person does, and waits for what comes of it. */
async function choose(
  files: Readonly<Record<string, string>>,
  options: {
    readonly documentChanges?: boolean;
    readonly file?: string;
    readonly text?: string;
    readonly title?: RegExp;
  } = {},
): Promise<Outcome> {
  vi.stubEnv('HOME', '/nowhere');
  const { documentChanges = true, file = 'inventory.yml', text = INVENTORY, title = /^Encrypt/ } = options;
  folder ??= createFolder({ [file]: text, ...files });
  session = await startRawSession({
    introduction: {
      capabilities: {
        workspace: { applyEdit: true, workspaceEdit: { documentChanges } },
        textDocument: { codeAction: { codeActionLiteralSupport: {} } },
      },
    },
  });
  const edits: WorkspaceEdit[] = [];
  const messages: string[] = [];
  session.connection.onRequest('workspace/applyEdit', ({ edit }) => {
    edits.push(edit);
    return { applied: true };
  });
  session.connection.onNotification('window/showMessage', ({ message }) => void messages.push(message));
  const uri = fileUri(join(folder.path, file));
  session.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  const line = text.split('\n').findIndex((one) => one.includes('token:'));
  const { said: actions } = await session.ask('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: { line, character: 13 }, end: { line, character: 13 } },
    context: { diagnostics: [] },
  });
  const command = (actions as readonly CodeAction[]).find(
    (action) => action.command && title.test(action.title),
  )?.command as Command;
  expect(command, JSON.stringify(actions)).toBeDefined();
  const answer = await session.ask('workspace/executeCommand', command);
  expect(answer).toEqual({ code: 0, said: null });
  expect(session.logs.join()).not.toContain(SECRET);
  return { edits, messages };
}

it.each([true, false])(
  'encrypts with the password file of ansible.cfg; document changes: %s',
  async (documentChanges) => {
    const { edits, messages } = await choose(
      { 'ansible.cfg': '[defaults]\nvault_password_file = pw\n', pw: 'password\n' },
      { documentChanges },
    );
    expect(messages).toEqual([]);
    expect(edits).toHaveLength(1);
    expect(Object.keys(edits[0] ?? {})).toEqual([documentChanges ? 'documentChanges' : 'changes']);
    expect(JSON.stringify(edits)).toMatch(HEADER);
    expect(JSON.stringify(edits)).not.toContain(SECRET);
  },
);

it('makes a token where there is a placeholder', async () => {
  const { edits, messages } = await choose(
    { 'ansible.cfg': '[defaults]\nvault_password_file = pw\n', pw: 'password\n' },
    { text: INVENTORY.replace(SECRET, 'changeme!'), title: /token/i },
  );
  expect(messages).toEqual([]);
  expect(JSON.stringify(edits)).toMatch(HEADER);
});

it('encrypts with the vault id that Ansible encrypts with', async () => {
  const { edits } = await choose({
    'ansible.cfg': '[defaults]\nvault_identity_list = a@pa, b@pb\nvault_encrypt_identity = b\n',
    pa: 'one\n',
    pb: 'two\n',
  });
  const changes = (edits[0]?.documentChanges ?? []) as readonly TextDocumentEdit[];
  const text = changes
    .flatMap((change) => change.edits)
    .map((edit) => ('newText' in edit ? edit.newText : ''))
    .join();
  expect(text).toContain('AES256;b');
});

it.each<[string, Readonly<Record<string, string>>, RegExp]>([
  ['no password', {}, /no vault password file/],
  ['a prompt', { 'ansible.cfg': '[defaults]\nvault_identity_list = a@prompt\n' }, /no vault password file/],
  [
    'several',
    { 'ansible.cfg': '[defaults]\nvault_identity_list = a@pa, b@pb\n', pa: 'one', pb: 'two' },
    /several vault passwords/,
  ],
  ['a file that is missing', { 'ansible.cfg': '[defaults]\nvault_password_file = pw\n' }, /cannot be read/],
  ['an empty file', { 'ansible.cfg': '[defaults]\nvault_password_file = pw\n', pw: '' }, /empty password/],
])('says why nothing is done: %s', async (_, files, said) => {
  const { edits, messages } = await choose(files);
  expect(edits).toEqual([]);
  expect(messages).toEqual([expect.stringMatching(said)]);
});

it('runs no program', async () => {
  folder = createFolder({
    'inventory.yml': INVENTORY,
    'ansible.cfg': '[defaults]\nvault_password_file = pw.sh\n',
    'pw.sh': '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\necho password\n',
  });
  chmodSync(join(folder.path, 'pw.sh'), 0o755);
  const { edits, messages } = await choose({});
  expect(edits).toEqual([]);
  expect(messages).toEqual([expect.stringMatching(/no program is run/)]);
  expect(existsSync(join(folder.path, 'was-run'))).toBe(false);
});

it('reads no password file that a folder around the opened one names', async () => {
  const { edits, messages } = await choose(
    { 'ansible.cfg': '[defaults]\nvault_password_file = pw\n', pw: 'password\n' },
    { file: 'inside/inventory.yml' },
  );
  expect(edits).toEqual([]);
  expect(messages).toEqual([expect.stringMatching(/outside of the opened folder/)]);
});
