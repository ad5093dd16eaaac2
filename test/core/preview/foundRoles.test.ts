// Roles that lie beside the inventory and are none of a release: which one they are taken for is said, what is known of
// them is followed, and the command names the playbook that is there.
import { expect, it } from 'vitest';
import { createInventoryQueries, preflight } from '../../../server/src/core/index.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const INVENTORY = `k3s_cluster:
  children:
    server: { hosts: { s1: { ansible_host: 10.0.0.1 }, s2: { ansible_host: 10.0.0.2 } } }
    agent: { hosts: { a1: {} } }
  vars:
    k3s_version: v1.26.9+k3s1
    ansible_user: me
    api_endpoint: 10.0.0.1
    token: Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE
    extra_agent_args: --node-label=a=b
`;

/** As in the summer of 2024: the token is an argument, and the playbooks are in another folder. */
const ROLES = {
  'k3s/inventory.yml': INVENTORY,
  'k3s/playbook/site.yml': '- hosts: server\n  roles: [k3s_server]\n',
  'k3s/roles/k3s_server/tasks/main.yml':
    '- name: Change server address\n  ansible.builtin.shell: x {{ api_endpoint }}\n',
  'k3s/roles/k3s_server/templates/k3s-single.service.j2': 'ExecStart=k3s server --token {{ token }}\n',
  'k3s/roles/k3s_agent/tasks/main.yml': '- name: Enable\n  ansible.builtin.systemd: {}\n',
  'k3s/roles/k3s_agent/templates/k3s-agent.service.j2':
    'ExecStart=/usr/local/bin/k3s agent --data-dir {{ k3s_server_location }} --server https://{{ api_endpoint }}:{{ api_port }} --token {{ token }} {{ extra_agent_args }}\n',
};

const target = { sources: [uriOf('k3s/inventory.yml')] };
const UNIT = '/etc/systemd/system/k3s';

it('a token that is an argument stands in the unit, masked, and nowhere else', async () => {
  const answer = await createInventoryQueries(createMemoryFileSystem(ROLES)).preview(target);
  const { s1, s2, a1 } = answer?.hosts ?? {};
  const folder = '--data-dir /var/lib/rancher/k3s';
  const join = '--server https://10.0.0.1:6443';
  const k3s = '/usr/local/bin/k3s';
  expect(s1?.files[`${UNIT}.service`]?.content).toBe(
    `ExecStart=${k3s} server --cluster-init ${folder} --token <secret>  \n`,
  );
  expect(s2?.files[`${UNIT}.service`]?.content).toBe(
    `ExecStart=${k3s} server ${folder} ${join} --token <secret>  \n`,
  );
  expect(a1?.files[`${UNIT}-agent.service`]?.content).toBe(
    `ExecStart=${k3s} agent ${folder} ${join} --token <secret> --node-label=a=b\n`,
  );
  for (const node of [s1, s2, a1])
    expect(Object.entries(node?.files ?? {}).filter(([, { content }]) => /K3S_TOKEN/.test(content))).toEqual(
      [],
    );
});

it('a unit is what the template that lies there writes, where it is none of a release', async () => {
  const files = createMemoryFileSystem({
    ...ROLES,
    'k3s/roles/k3s_server/templates/k3s-cluster-init.service.j2':
      '[Service]\nExecStart=/opt/k3s server \\\n{% if extra_server_args is defined %}\n  {{ extra_server_args }} \\\n{% endif %}\n  --node-name {{ inventory_hostname }} --token {{ token }}',
  });
  const answer = await createInventoryQueries(files).preview(target);
  expect(answer?.hosts.s1?.files[`${UNIT}.service`]?.content).toBe(
    'ExecStart=/opt/k3s server \\\n   \\\n  --node-name s1 --token <secret>',
  );
  // What the releases have in its place is shown where no template lies.
  expect(answer?.hosts.s2?.files[`${UNIT}.service`]?.content).toContain('--server https://10.0.0.1:6443');
});

it('a secret that stands in a template itself is shown nowhere', async () => {
  const CANARY = 'Qm4xT8pW2sVzK6rN';
  const files = createMemoryFileSystem({
    ...ROLES,
    'k3s/roles/k3s_agent/templates/k3s-agent.service.j2': `ExecStart=/usr/local/bin/k3s agent --token ${CANARY} --token=${CANARY} -t "${CANARY}" --lb-server-port 6444\nEnvironment="K3S_TOKEN=${CANARY}"\n`,
  });
  const answer = await createInventoryQueries(files).preview(target);
  expect(answer?.hosts.a1?.files[`${UNIT}-agent.service`]?.content).toBe(
    'ExecStart=/usr/local/bin/k3s agent --token <secret> --token=<secret> -t "<secret>" --lb-server-port 6444\nEnvironment="K3S_TOKEN=<secret>"\n',
  );
  expect(JSON.stringify(answer)).not.toContain(CANARY);
});

it('the answer says whose roles the release is taken for, and the command names their playbook', async () => {
  const files = createMemoryFileSystem(ROLES);
  expect(await createInventoryQueries(files).preview(target)).toMatchObject({
    k3sAnsible: '1.0.0',
    isAssumed: false,
    rolesIn: 'k3s',
  });
  const verdict = await preflight(files, target, { folder: uriOf('') });
  expect(verdict).toMatchObject({ rolesIn: 'k3s' });
  expect(verdict?.command.join(' ')).toBe('ansible-playbook -i k3s/inventory.yml k3s/playbook/site.yml');
});

/** Roles of the same names that do something else: none of the marks of a release is in their tasks. */
const OTHERS = {
  'k3s/inventory.yml': INVENTORY,
  'k3s/site.yml': '- hosts: server\n  roles: [k3s_server]\n- hosts: agent\n  roles: [k3s_agent]\n',
  'k3s/roles/k3s_server/tasks/main.yml': '- name: Install\n  ansible.builtin.command: k3sup install\n',
  'k3s/roles/k3s_agent/tasks/main.yml': '- name: Join\n  ansible.builtin.command: k3sup join\n',
};

it('what roles of others do with the inventory is not known, and no task of ours is named', async () => {
  // A template at which the roles of k3s-ansible would stop.
  const broken = INVENTORY.replace('--node-label=a=b', '"{{ nothing_defines_it }}"');
  for (const text of [INVENTORY, broken]) {
    const files = createMemoryFileSystem({ ...OTHERS, 'k3s/inventory.yml': text });
    const answer = await preflight(files, target);
    expect(answer?.verdict).toBe('cannot-know');
    expect(answer?.reasons.filter(({ task }) => task !== undefined)).toEqual([]);
    expect(answer?.reasons.filter(({ kind }) => kind === 'unknown').map(({ message }) => message)).toEqual([
      'The roles nearby install K3s and are none of k3s-ansible: what they do is not known here.',
    ]);
    expect(answer?.command.at(-1)).toBe('PLAYBOOK');
    const previewed = await createInventoryQueries(files).preview(target);
    expect(previewed?.notices.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('none of k3s-ansible'),
    );
  }
});

it('plays that install K3s with roles of other names make the verdict unknown, too', async () => {
  const files = createMemoryFileSystem({
    'k3s/inventory.yml': INVENTORY,
    'k3s/site.yml': '- hosts: server\n  roles: [xanmanning.k3s]\n',
  });
  expect((await preflight(files, target))?.verdict).toBe('cannot-know');
});

/** As 1.0.0 asks for IPv6: a list is no boolean. */
const ASKS_A_LIST = {
  ...ROLES,
  'k3s/roles/prereq/tasks/main.yml':
    '- name: Enable IPv6 forwarding\n  ansible.posix.sysctl: { name: net.ipv6.conf.all.forwarding, value: "1" }\n  when: ansible_all_ipv6_addresses\n',
};

it('roles that stop with the newest ansible-core are not called ready where nothing names an older one', async () => {
  const verdict = (core?: string) =>
    preflight(
      {
        ...createMemoryFileSystem(ASKS_A_LIST),
        ...(core !== undefined && { ansibleCore: async () => core }),
      },
      target,
    );
  expect((await verdict())?.reasons[0]).toMatchObject({
    kind: 'unknown',
    task: 'prereq : Enable IPv6 forwarding',
    rule: 'ansible-core-too-new',
  });
  expect((await verdict())?.verdict).toBe('cannot-know');
  expect((await verdict('2.19'))?.verdict).toBe('not-ready');
  expect((await verdict('2.16'))?.verdict).toBe('ready');
});
