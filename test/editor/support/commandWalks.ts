// Walks through the commands of the extension, each in a file of its own.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandRunner } from './commandRunner.ts';
import { eventually } from './eventually.ts';
import type { Editor } from './window.ts';

export const RELEASE = 'v1.31.12+k3s1';
export const TOKEN = 'Rw7fK2xPqT9dLmV4sYbN8hJc';

/** One file is open: the inventory that a walk needs. */
export type Walk = (editor: Editor, runner: CommandRunner) => Promise<void>;

const IN_EDITOR_ONLY =
  'Encrypted in the editor only: on the disk the secret is in plain text until you save.';
const COPIES_REMAIN =
  'Encrypted. The undo history, the local history of VS Code, Git history and backups still hold the plain text: a new secret is safer than a hidden old one.';

/** From a sample token to one that is encrypted, decrypted, and encrypted with all others. */
const secrets: Walk = async (editor, { run, ...runner }) => {
  const { page } = editor;
  await editor.goTo('changeme');
  await run('generateToken', runner.typeNewPassword);
  await editor.sees('vault_token: !vault');
  await editor.save();
  await run('viewVault', async () => {
    await runner.presentPassword();
    await runner.closeTab('vault_token.txt');
  });
  await run('editVault', async () => {
    await runner.presentPassword();
    await runner.tab('vault_token.txt').waitFor();
    await page.locator('.monaco-editor.focused .view-line').first().waitFor();
    await page.keyboard.type('X');
    await page.locator('.view-line').filter({ hasText: /^X/ }).waitFor();
    // Held in memory: before, VS Code asks its own question.
    await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    await runner.closeTab('vault_token.txt');
    await runner.decide('Encrypt what you have changed?', 'Discard');
  });
  await run('rekeyVault', async () => {
    await runner.presentPassword();
    await runner.typeNewPassword();
    await runner.answer('Vault id of the new password; empty for none', 'prod');
    await editor.sees('$ANSIBLE_VAULT;1.2;AES256;prod');
  });
  await run('decryptVault', async () => {
    await runner.decide('Write the plain text into the file?', 'Decrypt');
    await runner.presentPassword();
    await editor.line('!vault').waitFor({ state: 'detached' });
  });
  await run('encryptSecrets', async () => {
    await runner.typeNewPassword();
    await runner.says(IN_EDITOR_ONLY);
    await runner.press('Save');
    await runner.says(COPIES_REMAIN);
  });
};

const passwords: Walk = async (editor, { run, ...runner }) => {
  await run('explainVaultPassword', () => runner.decide('The vault password is asked for.'));
  await run('rememberVaultPassword', async () => {
    await runner.typeNewPassword();
    await runner.says(
      'The vault password is kept in the secret storage of VS Code, for this workspace, until “Forget Vault Password”.',
    );
  });
  await run('forgetVaultPassword', () => runner.says('No vault password is kept for this workspace.'));
  execFileSync('git', ['init', '-q'], { cwd: editor.folder });
  await run('checkGitHistory', () => runner.says('No commit of this repository holds the secret.'));
  await run('encryptToken', async () => {
    await runner.pick(
      'How shall the secret be encrypted?',
      runner.say('In a variable of its own (recommended)'),
    );
    await runner.typeNewPassword();
    await runner.says(IN_EDITOR_ONLY);
    await editor.save();
  });
  await run('encryptFile', async () => {
    await runner.typeNewPassword();
    await editor.line('k3s_cluster').waitFor({ state: 'detached' });
    await editor.sees('$ANSIBLE_VAULT;1.1;AES256');
  });
};

const nodes: Walk = async (editor, { run, ...runner }) => {
  const { page } = editor;
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: editor.folder,
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'before');
  const inventory = () => page.locator('.tab').filter({ hasText: 'inventory.yml' }).first().click();
  await editor.goTo(TOKEN);
  await run('showOnNodes', async () => {
    await runner.pick('Where it ends on the nodes', 'a1');
    await runner.tab('k3s').waitFor();
    await inventory();
  });
  await run('previewNodes', () =>
    runner
      .row('s1')
      .filter({ hasText: runner.say('server') })
      .waitFor(),
  );
  await run('previewHost', async () => {
    await runner.pick('Which node?', 's1');
    await runner.tab('config.yaml').waitFor();
  });
  await run('compareWithSaved', () => runner.tab(runner.say('{0}: saved ↔ typed', '').trim()).waitFor());
  await inventory();
  await run('compareWithHead', async () => {
    await runner.pick('Which node?', 'a1');
    await runner.pick('Which file?', 'k3s-agent');
    await runner.tab(runner.say('{0}: Git HEAD ↔ typed', '').trim()).waitFor();
  });
  await inventory();
  await run('preflight', () => runner.tab('Preview').waitFor());
  await inventory();
  await run('runPlaybook', () => page.locator('.terminal-wrapper:visible').first().waitFor());
};

