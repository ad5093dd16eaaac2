// Types, saves and waits at random in a plaintext document, and looks each time whether the file has what was saved.
import { strict as assert } from 'node:assert';
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { decryptVault } from '../../../server/src/core/ansible/vault/vault.ts';
import { createRandom } from '../../support/random.ts';

interface Run {
  readonly seed: number;
  readonly sequences: number;
  /** Where the encrypted value stands. */
  readonly file: string;
  readonly password: string;
}

const SAVES = ['workbench.action.files.save', 'workbench.action.files.saveWithoutFormatting', 'saveAll'];

/** The sequences after which the file held something else than the tab. */
export async function saveAtRandom({ seed, sequences, file, password }: Run): Promise<readonly string[]> {
  const { below } = createRandom(seed);
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.scheme, 'k3s-inventory-vault');
  const slow = vscode.workspace.onWillSaveTextDocument((event) => {
    if (below(2) === 0) event.waitUntil(wait(below(60)));
  });
  const lost: string[] = [];
  try {
    for (let number = 0; number < sequences; number++) {
      const steps: string[] = [];
      const saving: Thenable<unknown>[] = [];
      const save = (): void => {
        const id = SAVES[below(10)] ?? 'workbench.action.files.save';
        steps.push(id);
        saving.push(vscode.commands.executeCommand(id));
      };
      for (let left = 1 + below(6); left > 0; left--) {
        const text = `${number}.${left} `;
        steps.push(`type ${text}`);
        await vscode.commands.executeCommand('type', { text });
        if (below(3) === 0) steps.push(`wait ${await wait(below(40))}`);
        if (below(3) === 0) save();
      }
      save();
      await Promise.all(saving);
      const plaintext = await decrypted(file, password);
      if (plaintext !== editor.document.getText()) lost.push(`${number}: ${steps.join(', ')}`);
    }
  } finally {
    slow.dispose();
  }
  return lost;
}

async function decrypted(file: string, password: string): Promise<string> {
  const [, block = ''] = /!vault \|\n((?: {6}.*\n)+)/.exec(readFileSync(file, 'utf8')) ?? [];
  const bytes = await decryptVault(block.replaceAll(/^ +/gm, ''), password, webcrypto);
  return 'error' in bytes ? `damaged: ${bytes.error}` : new TextDecoder().decode(bytes);
}

const wait = (milliseconds: number): Promise<number> =>
  new Promise((resolve) => setTimeout(() => resolve(milliseconds), milliseconds));
