// `preview` shows what lands on each node, and no secret.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

const inventory = (vars: string, hosts = 's1:\n        s2:'): string => `k3s_cluster:
  children:
    server:
      hosts:
        ${hosts}
    agent:
      hosts:
        a1:
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: k3s.example.com
${vars}`;

async function preview(text: string, ...more: readonly string[]) {
  folder = createFolder({ 'inventory.yml': text });
  return folder.run(['preview', '-i', 'inventory.yml', ...more]);
}

const TOKEN = '    token: Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE\n';

it('prints every file, the call of the installer and what is not known', async () => {
  const { code, stdout } = await preview(inventory(''), '--format', 'json');
  const { hosts, ...rest } = JSON.parse(stdout);
  expect({ code, ...rest }).toEqual({
    code: 0,
    k3sAnsible: '1.2.2',
    ansibleCore: '2.19',
    isAssumed: true,
    tokens: 'made',
  });
  expect(hosts.s1.files['/etc/rancher/k3s/config.yaml']).toEqual({
    content: 'cluster-init: true\ntls-san: k3s.example.com\n',
    mode: '0644',
  });
  expect(hosts.s2.unknown).toContainEqual({
    where: '/etc/rancher/k3s/config.yaml',
    reason: 'the token that the first server makes up',
  });
  expect(hosts.a1).toMatchObject({
    role: 'agent',
    installer: { exec: 'agent --server https://k3s.example.com:6443 ', version: 'v1.31.12+k3s1' },
  });
});

it('shows one host when asked to, and refuses one that is no node', async () => {
  const one = await preview(inventory(TOKEN), '--host', 'a1', '--format', 'json');
  expect(Object.keys(JSON.parse(one.stdout).hosts)).toEqual(['a1']);
  folder.remove();
  const none = await preview(inventory(TOKEN), '--host', 'a9');
  expect(none).toMatchObject({
    code: 1,
    stdout: '',
    stderr: '"a9" is no server and no agent of the inventory.\n',
  });
});

