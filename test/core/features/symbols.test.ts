import { describe, expect, it } from 'vitest';
import type { SymbolInfo } from '../../../server/src/core/index.ts';
import { uriOf } from '../../support/memoryFileSystem.ts';
import { sceneOf } from '../../support/namedPlaces.ts';

const HOSTS = `k3s_cluster:
  children:
    server:
      hosts:
        h1:
          ansible_host: 10.0.0.1
        n[1:3]:
    agent:
      hosts: &others
        h3:
      vars:
        size: 2
    more:
      hosts: *others
  vars:
    token: "{{ my_token }}"
`;

const INI = `lone
[server]
h1 ansible_host=10.0.0.1
[k3s_cluster:children]
server
[k3s_cluster:vars]
token = x
`;

const draw = (symbols: readonly SymbolInfo[], indent = ''): string =>
  symbols
    .map(({ kind, name, start, end, children }) => {
      const lines = `${start.line + 1}-${end.line + 1}`;
      return `${indent}${kind} ${name} ${lines}\n${draw(children, `${indent}  `)}`;
    })
    .join('');

async function outline(files: Record<string, string>, path: string): Promise<string> {
  return draw(await sceneOf(files).service.symbolsOf(uriOf(path)));
}

describe('the outline', () => {
  it('of YAML: groups with hosts, variables and groups below', async () => {
    expect(await outline({ 'hosts.yml': HOSTS }, 'hosts.yml')).toBe(
      `group k3s_cluster 1-16
  group server 3-7
    host h1 5-6
      variable ansible_host 6-6
    host n[1:3] 7-7
  group agent 8-12
    host h3 10-10
    variable size 12-12
  group more 13-14
  variable token 16-16
`,
    );
  });

  it('of INI: sections with their lines', async () => {
    expect(await outline({ 'hosts.ini': INI }, 'hosts.ini')).toBe(
      `host lone 1-1
group server 2-3
  host h1 3-3
    variable ansible_host 3-3
group k3s_cluster:children 4-5
  group server 5-5
group k3s_cluster:vars 6-7
  variable token 7-7
`,
    );
  });

  it('of a file of variables, and of nothing else', async () => {
    const files = {
      'hosts.yml': HOSTS,
      'group_vars/all.yml': 'a: 1\nb:\n  c: 2\n',
      'compose.yml': 'a:\n  vars: {b: 1}\n',
    };
    expect(await outline(files, 'group_vars/all.yml')).toBe('variable a 1-1\nvariable b 2-3\n');
    expect(await outline(files, 'compose.yml')).toBe('');
  });

  it('has every name inside of what belongs to it', async () => {
    const inside = ({ start, end, nameRange, children }: SymbolInfo): boolean =>
      (start.line < nameRange.start.line || start.column <= nameRange.start.column) &&
      (end.line > nameRange.end.line || end.column >= nameRange.end.column) &&
      children.every(inside);
    for (const [path, text] of Object.entries({ 'hosts.yml': HOSTS, 'hosts.ini': INI })) {
      const symbols = await sceneOf({ [path]: text }).service.symbolsOf(uriOf(path));
      expect(symbols.every(inside)).toBe(true);
    }
  });
});

describe('names across inventories', () => {
  const files = { 'hosts.yml': HOSTS, 'group_vars/all.yml': 'size: 1\n', 'other/hosts.ini': INI };
  const find = async (query: string): Promise<readonly string[]> => {
    const { service, show } = sceneOf(files);
    const uris = [uriOf('hosts.yml'), uriOf('group_vars/all.yml'), uriOf('other/hosts.ini')];
    const found = await service.findSymbols(query, uris);
    return found.map(
      (symbol) => `${show([symbol])} ${symbol.kind}${symbol.container ? ` in ${symbol.container}` : ''}`,
    );
  };

  it('are found by some of their letters, each place once', async () => {
    expect(await find('sz')).toEqual([
      'hosts.yml:12 size variable in agent',
      'group_vars/all.yml:1 size variable',
    ]);
    expect(await find('SERVER')).toEqual([
      'hosts.yml:3 server group in k3s_cluster',
      'other/hosts.ini:2 server group',
    ]);
    expect(await find('nothing')).toEqual([]);
  });

  it('takes inventories by their sources, too', async () => {
    const { service } = sceneOf(files);
    const found = await service.findSymbols('h1', [{ sources: [uriOf('hosts.yml')] }]);
    expect(found).toHaveLength(1);
  });
});

describe('links', () => {
  it('lead to paths that are there', async () => {
    const vars = `airgap_dir: "{{ playbook_dir }}/airgap"
extra_manifests:
  - manifests/a.yml
  - 'manifests/b.yml'
  - "{{ somewhere }}/c.yml"
kubeconfig: ~/.kube/config
`;
    const { service, show } = sceneOf({
      'inventory/hosts.yml': HOSTS,
      'inventory/group_vars/all.yml': vars,
      'playbooks/site.yml': '- hosts: server\n  roles: [k3s_server]\n',
      'playbooks/airgap/k3s': '',
      'playbooks/manifests/b.yml': '',
    });
    const uri = uriOf('inventory/group_vars/all.yml');
    const links = await service.linksOf(uri);
    expect(links.map((link) => `${link.start.line + 1} ${link.target}`)).toEqual([
      `1 ${uriOf('playbooks/airgap')}`,
      `4 ${uriOf('playbooks/manifests/b.yml')}`,
    ]);
    expect(show(links.map((link) => ({ ...link, uri })))).toEqual([
      'inventory/group_vars/all.yml:1 {{ playbook_dir }}/airgap',
      'inventory/group_vars/all.yml:4 manifests/b.yml',
    ]);
  });
});
