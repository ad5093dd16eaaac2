import { describe, expect, it } from 'vitest';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const HEAD = `k3s_cluster:
  children:
    server:
      hosts:
        s1:
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
`;
const FILES = {
  'site.yml': '- hosts: server\n  roles: [k3s_server]\n',
  'air gap/k3s-amd64': '',
  'bundle/old/k3s-amd64': '',
  'notes.yml': '',
  '.cache/x': '',
  "it's/x": '',
  'inventory/manifests/a.yml': '',
  'home/.kube/config': '',
};

/** Completes at `$0`, with the playbook above the inventory. */
async function complete(lines: string, path = 'inventory/hosts.yml', head = HEAD) {
  const annotated = head + lines;
  const offset = annotated.indexOf('$0');
  const text = annotated.replace('$0', '');
  const host = { ...createMemoryFileSystem({ ...FILES, [path]: text }), home: uriOf('home') };
  const at = lineColumnAt(createSourceText('', text), offset);
  const { items } = await createTestService(host).completeAt(uriOf(path), at);
  const labels = items.map(({ label }) => label).sort();
  const apply = (label: string): string => {
    const item = items.find((candidate) => candidate.label === label);
    return item ? applyRangeEdits(text, [item.edit]).slice(head.length) : '';
  };
  return { labels, apply };
}
const labelsIn = async (lines: string) => (await complete(lines)).labels;

describe('the folder that is listed', () => {
  it('is that of the playbook for relative paths, and has folders alone for airgap_dir', async () => {
    expect(await labelsIn('    airgap_dir: ./$0\n')).toEqual(['air gap/', 'bundle/', 'home/', 'inventory/']);
    expect(await labelsIn('    airgap_dir: ./bundle/$0\n')).toEqual(['old/']);
    expect(await labelsIn('    airgap_dir: "{{ playbook_dir }}/bundle/$0"\n')).toEqual(['old/']);
  });

  it('is that of the inventory, of the user, or an absolute one', async () => {
    const files = await labelsIn('    kubeconfig: "{{ inventory_dir }}/$0"\n');
    expect(files).toEqual(['hosts.yml', 'manifests/']);
    expect(await labelsIn('    kubeconfig: ~/.kube/c$0\n')).toEqual(['config']);
    expect(await labelsIn('    kubeconfig: /workspace/bundle/$0\n')).toEqual(['old/']);
  });

  it('is listed for items of extra_manifests, whatever the style, and for no other list', async () => {
    const path = './inventory/manifests/$0';
    expect(await labelsIn(`    extra_manifests:\n      - x.yml\n      # more\n      - ${path}\n`)).toEqual([
      'a.yml',
    ]);
    expect(await labelsIn(`    extra_manifests:\n    - "${path}"\n`)).toEqual(['a.yml']);
    expect(await labelsIn(`    extra_manifests: [x.yml, ${path}]\n`)).toEqual(['a.yml']);
    expect(await labelsIn(`    other:\n      - ${path}\n`)).toEqual([]);
  });

  it('is none where no path is, or nothing is there', async () => {
    expect(await labelsIn('    airgap_dir: ./gone/$0\n')).toEqual([]);
    expect(await labelsIn('    # airgap_dir: ./$0\n')).toEqual([]);
    expect(await labelsIn('    server_config_yaml: |\n      airgap_dir: ./$0\n')).toEqual([]);
    expect(await labelsIn('    airgap_dir: "{{ other }}/$0"\n')).toEqual([]);
  });
});

it('replaces one name, up to the quote or the next slash', async () => {
  const { apply } = await complete('    airgap_dir: "./bu$0x" # here\n');
  expect(apply('bundle/')).toBe('    airgap_dir: "./bundle/" # here\n');
  const middle = await complete("    airgap_dir: './b$0/old'\n");
  expect(middle.apply('air gap/')).toBe("    airgap_dir: './air gap/old'\n");
});

it('offers hidden names after a dot alone', async () => {
  expect(await labelsIn('    airgap_dir: ./.$0\n')).toContain('.cache/');
});

it('completes in INI', async () => {
  const head =
    '[server]\ns1\n[agent]\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\nk3s_version=v1.31.12+k3s1\n';
  const { labels, apply } = await complete('airgap_dir=./bu$0\n', 'inventory/hosts.ini', head);
  expect(labels).toContain('bundle/');
  expect(apply('bundle/')).toBe('airgap_dir=./bundle/\n');
});