it('says what a requirements.yml asks for, where that is no known release', async () => {
  folder = createFolder({
    'inventory.yml': inventory(TOKEN),
    'requirements.yml':
      'collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    type: git\n    version: 9.9.9\n',
  });
  const { stdout } = await folder.run(['preview', '-i', 'inventory.yml']);
  expect(stdout).toMatch(/^k3s-ansible 1\.2\.2 \(the newest: a requirements\.yml asks for “9\.9\.9”/);
});

it('names the hosts that are no nodes', async () => {
  const { stdout } = await preview(`${inventory(TOKEN)}others:\n  hosts: { nas: {}, printer: {} }\n`);
  expect(stdout).toContain('nothing is installed on them: nas, printer\n');
});

it('says what Ansible refuses, and makes up no offline installation of it', async () => {
  const { code, stdout, stderr } = await preview(inventory(TOKEN).replace('  vars:', '  vars'));
  expect(code).toBe(0);
  expect(stderr).toMatch(/^inventory\.yml:10:3: /);
  expect(stdout).toContain('s1 (server)');
  expect(stdout).not.toContain('copied from the airgap folder');
});

it('says which nodes have other tokens', async () => {
  const { stdout } = await preview(inventory(TOKEN, 's1: { token: Zk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE }'));
  expect(stdout).toContain('The nodes have different tokens');
});

it('writes the files into a folder that is empty, and into no other', async () => {
  const first = await preview(inventory(TOKEN), '--format', 'files', '--output', 'out');
  expect(first).toMatchObject({ code: 0, stdout: '' });
  const written = await readFile(
    join(folder.path, 'out/a1/etc/systemd/system/k3s-agent.service.env'),
    'utf8',
  );
  expect(written).toBe('K3S_TOKEN=<secret>\n');
  const again = await folder.run(['preview', '-i', 'inventory.yml', '--format', 'files', '--output', 'out']);
  expect(again.code).toBe(2);
});

it('shows what an offline installation copies, and that the install script is called before', async () => {
  folder = createFolder({
    'airgap/k3s': '',
    'airgap/k3s-arm64': '',
    'airgap/k3s-airgap-images-amd64.tar.zst': '',
  });
  const path = join(folder.path, 'airgap').replaceAll('\\', '/');
  const text = inventory(`${TOKEN}    airgap_dir: ${path}\n`).replace(
    's1:',
    's1: { ansible_architecture: x86_64 }',
  );
  await writeFile(join(folder.path, 'inventory.yml'), text);
  const { stdout } = await folder.run(['preview', '-i', 'inventory.yml', '--format', 'json']);
  const { s1, a1 } = JSON.parse(stdout).hosts;
  expect(s1.airgap).toEqual({
    installer: {
      exec: '',
      version: '',
      environment: { INSTALL_K3S_SKIP_ENABLE: 'true', INSTALL_K3S_SKIP_DOWNLOAD: 'true' },
    },
    copies: {
      '/usr/local/bin/k3s': { from: `${path}/k3s`, mode: '0755' },
      '/usr/local/bin/k3s-install.sh': { from: `${path}/k3s-install.sh`, mode: '0755' },
      '/var/lib/rancher/k3s/agent/images/k3s-airgap-images-amd64.tar.zst': {
        from: `${path}/k3s-airgap-images-amd64.tar.zst`,
        mode: '0755',
      },
    },
  });
  expect(s1.installer.environment.INSTALL_K3S_SKIP_DOWNLOAD).toBe('true');
  // Which of the two binaries it gets is not known.
  expect(a1.airgap.copies['/usr/local/bin/k3s'].from).toContain('<unknown:');
});

it('lists the tasks in their order, with what is skipped and why', async () => {
  const json = await preview(inventory(TOKEN), '--tasks', '--host', 's2', '--format', 'json');
  const { tasks } = JSON.parse(json.stdout).hosts.s2;
  const titles = tasks.map(({ task }: { task: string }) => task);
  expect(titles.indexOf('k3s_server : Set empty server config')).toBeLessThan(
    titles.indexOf('k3s_server : Add token to server config'),
  );
  expect(tasks).toContainEqual({ task: 'k3s_server : Add token to server config', state: 'runs' });
  expect(tasks).toContainEqual({
    task: 'airgap : Check for existing install script',
    state: 'skipped',
    reason: 'airgap_dir is defined',
  });
  folder.remove();
  const pretty = await preview(inventory(TOKEN), '--tasks', '--host', 's2');
  expect(pretty.stdout).toContain(
    '    airgap : Check for existing install script: is skipped (airgap_dir is defined)\n',
  );
  expect(pretty.stdout).not.toContain('Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE');
});

it('needs a folder for files', async () => {
  expect((await preview(inventory(TOKEN), '--format', 'files')).code).toBe(2);
});

/** Sixty secrets, each of its own, in every place that the roles bring to the nodes. */
const canaries = Array.from({ length: 60 }, (_, index) => `cNr${index}Qx7Zt4Vb9Lm2Kp8`);
const places: readonly ((secret: string, index: number) => string)[] = [
  (secret, index) => `        agent-token-${index}-token: ${secret}`,
  (secret, index) => `        etcd-s3-secret-key${index}_key: "${secret}"`,
  (secret, index) => `        url${index}: postgres://u:${secret}@db/k3s`,
  (secret, index) => `        password${index}_password: ${secret}`,
];
const configs = (from: number): string =>
  canaries
    .slice(from, from + 15)
    .map((secret, index) => places[index % places.length]?.(secret, index))
    .join('\n');

it('shows no secret, whichever way it goes', async () => {
  const envs = (from: number) => canaries.slice(from, from + 7);
  const vars = `    token: ${canaries[59]}
    server_config_yaml: |
${configs(0)}
    agent_config_yaml: |
${configs(15)}
    registries_config_yaml: |
${configs(30)}
    extra_service_envs:
${envs(45)
  .map((secret, index) => `      - MY_PASSWORD${index}_PASSWORD=${secret}`)
  .join('\n')}
    extra_install_envs:
${envs(52)
  .map((secret, index) => `      K3S_${index}_TOKEN: ${secret}`)
  .join('\n')}
    extra_server_args: --agent-token ${canaries[58]}
    extra_agent_args: "{{ extra_server_args }} --token {{ token }}"
`;
  for (const format of ['json', 'pretty']) {
    const { code, stdout, stderr } = await preview(inventory(vars), '--format', format);
    expect(code).toBe(0);
    expect(canaries.filter((secret) => `${stdout}${stderr}`.includes(secret))).toEqual([]);
    folder.remove();
  }
});
