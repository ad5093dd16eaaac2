// A file that is encrypted as a whole is taken for an inventory only by its name.
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';
import { VAULT_TEXT } from '../../support/vaultText.ts';

it.each([
  ['vault.yml', 0],
  ['secrets.yml', 0],
  ['vars/all.yml', 0],
  ['hosts.yml', 1],
  ['inventory', 1],
])('%s', async (name, findings) => {
  const fileSystem = createMemoryFileSystem({
    'site.yml': '- hosts: k3s_cluster\n  roles: []\n',
    'group_vars/k3s_cluster.yml': 'api_endpoint: a\ntoken: "{{ vault_token }}"\nextra_service_envs: []\n',
    [name]: VAULT_TEXT,
  });
  const { diagnoses } = await createTestService(fileSystem).check(uriOf(name), {});
  expect(diagnoses.filter(({ uri }) => uri === uriOf(name))).toHaveLength(findings);
});
