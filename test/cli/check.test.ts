import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const withToken = (value: string): string => `${clean}    token: ${value}\n`;

let folder: Folder;
const make = (files: Record<string, string | Uint8Array>): Folder => {
  folder = createFolder(files);
  return folder;
};
afterEach(() => folder?.remove());

it('says of a clean inventory only what it was checked as, and exits 0', async () => {
  expect(await make({ 'inventory.yml': clean }).run(['check', 'inventory.yml'])).toEqual({
    code: 0,
    stdout:
      'Checked: inventory.yml, as k3s-ansible (release not known) with ansible-core 2.19 (assumed); servers: 1, agents: 1; files read: 1, not read: 0\n' +
      'Inventories checked: 1; errors: 0, warnings: 0, infos: 0\n',
    stderr: '',
  });
});

it.each([
  ['a file', 'site.yml'],
  ['a folder', 'docs'],
])('exits 2 where what was named is no inventory, unless that is all right: %s', async (_, name) => {
  make({ 'site.yml': '- hosts: all\n', 'docs/compose.yml': 'services: {}\n' });
  const { code, stderr } = await folder.run(['check', name]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(`^${name}: nothing was checked here`)]);
  expect(await folder.run(['check', name, '--allow-unrecognised'])).toMatchObject({ code: 0, stderr: '' });
});

it('exits 1 on findings, with place, message, rule and fixes', async () => {
  const { code, stdout } = await make({ 'inventory.yml': withToken('""') }).run(['check', 'inventory.yml']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^inventory\.yml:12:12 {2}error {2}.+ {2}token-empty$/m);
  expect(stdout).toMatch(/^ {4}fix: /m);
});

it('prints JSON with exactly the documented keys, counted from 1', async () => {
  const { stdout } = await make({ 'inventory.yml': withToken('""') }).run([
    'check',
    '--format',
    'json',
    'inventory.yml',
  ]);
  const [row, ...others]: Record<string, unknown>[] = JSON.parse(stdout);
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    file: 'inventory.yml',
    line: 12,
    column: 12,
    endLine: 12,
    endColumn: 14,
    severity: 'error',
    rule: 'token-empty',
  });
  expect(Object.keys(row ?? {})).toEqual([
    'file',
    'line',
    'column',
    'endLine',
    'endColumn',
    'severity',
    'rule',
    'message',
    'fixes',
  ]);
  expect(row?.fixes).toContainEqual({
    title: expect.any(String),
    safety: expect.stringMatching(/^(un)?safe$/),
  });
});

it('prints an empty array when there is nothing', async () => {
  const { code, stdout, stderr } = await make({ 'inventory.yml': clean }).run(['check', '--format=json']);
  expect([code, JSON.parse(stdout)]).toEqual([0, []]);
  expect(stderr).toContain('Checked: inventory.yml');
});

it('takes severities: infos alone exit 0, off reports nothing', async () => {
  make({ 'inventory.yml': withToken('""') });
  const info = await folder.run(['check', '--rule', 'token-empty=info']);
  expect([info.code, info.stdout.includes('info')]).toEqual([0, true]);
  const off = await folder.run(['check', '--rule=token-empty=off']);
  expect([off.code, off.stdout.includes('token-empty')]).toEqual([0, false]);
});

it('searches folders, checks group_vars with their inventory, and reports each finding once', async () => {
  make({
    'site/inventory.yml': clean,
    'site/group_vars/k3s_cluster.yml': 'token: ""\n',
    'compose.yml': 'services: {}\n',
  });
  const { stdout } = await folder.run(['check', '.', 'site', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject([
    { file: join('site', 'group_vars', 'k3s_cluster.yml'), rule: 'token-empty' },
  ]);
});

it.each([
  ['no command', []],
  ['an unknown command', ['chekc']],
  ['an unknown option', ['check', '--frmat', 'json']],
  ['an unknown format', ['check', '--format', 'xml']],
  ['an unknown rule', ['check', '--rule', 'tokn-empty=off']],
  ['a wrong severity', ['check', '--rule', 'token-empty=fatal']],
  ['a path that is not there', ['check', 'nowhere.yml']],
])('exits 2 on %s, with words on stderr only', async (_, args) => {
  const { code, stdout, stderr } = await make({}).run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^k3s-inventory: .+\n/);
});

it('names an inventory of another project, and checks what holds for every one, and what its variables mean', async () => {
  const text = `master:\n  hosts:\n    m1:\nnode:\n  hosts:\n    n1:\nk3s_cluster:\n  children:\n    master:\n    node:\n  vars:\n    k3s_token: "{{ vault_k3s_token }}"\n    apiserver_endpoint: 10.0.0.222\n    k3s_version: v1.30.2+k3s2\n    flannel_iface: eth0\n`;
  const { run } = make({
    'hosts.yml': text,
    'pass.yml': text.replace('eth0', 'eth0\n    ansible_password: raspberry'),
  });
  const { code, stdout } = await run(['check', 'hosts.yml']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Checked: hosts\.yml, of techno-tim/)]);
  expect(await run(['check', 'pass.yml'])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^pass\.yml:16:.* secret-plaintext$/m),
  });
});

