// Every command as a person runs it, with its questions and messages: in Chinese all of them, in English those that no
// other test runs, in the window that is there.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../scripts/setup.mjs';
import { COMMANDS, type Command } from '../../../server/src/protocol/commands.ts';
import { program } from '../../support/airgapFolder.ts';
import { commandRunner } from '../support/commandRunner.ts';
import { newAndMigrated, RELEASE, TOKEN, WALKS } from '../support/commandWalks.ts';
import { useWorkbench } from '../support/useWorkbench.ts';
import type { Language } from '../support/words.ts';

const airgap = mkdtempSync(join(tmpdir(), 'airgap-'));
beforeAll(() => writeFileSync(join(airgap, 'k3s-armhf'), program('arm', RELEASE)));
afterAll(() => rmSync(airgap, { recursive: true, force: true }));

const inventoryWith = (token: string): string => `---
k3s_cluster:
  children:
    server:
      hosts:
        s1: { ansible_host: 192.168.20.11, ansible_architecture: armv7l, ansible_os_family: Debian }
    agent:
      hosts:
        a1: { ansible_host: 192.168.20.12, ansible_architecture: armv7l, ansible_os_family: Debian }

  vars:
    ansible_user: debian
    k3s_version: ${RELEASE}
    api_endpoint: 192.168.20.11
    airgap_dir: ${airgap}
    token: ${token}
`;
const OF_TECHNO_TIM = `---
all:
  children:
    k3s_cluster:
      children:
        master: { hosts: { m1: { ansible_host: 192.168.30.38 } } }
        node: { hosts: { n1: { ansible_host: 192.168.30.41 } } }
      vars:
        k3s_version: v1.30.2+k3s2
        k3s_token: ${TOKEN}
        apiserver_endpoint: 192.168.30.38
        metal_lb_ip_range: 192.168.30.30-192.168.30.90
        system_timezone: Your/Timezone
`;

/** Which test runs a command in English, with the words by which it does. */
const IN_ENGLISH: Partial<Record<Command, readonly [file: string, words: string]>> = {
  encryptToken: ['commands', 'Encrypt Secret with ansible-vault'],
  viewVault: ['commands', 'View Encrypted Value'],
  editVault: ['vaultLife', 'Edit what is encrypted'],
  rememberVaultPassword: ['commands', 'Keep Vault Password'],
  checkAirgap: ['airgap', 'Check Airgap Readiness'],
  airgapDownloads: ['airgap', 'List Downloads for the Airgap Folder'],
  renameAirgapFile: ['airgap', "binary.locator('.action-label')"],
  preflight: ['nodes', 'Is This Ready to Deploy'],
  previewNodes: ['nodes', 'Preview Nodes'],
  previewHost: ['nodes', "row('config.yaml')"],
  compareWithSaved: ['nodes', "file.locator('.action-label')"],
  restartServer: ['commands', 'Restart Server'],
  showStatus: ['commands', 'Show What This File Is Taken For'],
  newInventory: ['commands', 'New Inventory'],
  showHidden: ['commands', 'Show what is hidden here'],
  openPage: ['newToken', 'Open its page'],
};

const workbench = useWorkbench();

/** Runs the commands, and gives their names. */
async function walk(language: Language, isRunElsewhere?: (name: Command) => boolean): Promise<Set<Command>> {
  const ran = new Set<Command>();
  const open = async (text: string) => {
    const editor = await workbench.openFile('inventory.yml', text);
    await editor.squiggles.first().waitFor();
    return editor;
  };
  const files = WALKS.map(([token, steps]) => [inventoryWith(token), steps] as const);
  for (const [text, steps] of [...files, [OF_TECHNO_TIM, newAndMigrated] as const]) {
    const editor = await open(text);
    const runner = commandRunner(editor, language, isRunElsewhere);
    await steps(editor, runner);
    for (const name of runner.ran) ran.add(name);
  }
  return ran;
}

/** Longer than others have: each of the walks is as long as one of their tests. */
const LIMIT = 900_000;

test(
  'in English, each command is run here or in another test',
  async () => {
    for (const [file, words] of Object.values(IN_ENGLISH))
      expect(readFileSync(join(root, `test/editor/ui/${file}.test.ts`), 'utf8')).toContain(words);
    const ran = await walk('en', (name) => name in IN_ENGLISH);
    expect([...ran, ...Object.keys(IN_ENGLISH)].sort()).toEqual([...COMMANDS].sort());
  },
  LIMIT,
);

test(
  'in Chinese, each command asks and answers',
  async () => {
    await workbench.newWindow('zh-cn');
    const ran = await walk('zh-cn');
    // What other tests see next is in English.
    await workbench.newWindow();
    expect([...ran].sort()).toEqual([...COMMANDS].sort());
  },
  LIMIT,
);
