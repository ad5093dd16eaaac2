// An inventory of another project becomes one of k3s-ansible: what has another name, what has none, what is left.
import { describe, expect, it } from 'vitest';
import { createSnapshot, migrateInventory } from '../../../server/src/core/index.ts';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

type Files = Readonly<Record<string, string>>;

async function migrate(files: Files, source: string) {
  const fileSystem = createMemoryFileSystem(files);
  const answer = await migrateInventory(fileSystem, { sources: [uriOf(source)] });
  if (!answer) throw new Error('no inventory');
  return answer;
}

/** The new files, and the notes by kind, as `name line`. */
async function migrated(files: Files, source = 'hosts.ini') {
  const answer = await migrate(files, source);
  if ('refused' in answer) throw new Error(answer.refused);
  const { files: made, notes, ...rest } = answer;
  return {
    ...rest,
    notes,
    files: Object.fromEntries(made.map(({ path, text }) => [path, text])),
    of: (kind: string) => notes.filter((note) => note.kind === kind).map(({ message }) => message),
  };
}

const HOSTS = `# my cluster
[master]
10.0.0.1
10.0.0.2 flannel_iface=eth1 k3s_token=other # two

[node]
10.0.0.[3:4]

[k3s_cluster:children]
master
node

[k3s_cluster:vars]
system_timezone=Europe/Berlin
ansible_user=me
`;

const ALL = `---
k3s_version: v1.31.12+k3s1 # newest
# the address of all
apiserver_endpoint: "10.0.0.9"
k3s_token: !vault |
  $ANSIBLE_VAULT;1.1;AES256
  3132
metal_lb_ip_range:
  - 10.0.0.80-10.0.0.90

  - 10.0.1.0/28
metal_lb_mode: layer2
flannel_iface: eth0
k3s_node_ip: "{{ ansible_facts[flannel_iface]['ipv4']['address'] }}"
extra_args: >-
  --flannel-iface={{ flannel_iface }}
  --node-ip={{ k3s_node_ip }}
extra_server_args: >-
  {{ extra_args }}
  --tls-san {{ apiserver_endpoint }}
  {{ '--node-taint a=b:NoSchedule' if 'node' in groups and groups['node'] | length > 0 else '' }}
`;

