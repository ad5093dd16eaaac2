// A group is renamed as a matter of course only where no play nearby has its old name.
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const inventory = `k3s_cluster:
  children:
    master:
      hosts:
        s1: { ansible_host: 10.0.0.1 }
    agent:
      hosts:
        a1: { ansible_host: 10.0.0.2 }
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
    token: "{{ vault_token }}"
`;
const EVERYWHERE = { start: { line: 0, column: 0 }, end: { line: 1e6, column: 0 } };

async function safetyOfRename(files: Readonly<Record<string, string>>) {
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': inventory, ...files }));
  const offers = await service.offerFixes(uriOf('inventory.yml'), EVERYWHERE, {});
  return offers.find(({ ruleId, fix }) => ruleId === 'group-missing' && typeof fix === 'number')?.safety;
}

it('is safe where no play names the group', async () => {
  expect(await safetyOfRename({})).toBe('safe');
});

it('needs a look where one does', async () => {
  const site =
    '- import_playbook: k3s.orchestration.site\n- hosts: master\n  tasks:\n    - ansible.builtin.debug:\n';
  expect(await safetyOfRename({ 'site.yml': site })).toBe('unsafe');
});
