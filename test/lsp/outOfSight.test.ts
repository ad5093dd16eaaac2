// What an editor says of an open file whose contents are not readable, or that Ansible does not read.
import { afterEach, expect, it } from 'vitest';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { type LspClient, startLspClient } from '../support/lspClient.ts';
import { SMALL_INVENTORY as inventory } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';
import { VAULT_TEXT } from '../support/vaultText.ts';

const plugin = 'plugin: amazon.aws.aws_ec2\n';

let client: LspClient;
let folder: Folder;
afterEach(async () => {
  await client.stop();
  folder.remove();
});

/** Opens the last of the files. */
async function shown(files: Record<string, string>): Promise<readonly string[]> {
  // Above an ansible.cfg begins another project.
  folder = createFolder({ 'ansible.cfg': '', ...files });
  client = await startLspClient();
  const [open = '', text = ''] = Object.entries(files).at(-1) ?? [];
  const { diagnostics } = await client.open(fileUri(`${folder.path}/${open}`), text);
  return diagnostics.map(({ code, severity, range }) => `${range.start.line}: ${severity} ${code}`);
}

it.each<[string, Record<string, string>]>([
  [
    'an encrypted inventory',
    { 'group_vars/k3s_cluster.yml': 'k3s_version: v1.31.12+k3s1\n', 'hosts.yml': VAULT_TEXT },
  ],
  ['encrypted variables', { 'hosts.yml': inventory, 'group_vars/all/vault.yml': VAULT_TEXT }],
  [
    'variables for SOPS',
    {
      'hosts.yml': inventory,
      'group_vars/all.sops.yml': '',
      'group_vars/all.yml': 'a: ENC[x]\nsops: {mac: ENC[y]}\n',
    },
  ],
  [
    'a plugin beside an inventory',
    {
      'inventory/hosts.yml': inventory,
      'ansible.cfg': '[defaults]\ninventory = inventory\n',
      'inventory/aws_ec2.yml': plugin,
    },
  ],
  [
    'an inventory beside a plugin',
    {
      'inventory/aws_ec2.yml': plugin,
      'ansible.cfg': '[defaults]\ninventory = inventory\n',
      'inventory/hosts.yml': inventory,
    },
  ],
])('of %s, that it is out of sight', async (_, files) => {
  expect(await shown(files)).toEqual(['0: 3 source-out-of-sight']);
});

it.each<[string, Record<string, string>]>([
  ['another folder', { 'hosts.yml': inventory, 'group_var/server.yml': 'own: 1\n' }],
  ['another ending', { 'hosts.yml': inventory, 'group_vars/server.YML': 'own: 1\n' }],
  [
    'the name of a folder',
    { 'hosts.yml': inventory, 'group_vars/server/a.yml': 'own: 2\n', 'group_vars/server.yml': 'own: 1\n' },
  ],
])('of a file of variables with %s, that Ansible does not read it', async (_, files) => {
  expect(await shown(files)).toEqual(['0: 3 vars-file-unread']);
});

it('of an inventory with encrypted variables, nothing', async () => {
  expect(await shown({ 'group_vars/k3s_cluster/vault.yml': VAULT_TEXT, 'hosts.yml': inventory })).toEqual([]);
});

it('of an encrypted file of no inventory, nothing', async () => {
  expect(await shown({ 'hosts.yml': inventory, 'files/secret.yml': VAULT_TEXT })).toEqual([]);
});
