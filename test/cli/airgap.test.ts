// `k3s-inventory airgap` on folders of the disk.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checksumList, program, script, webPage, zstd } from '../support/airgapFolder.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const V = 'v1.31.12+k3s1';
const IMAGES = 'k3s-airgap-images-amd64.tar.zst';

let folder: Folder;
afterEach(() => folder?.remove());

const inventory = (path: string): string => `k3s_cluster:
  children:
    server:
      hosts:
        s1: { ansible_host: 10.0.0.1, ansible_architecture: x86_64, ansible_os_family: Debian }
    agent:
      hosts:
        a1: { ansible_host: 10.0.0.2, ansible_architecture: x86_64, ansible_os_family: Debian }
  vars:
    k3s_version: ${V}
    airgap_dir: ${path}
    api_endpoint: 10.0.0.1
    token: "{{ lookup('file', '~/.k3s/token') }}"
`;
const REQUIREMENTS =
  'collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    type: git\n    version: 1.2.1\n';

const GOOD = { k3s: program('amd64', V), [IMAGES]: zstd(), 'k3s-install.sh': script() };

function prepare(
  files: Readonly<Record<string, Uint8Array | string>>,
  path = "'{{ inventory_dir }}/air gap'",
) {
  folder = createFolder({
    'inventory.yml': inventory(path),
    '.git/HEAD': '',
    'requirements.yml': REQUIREMENTS,
    ...Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`air gap/${name}`, bytes])),
  });
  return folder;
}

const audit = (...more: readonly string[]) => folder.run(['airgap', '-i', 'inventory.yml', ...more]);

it('says that everything is there', async () => {
  prepare({ ...GOOD, 'sha256sum-amd64.txt': checksumList({ k3s: GOOD.k3s, [IMAGES]: GOOD[IMAGES] }) });
  const { code, stdout, stderr } = await audit();
  expect(stderr).toBe('');
  expect(stdout).toContain('✓ K3s binary for amd64: “k3s” (4.1 kB) is for amd64.  s1, a1');
  expect(stdout).toContain('✓ Checksum of k3s: As sha256sum-amd64.txt says.');
  expect(stdout).toContain('✓ The token reaches the service: in config.yaml (task “Convert server config');
  expect(stdout).toContain('Ready, as far as it can be known.');
  expect(code).toBe(0);
});

it('says what is missing and wrong, and what to fetch', async () => {
  prepare({ k3s: webPage(), 'install.sh': script() });
  const { code, stdout } = await audit();
  expect(code).toBe(1);
  expect(stdout).toContain('! K3s binary for amd64: “k3s” is a web page');
  expect(stdout).toContain('✗ Images for amd64');
  expect(stdout).toContain('Rename it to “k3s-install.sh”');
  expect(stdout).toContain('releases/download/v1.31.12%2Bk3s1/k3s-airgap-images-amd64.tar.zst');
});

it('prints rows as JSON', async () => {
  prepare({ ...GOOD, 'k3s-arm64': program('arm64') });
  const { code, stdout } = await audit('--format', 'json');
  const report = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(report.ready).toBe(true);
  expect(report.rows.find((row: { id: string }) => row.id === 'binary:amd64')).toEqual({
    id: 'binary:amd64',
    requirement: 'K3s binary for amd64',
    state: 'met',
    reason: '“k3s” (4.1 kB) is for amd64.',
    hosts: ['s1', 'a1'],
    file: join('air gap', 'k3s'),
  });
});