it('mentions a file it came across only where its name is that of an inventory, and a missing one as missing', async () => {
  const { run } = make({
    'tox.ini': '[testenv:server]\nhosts: 1\n',
    'db/hosts.ini': '[db]\na\n',
    'k3s/ansible.cfg': '[defaults]\ninventory = hosts.yml\n',
  });
  const { stdout } = await run(['check', '.', '--allow-unrecognised']);
  expect(stdout.match(/^Not checked: .*/gm)).toEqual([
    'Not checked: db/hosts.ini, no inventory of k3s-ansible',
    'Not checked: k3s/hosts.yml, there is no such file.',
  ]);
});

it('names an inventory that installs something else and leaves it alone', async () => {
  const text = '[kube_control_plane]\na ansible_password=raspberry\n[kube_node]\nb\n[etcd]\na\n';
  const { code, stdout, stderr } = await make({ hosts: text }).run(['check', 'hosts']);
  expect([code, stdout]).toEqual([2, expect.stringMatching(/^Not checked: hosts, of Kubespray/)]);
  expect(stderr).toMatch(/^hosts: nothing was checked here/);
  const any = await make({ hosts: text }).run(['check', 'hosts', '--any-inventory']);
  expect([any.code, any.stdout]).toEqual([1, expect.stringMatching(/ secret-plaintext\n/)]);
});

it('answers in Chinese where the locale is Chinese', async () => {
  const { stdout } = await make({ 'inventory.yml': withToken('""') }).run(['check'], {
    env: { LANG: 'zh_CN.UTF-8' },
  });
  expect(stdout).toMatch(/[\u4e00-\u9fff]/);
});

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'goes on when a folder cannot be read, and says so',
  async () => {
    make({ 'inventory.yml': clean, 'locked/inventory.yml': clean });
    chmodSync(join(folder.path, 'locked'), 0);
    const { code, stderr } = await folder.run(['check']);
    chmodSync(join(folder.path, 'locked'), 0o755);
    expect([code, stderr]).toEqual([0, expect.stringContaining('locked')]);
  },
);

it('reports bytes that are not UTF-8 as a finding, not a crash', async () => {
  const bytes = Buffer.concat([Buffer.from(clean), Buffer.from([0x20, 0x23, 0x20, 0xff, 0xfe, 0x0a])]);
  const { code, stdout } = await make({ 'inventory.yml': bytes }).run(['check', 'inventory.yml']);
  expect(code).toBe(2);
  expect(stdout).toContain('inventory-unparsable');
});

it('lists the rules and its help', async () => {
  make({});
  const rules = await folder.run(['rules']);
  expect(rules.stdout).toMatch(/^token-empty\s+error\s+\S/m);
  const json: { id: string }[] = JSON.parse((await folder.run(['rules', '--format', 'json'])).stdout);
  expect(json.map((rule) => rule.id)).toContain('api-endpoint-missing');
  expect((await folder.run(['--help'])).stdout).toContain('k3s-inventory check');
  expect((await folder.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('leaves samples out of folders, says so, and checks what is named', async () => {
  const empty = withToken('""');
  const { run } = make({
    'inventory-sample.yml': empty,
    'sample/hosts.yml': empty,
    'tests/cluster.yml': empty,
    'examples/hosts.yml': 'db:\n  hosts:\n    a:\n',
    'prod.yml': clean,
    'old.yml': clean,
  });
  const out = await run(['check', '.']);
  expect([out.code, out.stdout.includes('token-empty')]).toEqual([0, false]);
  expect(out.stderr).toBe(
    'Samples, left out: inventory-sample.yml, sample, tests. Name them to check them, or use --exclude.\n',
  );
  expect((await run(['check', 'inventory-sample.yml'])).code).toBe(1);
  expect((await run(['check', 'sample'])).code).toBe(1);
  const all = await run(['check', '.', '--exclude', 'old*']);
  expect(all.stdout.match(/token-empty/g)).toHaveLength(3);
});

it('names what it leaves out in the order of the paths, whichever folder was read first', async () => {
  const empty = withToken('""');
  const { run } = make({ 'b/sample.yml': empty, 'a/deeper/sample.yml': empty, 'prod.yml': clean });
  expect((await run(['check', '.'])).stderr).toContain(
    `left out: ${join('a', 'deeper', 'sample.yml')}, ${join('b', 'sample.yml')}.`,
  );
});