const pictures: Walk = async (editor, { run, ...runner }) => {
  const { page } = editor;
  await run('showTopology', async () => {
    const picture = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    const path = page.locator('.quick-input-widget input').first();
    for (const [format, name] of [
      ['SVG', 'topology.svg'],
      ['PNG', 'topology.png'],
      ['Mermaid', 'topology.mmd'],
    ] as const) {
      await picture.getByText(runner.say(`Save as ${format}`)).click();
      await eventually(
        `the place of ${name}`,
        () => path.inputValue({ timeout: 1000 }).catch(() => ''),
        (text) => text.endsWith(name),
      );
      await page.keyboard.press('Enter');
      const file = join(dirname(editor.folder), name);
      await eventually(name, () => existsSync(file) && readFileSync(file).length, Boolean);
    }
  });
  await page.locator('.tab').filter({ hasText: 'inventory.yml' }).first().click();
  await run('checkAirgap', async () => {
    await page.getByText(runner.say('Not ready: something is missing or wrong.')).first().waitFor();
  });
  await run('airgapDownloads', async () => {
    await runner.pick('What is to be downloaded', runner.say('As a list'));
    await editor.sees('k3s-airgap-images-arm.tar');
  });
  await runner.runBy('renameAirgapFile', async () => {
    const row = runner.row('k3s-armhf');
    await row.hover();
    await row.locator('.action-label').first().click();
    await row.waitFor({ state: 'detached' });
  });
};

const help: Walk = async (editor, { run, runBy, ...runner }) => {
  const { page } = editor;
  const fix = async (title: string) => {
    await editor.goTo(TOKEN);
    return editor.quickFix(runner.say(title, 'token-plaintext'));
  };
  await run('showStatus', async () => {
    await page.locator('.quick-input-list').getByText(runner.say('Encrypt a secret')).waitFor();
    await page.keyboard.press('Escape');
  });
  await runBy('showHidden', async () => {
    await editor.hover(editor.word('token'));
    await page
      .locator('.monaco-hover a')
      .filter({ hasText: runner.say('Show what is hidden here') })
      .click();
    await runner.tab(`${runner.say('hidden')}.txt`).waitFor();
    await runner.closeTab(`${runner.say('hidden')}.txt`);
  });
  await runBy('openPage', async () => {
    const rule = page.locator('.tab').filter({ hasText: 'token-plaintext' });
    await (await fix('Why {0}? Open its page')).choose(rule);
    await rule.locator('.codicon-close').click();
  });
  await runBy('turnRuleOff', async () => {
    const squiggles = await editor.squiggles.count();
    await (await fix('Turn {0} off in this workspace')).focus();
    await page.keyboard.press('Enter');
    await eventually(
      'fewer findings',
      () => editor.squiggles.count(),
      (count) => count < squiggles,
    );
  });
  await run('restartServer', () => editor.squiggles.first().waitFor());
  const report = page
    .context()
    .waitForEvent('request', (request) => request.url().includes('/k3s-inventory/issues/new'));
  await run('reportIssue', async () => {
    await report;
    for (const other of page.context().pages()) if (other !== page) await other.close();
  });
  await run('showOutput', () => page.getByRole('document', { name: 'K3s Inventory' }).waitFor());
};

export const newAndMigrated: Walk = async (editor, { run, ...runner }) => {
  await run('migrateInventory', () =>
    runner.says('Nothing is written yet; the files of before will stay as they are.'),
  );
  await run('writeMigration', () => runner.tab('inventory.yml').waitFor());
  await run('newInventory', async () => {
    await runner.pick('What kind of cluster?', runner.say('Three servers or more, highly available'));
    await runner.answer('Addresses or names of the servers, with spaces between', 's1 s2 s3');
    await runner.answer('Addresses or names of the agents; empty for none', '');
    await runner.answer('User for SSH', 'debian');
    await runner.answer('Version of K3s', RELEASE);
    await runner.answer('Address of the load balancer before the servers; empty for the first server', '');
    await runner.typeNewPassword();
    await editor.sees('vault_token: !vault');
  });
};

/** Each with what its inventory has in place of a token. */
export const WALKS: readonly (readonly [token: string, walk: Walk])[] = [
  ['changeme!', secrets],
  [TOKEN, passwords],
  [TOKEN, nodes],
  [TOKEN, pictures],
  [TOKEN, help],
];
