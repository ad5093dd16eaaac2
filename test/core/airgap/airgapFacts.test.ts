import { describe, expect, it } from 'vitest';
import { buildInventoryModel } from '../../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { loadAirgapFacts } from '../../../server/src/core/k3s/airgap/airgapFacts.ts';
import { createSourceText } from '../../../server/src/core/text/sourceText.ts';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const SITE = '- hosts: k3s_cluster\n  roles:\n    - role: prereq\n';

async function load(value: string, files: Record<string, string>, inventory = 'inventory.yml') {
  const text = `k3s_cluster:\n  vars:\n    airgap_dir: ${value}\n`;
  const source = createSourceText(uriOf(inventory), text);
  const model = buildInventoryModel({ sources: [{ source, document: parseYaml(text) }] });
  const facts = await loadAirgapFacts(createMemoryFileSystem({ [inventory]: text, ...files }), model);
  const places = [...facts.places.values()].flat();
  return { facts, found: places.filter(({ entries }) => entries !== undefined).map(({ uri }) => uri) };
}

describe('loadAirgapFacts', () => {
  it('finds the folder beside the playbooks of a checkout around the inventory', async () => {
    const files = { 'playbooks/site.yml': SITE, 'playbooks/airgap/k3s': '' };
    const { facts, found } = await load('airgap', files, 'inventories/prod/hosts.yml');
    expect(found).toEqual([uriOf('playbooks/airgap')]);
    expect(facts.playbookFolder).toBe(uriOf('playbooks'));
  });

  it('finds a checkout below the project, and an installed collection', async () => {
    const checkout = { 'k3s-ansible/playbooks/site.yml': SITE, 'k3s-ansible/playbooks/air/k3s': '' };
    expect((await load('air', checkout)).found).toEqual([uriOf('k3s-ansible/playbooks/air')]);
    const folder = 'collections/ansible_collections/k3s/orchestration/playbooks';
    const collection = { [`${folder}/site.yml`]: SITE, [`${folder}/air/k3s`]: '' };
    const { found, facts } = await load('air', collection, 'inventories/hosts.yml');
    expect(found).toEqual([uriOf(`${folder}/air`)]);
    expect(facts.playbookFolder).toBe(uriOf(folder));
  });

  it('does not look beyond the repository', async () => {
    const files = { 'repo/.git/HEAD': '', 'playbooks/air/k3s': '', 'playbooks/site.yml': SITE };
    const { found, facts } = await load('air', files, 'repo/inventory.yml');
    expect(found).toEqual([]);
    expect(facts.playbookFolder).toBeUndefined();
  });

  it.each<[string, string]>([
    ['a playbook that imports the collection', '- import_playbook: k3s.orchestration.site\n'],
    ['a playbook of something else', '- hosts: web\n  roles: [nginx]\n'],
    ['an inventory', 'all:\n  hosts:\n    k3s_server:\n'],
  ])('knows no folder of plays from %s', async (_, text) => {
    expect((await load('air', { 'playbooks/site.yml': text })).facts.playbookFolder).toBeUndefined();
  });

  it('distinguishes a folder that cannot be read from one that is not there', async () => {
    const fileSystem = createMemoryFileSystem({ 'inventory.yml': '' });
    const denied = {
      ...fileSystem,
      listDirectory: async () => ({ problem: 'unreadable', detail: 'EACCES' }) as const,
    };
    const text = 'k3s_cluster:\n  vars:\n    airgap_dir: /srv/airgap\n';
    const source = createSourceText(uriOf('inventory.yml'), text);
    const model = buildInventoryModel({ sources: [{ source, document: parseYaml(text) }] });
    const { places } = await loadAirgapFacts(denied, model);
    expect(places.get('/srv/airgap')).toEqual([{ uri: 'file:///srv/airgap', entries: 'unreadable' }]);
  });

  it.each(['""', '', 'false', '[a]', '"{{ x }}"'])('lists nothing for %s', async (value) => {
    expect((await load(value, {})).facts.places.size).toBe(0);
  });
});
