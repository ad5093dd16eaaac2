// `preflight` gives one verdict, names tasks and hosts, and shows no secret.
import { afterEach, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

const inventory = (vars: string, agent = 'a1:'): string => `k3s_cluster:
  children:
    server:
      hosts:
        s1:
          ansible_host: 10.0.0.1
    agent:
      hosts:
        ${agent}
  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
${vars}`;

const TOKEN = '    token: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      3132\n';

async function ask(text: string, ...more: readonly string[]) {
  folder?.remove();
  folder = createFolder({ 'inventory.yml': text, 'requirements.yml': REQUIREMENTS });
  return folder.run(['preflight', '-i', 'inventory.yml', ...more]);
}

const REQUIREMENTS = `collections:
  - name: https://github.com/k3s-io/k3s-ansible.git
    type: git
    version: 1.2.2
`;

async function answer(text: string) {
  const { code, stdout } = await ask(text, '--format', 'json');
  return { code, ...JSON.parse(stdout) };
}

it('is ready, and gives the command', async () => {
  const { code, stdout, stderr } = await ask(inventory(''));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Ready\nk3s-ansible 1\.2\.2, ansible-core 2\.19, servers: 1, agents: 1\n/);
  expect(stdout).toContain('  ansible-playbook -i inventory.yml k3s.orchestration.site\n');
});

it('names the task and the host at which Ansible fails', async () => {
  const { code, verdict, reasons } = await answer(inventory('', 'a1: { extra_service_envs: HTTP_PROXY=x }'));
  expect({ code, verdict }).toEqual({ code: 1, verdict: 'not-ready' });
  expect(reasons).toContainEqual(
    expect.objectContaining({
      kind: 'fails',
      task: 'k3s_agent : Add service environment variables',
      hosts: ['a1'],
    }),
  );
});

it('gives the reasons in the order of the play', async () => {
  const { reasons } = await answer(
    inventory('    extra_manifests: nothing.yaml\n    user_kubectl: "yes"\n    extra_service_envs: {}\n'),
  );
  const tasks = reasons.filter(({ kind }: { kind: string }) => kind === 'fails');
  expect(tasks[0].task).toBe('prereq : Copy manifests');
});

it('knows that nodes with other tokens or datastores do not join', async () => {
  const { reasons } = await answer(
    inventory('    token: Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE\n', 'a1: { extra_agent_args: --token Another1 }'),
  );
  expect(reasons).toContainEqual(
    expect.objectContaining({
      kind: 'fails',
      task: 'k3s_agent : Enable and start K3s agent',
      hosts: ['a1'],
      message: 'The node comes with another token than the first server, s1, and is refused.',
    }),
  );
});

it('cannot know what a lookup gives', async () => {
  const { code, verdict, reasons } = await answer(
    inventory('').replace('api_endpoint: 10.0.0.1', `api_endpoint: "{{ lookup('file', 'endpoint') }}"`),
  );
  expect({ code, verdict }).toEqual({ code: 3, verdict: 'cannot-know' });
  expect(reasons.some(({ kind }: { kind: string }) => kind === 'unknown')).toBe(true);
});

it('takes what is encrypted for right, and asks for its password', async () => {
  const { command } = await answer(inventory(TOKEN));
  expect(command).toContain('--ask-vault-pass');
});

it('gives the order where the cluster has no network of its own', async () => {
  const { stages } = await answer(inventory('    server_config_yaml: |\n      flannel-backend: none\n'));
  expect(stages).toHaveLength(3);
});

it('asks of a node only what a task on it reads, and reports once what may fail again', async () => {
  const fact = '{{ ansible_facts.eth1.address }}';
  const { reasons } = await answer(
    inventory(`    server_config_yaml: "node-ip: ${fact}"\n    agent_config_yaml: "node-ip: ${fact}"\n`),
  );
  const unknown = reasons.filter(({ kind }: { kind: string }) => kind === 'unknown');
  expect(unknown.map(({ task, hosts }: { task: string; hosts: string[] }) => [task, hosts])).toEqual([
    [expect.stringMatching(/^k3s_server : /), ['s1']],
    [expect.stringMatching(/^k3s_agent : /), ['a1']],
  ]);
});

it('says what agents without a server come to', async () => {
  const { verdict, reasons } = await answer(
    inventory('')
      .replace(/ {8}s1:\n.*\n/, '')
      .replace('hosts:', 'hosts: {}'),
  );
  expect(verdict).toBe('not-ready');
  expect(reasons[0].message).toBe('No host is a server: the agents have no cluster to join.');
});

it('is Markdown for a change ticket', async () => {
  const { stdout } = await ask(inventory('    extra_service_envs: {}\n'), '--format', 'markdown');
  expect(stdout).toMatch(/^# Not ready\n/);
  expect(stdout).toContain('\n## The command\n\n```sh\nansible-playbook ');
});

it('says of anything else that it is no inventory of k3s-ansible', async () => {
  expect(await ask('all: { hosts: { x: } }\n')).toMatchObject({ code: 2, stdout: '' });
});

it('shows no secret', async () => {
  const canaries = Array.from({ length: 60 }, (_, index) => `cNr${index}Qx7Zt4Vb9Lm2Kp8`);
  const text = inventory(`    token: ${canaries[0]}
    server_config_yaml: |
${canaries
  .slice(1, 20)
  .map((one, index) => `      etcd-s3-secret-key${index}_key: ${one}\n`)
  .join('')}
    agent_config_yaml: { token: ${canaries[20]}, agent-token: [${canaries[21]}] }
    extra_server_args: --agent-token ${canaries[22]} --datastore-endpoint postgres://u:${canaries[23]}@db/x
    extra_agent_args: [--token, ${canaries[24]}]
    extra_service_envs:
${canaries
  .slice(25, 40)
  .map((one, index) => `      MY_PASSWORD${index}_PASSWORD: ${one}\n`)
  .join('')}
    extra_install_envs:
${canaries
  .slice(40, 60)
  .map((one, index) => `      - K3S_${index}_TOKEN=${one}\n`)
  .join('')}`);
  for (const format of ['pretty', 'markdown', 'json']) {
    const { code, stdout, stderr } = await ask(text, '--format', format);
    expect(code).toBe(1);
    expect(canaries.filter((one) => `${stdout}${stderr}`.includes(one))).toEqual([]);
  }
});