it('lists downloads as text, as JSON and as a script', async () => {
  prepare({ k3s: program('amd64', V), 'k3s-install.sh': script() });
  const base = 'https://github.com/k3s-io/k3s/releases/download/v1.31.12%2Bk3s1';
  const text = await audit('--list-downloads');
  expect(text).toEqual({
    code: 1,
    stdout: `${IMAGES}  ${base}/${IMAGES}\nsha256sum-amd64.txt              ${base}/sha256sum-amd64.txt\n`,
    stderr: '',
  });
  expect(JSON.parse((await audit('--list-downloads', '--format', 'json')).stdout)[0].name).toBe(IMAGES);
  const shell = (await audit('--list-downloads', '--format', 'script')).stdout;
  expect(shell).toMatch(/^#!\/bin\/sh\n/);
  expect(shell).toContain(`fetch '${IMAGES}' '${base}/${IMAGES}'`);
});

it('starts from the folder of the playbook', async () => {
  folder = createFolder({
    // What lies beside this folder is none of its business.
    '.git/HEAD': '',
    'inventory.yml': inventory('files-for-nodes'),
    'plays/here/site.yml': '',
    'plays/here/files-for-nodes/k3s': program('amd64', V),
  });
  expect((await audit()).stdout).toContain('? Airgap folder: There is no folder “files-for-nodes” near');
  expect((await audit('--playbook-dir', 'plays/here')).stdout).toContain('✓ Airgap folder');
  expect((await audit('--playbook-dir', '.')).stdout).toContain('✗ Airgap folder: There is no folder');
});

it.skipIf(process.platform === 'win32')(
  'names links to nothing, files for folders, and odd names',
  async () => {
    prepare({ [IMAGES]: zstd(), 'k3s-install.sh': script(), '离线 镜像.tgz': Uint8Array.from([0x1f, 0x8b]) });
    symlinkSync('nowhere', join(folder.path, 'air gap', 'k3s'));
    const { stdout } = await audit();
    expect(stdout).toContain('“k3s” is a link to nothing');
    expect(stdout).toContain('Rename it to “离线 镜像.tar.gz”');
    writeFileSync(join(folder.path, 'inventory.yml'), inventory(join(folder.path, 'requirements.yml')));
    expect((await audit()).stdout).toContain('is a file, where a folder is needed');
  },
);

it('answers in Chinese', async () => {
  prepare(GOOD);
  const { stdout } = await folder.run(['airgap', '-i', 'inventory.yml'], { env: { LANG: 'zh_CN.UTF-8' } });
  expect(stdout).toContain('✓ 安装脚本: “k3s-install.sh” 已在。');
});

it('says so where nothing is installed offline, or nothing is known', async () => {
  folder = createFolder({ 'inventory.yml': inventory('x').replace(/.*airgap_dir.*\n/, '') });
  const { code, stdout } = await audit();
  expect(code).toBe(1);
  expect(stdout).toContain('every node downloads K3s from the internet');
  mkdirSync(join(folder.path, 'other'));
  writeFileSync(join(folder.path, 'other.yml'), 'web:\n  hosts:\n    a:\n');
  const other = await folder.run(['airgap', '-i', 'other.yml']);
  expect(other).toEqual({ code: 1, stdout: '', stderr: 'This is no inventory of k3s-ansible.\n' });
});

it.each(['null', '[a]', 'false', '""'])('says that %s is no path', async (value) => {
  prepare(GOOD, value);
  const { code, stdout } = await audit();
  expect(code).toBe(1);
  expect(stdout).toContain('! Airgap folder: airgap_dir is defined, but is no path');
});

it('names the option that says where a relative path starts', async () => {
  folder = createFolder({ 'inventory.yml': inventory('airgap'), 'airgap/k3s': '' });
  expect((await audit()).stdout).toContain('--playbook-dir DIR says which folder the playbook is in.');
  expect((await audit('--playbook-dir', '.')).stdout).not.toContain('--playbook-dir DIR');
});

it('is used wrongly', async () => {
  prepare(GOOD);
  expect((await audit('--format', 'script')).code).toBe(2);
  expect((await folder.run(['airgap', '-i', 'nothing.yml'])).code).toBe(2);
  expect((await audit('--nonsense')).code).toBe(2);
});

describe('is never ready', () => {
  const LOOKUP = /token: .*/;
  const NOT_READY = 'Not ready: something is missing or wrong.';
  const UNSURE = 'Cannot know: nothing is missing or wrong, but this cannot be checked from here: ';

  it.each<[string, RegExp, string, string, string]>([
    ['an empty token', LOOKUP, 'token: ""', '! The token reaches the service: it is empty', NOT_READY],
    [
      'a token by way of an empty variable',
      LOOKUP,
      'token: "{{ t }}"\n    t: ""',
      '! The token reaches the service: it is empty',
      NOT_READY,
    ],
    [
      'a token that nothing defines',
      LOOKUP,
      'token: "{{ vault_token | trim }}"',
      '! The token reaches the service: nothing here defines vault_token',
      NOT_READY,
    ],
    [
      'an environment that may be empty',
      LOOKUP,
      `token: "{{ lookup('env', 'K3S_TOKEN') }}"`,
      '? The token reaches the service: whether it holds anything is not known here',
      UNSURE,
    ],
    [
      'another token for the servers',
      LOOKUP,
      `token: "{{ lookup('file', 'x') }}"\n    server_config_yaml: |\n      token: another`,
      '? The token reaches the service: server_config_yaml brings a token, which may be another one',
      UNSURE,
    ],
    [
      'another server for the first one',
      /$/,
      `    server_config_yaml: |\n      server: https://10.0.0.9:6443\n`,
      '! The token reaches the service: server_config_yaml names a server to join',
      NOT_READY,
    ],
    [
      'an error in the inventory',
      /api_endpoint: .*/,
      'api_endpoint: https://10.0.0.1:6443',
      '! Inventory: ',
      NOT_READY,
    ],
    [
      'machines of an unknown architecture',
      /, ansible_architecture: x86_64/g,
      '',
      '? Architecture: The inventory does not tell it',
      UNSURE,
    ],
  ])('with %s', async (_, from, to, row, verdict) => {
    prepare(GOOD);
    const text = inventory("'{{ inventory_dir }}/air gap'").replace(from, to);
    writeFileSync(join(folder.path, 'inventory.yml'), text);
    const { stdout, code } = await audit();
    expect(stdout).toContain(row);
    expect(stdout).toContain(verdict);
    expect(code).toBe(verdict === UNSURE ? 0 : 1);
  });

  it('with a folder beside the inventory that the plays do not mean', async () => {
    prepare(GOOD, 'air gap');
    expect((await audit()).stdout).toContain(
      '? Airgap folder: “air gap” is there, but a relative path starts',
    );
    mkdirSync(join(folder.path, 'playbooks'));
    writeFileSync(
      join(folder.path, 'playbooks', 'site.yml'),
      '- hosts: server\n  roles: [airgap, k3s_server]\n',
    );
    expect((await audit()).stdout).toContain('✗ Airgap folder: There is no folder “air gap”');
  });

  it('without k3s_version, which the newest k3s-ansible needs', async () => {
    prepare(GOOD);
    const text = inventory("'{{ inventory_dir }}/air gap'").replace(/.*k3s_version.*\n/, '');
    writeFileSync(join(folder.path, 'inventory.yml'), text);
    writeFileSync(join(folder.path, 'requirements.yml'), '');
    const { stdout, code } = await audit();
    expect(stdout).toContain('✗ k3s_version is defined');
    expect(code).toBe(1);
  });
});
