// The ansible.cfg that counts for an inventory is looked through for secrets, and what is usual in one is none.
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';
import { SMALL_INVENTORY } from '../../support/smallInventory.ts';

const USUAL = `[defaults]
inventory = inventory.yml
vault_password_file = ~/.vault_pass_2024
vault_identity_list = prod@vault/Pr0d-pass, dev@prompt
private_key_file = ~/.ssh/id_ed25519
fact_caching = jsonfile
fact_caching_connection = /tmp/facts:1:2:3
remote_user = ubuntu2204
become_password_file = ./b3come
# token = CHANGE_ME
[galaxy_server.hub]
url = https://hub.example/api/galaxy/content/inbound-rh1234567/
auth_url = https://sso.example/auth/realms/redhat-external/protocol/openid-connect/token
token = <your token>
[ssh_connection]
ssh_args = -o ControlMaster=auto -o ControlPersist=60s
control_path = %(directory)s/%%h-%%r
`;

it('reports where a secret stands, until it is gone', async () => {
  const config = (line: string): string => `[defaults]\n${line}\n`;
  const fileSystem = createMemoryFileSystem({ 'inventory.yml': SMALL_INVENTORY, 'ansible.cfg': USUAL });
  const service = createTestService(fileSystem);
  const reported = async (): Promise<readonly string[]> => {
    const { diagnoses } = await service.check(uriOf('inventory.yml'), {});
    return diagnoses
      .filter(({ uri }) => uri === uriOf('ansible.cfg'))
      .map(({ ruleId, start, end }) => `${ruleId} ${start.line}:${start.column}-${end.column}`);
  };
  expect(await reported()).toEqual([]);
  fileSystem.write('ansible.cfg', config('fact_caching_connection = cache:6379:0:s3cr-Xy'));
  expect(await reported()).toEqual(['secret-plaintext 1:39-46']);
  fileSystem.write('ansible.cfg', config('token = 4f3c9Ab77e0D1c2b8a'));
  expect(await reported()).toEqual(['secret-plaintext 1:8-26']);
  fileSystem.write('ansible.cfg', USUAL);
  expect(await reported()).toEqual([]);
});
