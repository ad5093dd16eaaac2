import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

const inventory = `k3s_cluster:
  children:
    server:
      hosts:
        s1: { ansible_host: 10.0.0.1 }
    agent:
      hosts:
        a1:
  vars:
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}"
    token: changeme-and-tell-nobody
    token_source: "{{ token }}"
    alias: "{{ token_source | upper }}"
    parts: { a: 1, b: [x, 2.5, null] }
    args: "--token abcdefgh"
    agent_token: "{{ vault_nothing | trim }}"
    vaulted: !vault |
      $ANSIBLE_VAULT;1.1;AES256
      3132
`;

async function render(template: string, ...more: readonly string[]) {
  folder = createFolder({ 'inventory.yml': inventory, 'play/site.yml': '' });
  const { code, stdout, stderr } = await folder.run([
    'render',
    'a1',
    template,
    '-i',
    'inventory.yml',
    ...more,
  ]);
  return { code, stdout, stderr };
}

it('prints the value', async () => {
  expect(await render('https://{{ api_endpoint }}:6443')).toEqual({
    code: 0,
    stdout: 'https://10.0.0.1:6443\n',
    stderr: '',
  });
});

it('prints the reason on stderr where the value is unknown', async () => {
  const { code, stdout, stderr } = await render("{{ lookup('env', 'X') }}");
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/lookup/);
});

it.each<[string, unknown]>([
  ['{{ api_endpoint }}', { known: true, value: '10.0.0.1' }],
  ['{{ parts }}', { known: true, value: { a: 1, b: ['x', 2.5, null] } }],
  ['{{ ansible_facts.x }}', { known: false, reason: 'facts are gathered when the play runs' }],
  ['{{ ansible_host }}', { known: true, value: 'a1' }],
  ['{{ ansible_ssh_host | upper }}', { known: true, value: 'A1' }],
  ["{{ 'ansible_host' in vars }}", { known: true, value: false }],
  ["{{ hostvars['a1'].ansible_host | default('x') }}", { known: true, value: 'x' }],
  ['{{ agent_token }}', { known: false, reason: "Ansible fails here: 'vault_nothing' is not defined" }],
  ['{{ nope }}', { known: false, reason: "Ansible fails here: 'nope' is not defined" }],
])('as JSON: %s', async (template, answer) => {
  const { code, stdout } = await render(template, '--format', 'json');
  expect([code, JSON.parse(stdout)]).toEqual([0, answer]);
});

it.each([
  '{{ token }}',
  '{{ token_source }}',
  '{{ alias }}',
  '{{ token | b64encode }}',
  '{{ args }}',
  '{{ vaulted }}',
  '{{ token[:4] }}',
  "{{ hostvars['s1'].token }}",
  '{{ [token] }}',
  '{{ token.split("-") }}',
])('keeps a secret: %s', async (template) => {
  const { stdout, stderr } = await render(template, '--format', 'json');
  expect(JSON.parse(stdout)).toEqual({ known: false, reason: 'secret' });
  expect(stderr).toBe('');
});

it('tells people that it is a secret, and how to see it', async () => {
  const { code, stdout, stderr } = await render('{{ token }}');
  expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('--show-secrets')]);
});

it('knows the folder of the playbook when it is given', async () => {
  const { stdout } = await render('{{ playbook_dir }}/x', '--playbook-dir', 'play');
  expect(stdout).toBe(`${join(folder.path, 'play')}/x\n`);
});

it.each(['/tmp/k3s-inventory-Vmd3gQ/play', '/home/Ops-7xK2/.k3S9v1/hosts'])(
  'shows a path, whatever its folders are called: %s',
  async (path) => {
    expect((await render(path)).stdout).toBe(`${path}\n`);
  },
);

it('hides a random text that begins like a path', async () => {
  expect((await render('/9xK2mQ7vR4tL8wZ1pN6bY3c')).stdout).not.toContain('9xK2mQ7');
});

it('needs a host that is there', async () => {
  folder = createFolder({ 'inventory.yml': inventory });
  const { code, stderr } = await folder.run(['render', 'zz', 'x', '-i', 'inventory.yml']);
  expect([code, stderr]).toEqual([1, 'The inventory has no host "zz".\n']);
});

it.each([
  ['', '', '2'],
  ['ansible-core==2.16.1\n', '', '"2"'],
  ['ansible-core==2.16.1\n', '[defaults]\njinja2_native = true\n', '2'],
])('gives values the type that %j and %j ask for', async (requirements, config, value) => {
  const project = { 'requirements.txt': requirements, 'ansible.cfg': config };
  folder = createFolder({ 'inventory.yml': inventory, ...project });
  const template = '{{ parts.a + 1 }}';
  const { stdout } = await folder.run(['render', 'a1', template, '-i', 'inventory.yml', '--format', 'json']);
  expect(stdout).toBe(`{"known": true, "value": ${value}}\n`);
});

it('follows --target-core, and goes on without one that is not known', async () => {
  folder = createFolder({ 'inventory.yml': inventory });
  const ask = (...target: string[]) =>
    folder.run(['render', 'a1', '{{ parts.a + 1 }}', '-i', 'inventory.yml', '--format', 'json', ...target]);
  expect((await ask('--target-core', '2.18')).stdout).toContain('"value": "2"');
  const unknown = await ask('--target-core', '3.1');
  expect(unknown.stdout).toContain('"value": 2');
  expect(unknown.stderr).toContain('There is no target "3.1"');
});