describe('an inventory of techno-tim', () => {
  const files = {
    'hosts.ini': HOSTS,
    'group_vars/all.yml': ALL,
    'group_vars/master.yml': 'a: "{{ k3s_token }}"\n',
  };

  it('has the groups and variables of k3s-ansible, and all else as it was', async () => {
    const { files: made, sources, of } = await migrated(files);
    expect(sources).toEqual(['hosts.ini']);
    expect(Object.keys(made)).toEqual(['hosts.ini', 'group_vars/all.yml', 'group_vars/server.yml']);
    expect(made['hosts.ini']).toBe(
      HOSTS.replace('[master]', '[server]')
        .replace('[node]', '[agent]')
        .replace('\nmaster\nnode\n', '\nserver\nagent\n')
        .replace('k3s_token=other', 'token=other')
        .replace('system_timezone', '# system_timezone'),
    );
    expect(made['group_vars/server.yml']).toBe('a: "{{ token }}"\n');
    expect(of('renamed')).toContain('group master → server');
    expect(of('renamed')).toContain('k3s_token → token');
  });

  it('keeps comments and encrypted values, and makes comments of what has no equivalent', async () => {
    const { files: made, notes } = await migrated(files);
    const text = made['group_vars/all.yml'] ?? '';
    expect(text).toContain(
      'k3s_version: v1.31.12+k3s1 # newest\n# the address of all\napi_endpoint: "10.0.0.9"\n',
    );
    expect(text).toContain('\ntoken: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3132\n');
    expect(text).toContain(
      '# metal_lb_ip_range:\n#   - 10.0.0.80-10.0.0.90\n\n#   - 10.0.1.0/28\n# metal_lb_mode: layer2\n',
    );
    expect(text).toContain("if 'agent' in groups and groups['agent'] | length > 0");
    expect(text).toContain('--tls-san {{ api_endpoint }}');
    expect(notes.filter(({ name }) => name === 'metal_lb_mode')).toMatchObject(
      [{ kind: 'set-aside', message: /MetalLB/, line: 12 }].map((note) => ({
        ...note,
        message: expect.stringMatching(note.message),
      })),
    );
  });

  it('leaves what a template of what stays reads', async () => {
    const { files: made, of } = await migrated(files);
    expect(made['group_vars/all.yml']).toContain('\nflannel_iface: eth0\nk3s_node_ip: "{{');
    expect(of('set-aside')).toHaveLength(3);
  });

  it('says that nothing serves the virtual address any more', async () => {
    const { notes } = await migrated(files);
    const [note] = notes.filter(({ name }) => name === 'api_endpoint');
    expect(note).toMatchObject({ kind: 'by-hand', line: 4, message: expect.stringMatching(/kube-vip/) });
  });

  it('is one of k3s-ansible then, for which nothing is left to migrate', async () => {
    const { files: made, findings } = await migrated(files);
    // What was wrong before, and nothing that a migration knows.
    const rules = new Set(findings.map(({ rule }) => rule));
    expect([...rules].sort()).toEqual(['server-count-even', 'token-plaintext', 'vault-damaged']);
    expect(await migrate(made, 'hosts.ini')).toEqual({
      refused: 'This is an inventory of k3s-ansible already.',
    });
  });

  it('follows the variable that renames the group of the servers', async () => {
    const { files: made } = await migrated({
      'hosts.ini': HOSTS.replaceAll('master', 'heads'),
      'group_vars/all.yml': `${ALL}group_name_master: heads\n`,
    });
    expect(made['hosts.ini']).toContain('[server]\n10.0.0.1');
    expect(made['group_vars/all.yml']).toMatch(/\n# group_name_master: heads\n$/);
  });

  it('keeps Windows line ends', async () => {
    const { files: made } = await migrated({
      'hosts.ini': HOSTS.replaceAll('\n', '\r\n'),
      'group_vars/all.yml': ALL.replaceAll('\n', '\r\n'),
    });
    expect(made['group_vars/all.yml']?.replaceAll('\r\n', '')).not.toContain('\n');
    expect(made['group_vars/all.yml']).toContain('\r\n# metal_lb_ip_range:\r\n#   - 10.0.0.80');
  });
});

const LEGACY = `all:
  children:
    master:
      hosts:
        m1: { ansible_host: 10.0.0.1 }
    node:
      hosts: { n1: }
    k3s_cluster:
      children: { master: , node: }
      vars: &v
        k3s_version: v1.22.3+k3s1
        master_ip: "{{ hostvars[groups['master'][0]]['ansible_host'] | default(groups.master[0]) }}"
        is_head: "{{ 'master' in group_names }}"
`;

describe('the layout before 2023-11', () => {
  it('has the new names in YAML, and a word about the token that the cluster made up', async () => {
    const { files, findings, of } = await migrated({ 'inventory.yml': LEGACY }, 'inventory.yml');
    expect(files['inventory.yml']).toBe(
      LEGACY.replaceAll('master_ip', 'api_endpoint')
        .replaceAll('master', 'server')
        .replaceAll('node', 'agent'),
    );
    expect(of('by-hand')).toEqual([expect.stringMatching(/node-token/)]);
    expect(findings).toEqual([]);
  });

  it('adds the group of the cluster where there is none', async () => {
    const hosts = '[master]\nm1\n[node]\nn1\n[all:vars]\nmaster_ip=10.0.0.1\nk3s_version=v1.22.3+k3s1\n';
    const { files } = await migrated({
      'hosts.ini': `${hosts}extra_agent_args=\n[k3s_cluster:children]\nmaster\n`,
    });
    expect(files['hosts.ini']).toMatch(/\[k3s_cluster:children\]\nserver\n$/);
  });

  it('leaves a group whose new name is taken, and says so', async () => {
    const { files, of } = await migrated(
      { 'inventory.yml': LEGACY.replace('n1:', 'server:') },
      'inventory.yml',
    );
    expect(files['inventory.yml']).toContain('    master:\n');
    expect(of('by-hand').join('\n')).toContain('The group master would become server, a name that is taken');
  });

  it('does not put two values into one name', async () => {
    const both = LEGACY.replace('is_head', 'api_endpoint');
    const { files, of } = await migrated({ 'inventory.yml': both }, 'inventory.yml');
    expect(files['inventory.yml']?.match(/^ *api_endpoint:/gm)).toHaveLength(1);
    expect(of('by-hand').join('\n')).toContain('master_ip would become api_endpoint, which is there already');
  });
});

const PYRATLABS = `all:
  hosts:
    10.0.0.1:
      k3s_control_node: true
      k3s_server: # of this one
        # the name
        node-name: "{{ inventory_hostname }}"
        disable:
          - traefik
    h2:
      k3s_control_node: no
      k3s_agent: { node-label: a=b }
    other:
  vars:
    ansible_user: me
`;

describe('an inventory of PyratLabs', () => {
  it('has groups made of the switch, and its settings as texts', async () => {
    const { files, of } = await migrated({ 'hosts.yml': PYRATLABS }, 'hosts.yml');
    expect(files['hosts.yml']).toBe(
      `${PYRATLABS.replace('k3s_server: # of', 'server_config_yaml: | # of')
        .replace('k3s_agent', 'agent_config_yaml')
        .replaceAll('k3s_control', '# k3s_control')}server:
  hosts:
    "10.0.0.1":
agent:
  hosts:
    h2:
k3s_cluster:
  children:
    server:
    agent:
`,
    );
    expect(of('by-hand')).toEqual([
      'agent_config_yaml has to be a text: write its settings as lines below “agent_config_yaml: |”.',
    ]);
  });

  it('makes no groups where the switch cannot be read', async () => {
    const { files, of } = await migrated(
      { 'hosts.yml': PYRATLABS.replace('k3s_control_node: no', 'k3s_control_node: "{{ x }}"') },
      'hosts.yml',
    );
    expect(files['hosts.yml']).not.toContain('k3s_cluster');
    expect(of('by-hand').join('\n')).toContain('k3s_control_node does not tell which hosts are servers');
  });
});

describe('what cannot be migrated', () => {
  it('is refused with the reason', async () => {
    const kubespray =
      '[kube_control_plane]\na\n[kube_node]\nb\n[etcd]\na\n[k8s_cluster:children]\nkube_control_plane\nkube_node\n';
    expect(await migrate({ 'hosts.ini': kubespray }, 'hosts.ini')).toMatchObject({
      refused: expect.any(String),
    });
    expect(await migrate({ 'hosts.ini': '[web]\na\n' }, 'hosts.ini')).toMatchObject({
      refused: expect.any(String),
    });
    expect(await migrate({ 'inventory.yml': `${LEGACY}  - x\n` }, 'inventory.yml')).toMatchObject({
      refused: expect.any(String),
    });
  });

  it('lists files that are encrypted as a whole', async () => {
    const { files, of } = await migrated({
      'hosts.ini': HOSTS.replace(' k3s_token=other', ''),
      'group_vars/all/vars.yml': ALL.replace(/k3s_token[\s\S]*?3132\n/, ''),
      'group_vars/all/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n3132\n',
    });
    expect(files['group_vars/all/vault.yml']).toBe('$ANSIBLE_VAULT;1.1;AES256\n3132\n');
    expect(of('by-hand').join('\n')).toMatch(/vault\.yml is encrypted as a whole.*k3s_token → token/);
  });
});

it('makes an inventory that is read as before, but for the names', async () => {
  const files = { 'inventory.yml': LEGACY };
  const { files: made } = await migrated(files, 'inventory.yml');
  const groupsOf = async (some: Files) => {
    const workspace = createWorkspace(createSnapshot(createMemoryFileSystem(some)));
    const [analysis] = await workspace.analyze({ sources: [uriOf('inventory.yml')] });
    return [...(analysis?.context.model.hosts ?? [])].map(([name, { groups }]) => [name, ...groups]);
  };
  expect(await groupsOf(made)).toEqual([
    ['m1', 'server'],
    ['n1', 'agent'],
  ]);
});
