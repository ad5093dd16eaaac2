// `preview --against` compares two states of an inventory, says what that means for the cluster that runs, and shows no
// secret. The repository is not trusted: nothing of it is started.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

const TOKEN = 'Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE';
const OTHER = 'Zz7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE';

interface Parts {
  readonly servers?: readonly string[];
  readonly agents?: readonly string[];
  readonly vars?: string;
  readonly token?: string;
}

const inventory = ({
  servers = ['s1'],
  agents = ['a1'],
  vars = '',
  token = TOKEN,
}: Parts = {}): string => `k3s_cluster:
  children:
    server:
      hosts:
${servers.map((host) => `        ${host}:\n`).join('')}    agent:
      hosts:
${agents.map((host) => `        ${host}:\n`).join('')}  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: k3s.example.com
    token: ${token}
${vars}`;

const REQUIREMENTS = `collections:
  - name: https://github.com/k3s-io/k3s-ansible.git
    type: git
    version: 1.1.1
`;

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
    cwd: folder.path,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

function commit(files: Readonly<Record<string, string>>): void {
  folder = createFolder(files);
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
}

const write = (name: string, text: string): void => writeFileSync(join(folder.path, name), text);

const against = (name: string, ...more: readonly string[]) =>
  folder.run(['preview', '-i', 'inventory.yml', '--against', name, ...more]);

async function compared(before: Parts, after: Parts) {
  folder = createFolder({ 'before.yml': inventory(before), 'inventory.yml': inventory(after) });
  const { code, stdout, stderr } = await against('before.yml', '--format', 'json');
  expect(stderr).toBe('');
  return { code, ...JSON.parse(stdout) };
}

const ids = ({ consequences }: { consequences: readonly { id: string; hosts: readonly string[] }[] }) =>
  consequences.map(({ id, hosts }) => `${id}: ${hosts.join(' ')}`);

describe('a revision of Git', () => {
  it('is compared with what is on the disk', async () => {
    commit({ 'inventory.yml': inventory() });
    expect(await against('HEAD')).toMatchObject({ code: 0, stderr: '' });
    write('inventory.yml', inventory({ vars: '    extra_agent_args: --node-label=x=y\n' }));
    const { code, stdout } = await against('HEAD');
    expect(code).toBe(1);
    expect(stdout).toContain('with what is not committed, compared with HEAD (');
    expect(stdout).toContain("    + \t'--node-label=x=y' \\\n");
    expect(stdout).toContain('Nothing differs on: s1');
    const json = JSON.parse((await against('HEAD', '--format', 'json')).stdout);
    expect(json.against.commit).toBe(git('rev-parse', 'HEAD').trim());
    expect(Object.keys(json.hosts)).toEqual(['a1']);
  });

  it('is read with its variables, and with what Git ignores as on the disk', async () => {
    commit({
      'inventory.yml': inventory(),
      'host_vars/a1.yml': 'extra_agent_args: --debug\n',
      '.gitignore': 'ignored.yml\ncollections/\n',
    });
    // What k3s-ansible lies there is not the repository's business.
    mkdirSync(join(folder.path, 'collections'));
    write('collections/requirements.yml', REQUIREMENTS);
    expect(await against('HEAD')).toMatchObject({ code: 0 });
    rmSync(join(folder.path, 'host_vars'), { recursive: true });
    const { stdout } = await against('HEAD', '--format', 'json');
    const { hosts, before } = JSON.parse(stdout);
    expect(Object.keys(hosts)).toEqual(['a1']);
    expect(before.k3sAnsible).toBe('1.1.1');
  });

  it('has no links of a length that no path has', async () => {
    commit({ 'inventory.yml': inventory(), target: `${'./'.repeat(3000)}target` });
    const id = git('hash-object', 'target').trim();
    git('update-index', '--add', '--cacheinfo', `120000,${id},inventory.yml`);
    git('commit', '-q', '-m', 'second');
    const { code, stderr } = await folder.run(['preview', '-i', 'inventory.yml', '--against', 'HEAD']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('is not in the revision "HEAD"')]);
  });

  it.skipIf(process.platform === 'win32')('is followed through its links', async () => {
    folder = createFolder({ 'real/inventory.yml': inventory() });
    symlinkSync('real/inventory.yml', join(folder.path, 'inventory.yml'));
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'first');
    write('real/inventory.yml', inventory({ agents: ['a1', 'a2'] }));
    const { stdout } = await against('HEAD', '--format', 'json');
    expect(Object.keys(JSON.parse(stdout).hosts)).toEqual(['a2']);
  });

  it.each([
    ['no-such-revision', '"no-such-revision" is no file, no folder and no revision of the repository.'],
    ['--help-me', '"--help-me" is no file, no folder and no revision of the repository.'],
  ])('that does not exist is reported in one line: %s', async (name, message) => {
    commit({ 'inventory.yml': inventory() });
    expect(await folder.run(['preview', '-i', 'inventory.yml', `--against=${name}`])).toEqual({
      code: 2,
      stdout: '',
      stderr: `k3s-inventory: ${message}\n`,
    });
  });

  it('in which the inventory was not yet, and a folder without a repository, are reported', async () => {
    commit({ 'other.yml': '' });
    write('inventory.yml', inventory());
    const { code, stderr } = await against('HEAD');
    expect(code).toBe(2);
    expect(stderr).toMatch(/inventory\.yml is not in the revision "HEAD"\.\n$/);
    folder.remove();
    folder = createFolder({ 'inventory.yml': inventory() });
    expect(await against('HEAD')).toMatchObject({
      code: 2,
      stderr: 'k3s-inventory: The inventory is in no Git repository, or it cannot be read.\n',
    });
  });

  it('starts nothing of what the repository names', async () => {
    commit({ 'inventory.yml': inventory(), '.gitattributes': '* filter=evil diff=evil\n' });
    write('evil.sh', '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\ncat\n');
    chmodSync(join(folder.path, 'evil.sh'), 0o755);
    const script = join(folder.path, 'evil.sh');
    for (const name of [
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'diff.evil.textconv',
    ])
      git('config', name, script);
    for (const name of ['core.fsmonitor', 'core.pager', 'core.alternateRefsCommand', 'gpg.program'])
      git('config', name, script);
    git('config', 'log.showSignature', 'true');
    rmSync(join(folder.path, 'was-run'), { force: true });
    write('inventory.yml', inventory({ agents: ['a2'] }));
    expect((await against('HEAD')).code).toBe(1);
    expect(existsSync(join(folder.path, 'was-run'))).toBe(false);
  });
});

describe('what it means for the cluster that runs', () => {
  it.each<readonly [string, Parts, Parts, readonly string[]]>([
    ['another token', {}, { token: OTHER }, ['token-changed: s1 a1', 'restart: s1 a1']],
    [
      'a new server before the first one',
      { servers: ['s1', 's2', 's3'] },
      { servers: ['s0', 's1', 's2', 's3'] },
      ['first-server-new: s0', 'node-added: s0', 'restart: s1'],
    ],
    [
      'servers in another order',
      { servers: ['s1', 's2', 's3'] },
      { servers: ['s2', 's1', 's3'] },
      ['first-server-changed: s2 s1', 'restart: s1 s2'],
    ],
    [
      'other networks',
      {},
      { vars: '    server_config_yaml: |\n      cluster-cidr: 10.52.0.0/16\n' },
      ['fixed-at-creation: s1', 'restart: s1'],
    ],
    [
      'the usual networks written down',
      {},
      { vars: '    extra_server_args: --cluster-cidr 10.42.0.0/16\n' },
      ['restart: s1'],
    ],
    [
      'another datastore',
      { vars: '    extra_server_args: --datastore-endpoint=postgres://u:geheim1@db/k3s\n' },
      { vars: '    extra_server_args: --datastore-endpoint=postgres://u:geheim2@db/k3s\n' },
      ['datastore-changed: s1', 'restart: s1'],
    ],
    ['an agent that leaves', { agents: ['a1', 'a2'] }, { agents: ['a1'] }, ['node-removed: a2']],
    [
      'two of three servers leave',
      { servers: ['s1', 's2', 's3'] },
      { servers: ['s1'] },
      ['quorum-lost: s2 s3', 'node-removed: s2 s3', 'restart: s1'],
    ],
    [
      'one server becomes three',
      {},
      { servers: ['s1', 's2', 's3'] },
      ['etcd-conversion: s1', 'node-added: s2 s3', 'restart: s1'],
    ],
    [
      'a database that is not named',
      { servers: ['s1', 's2', 's3'] },
      { servers: ['s1', 's2', 's3'], vars: '    use_external_database: true\n' },
      ['join-lost: s2 s3', 'restart: s1 s2 s3'],
    ],
    [
      'a file that is no longer written',
      { vars: '    registries_config_yaml: "mirrors: {}"\n' },
      {},
      ['file-stays: s1 a1', 'restart: s1 a1'],
    ],
    [
      'an agent becomes a server',
      { servers: ['s1', 's2'], agents: ['a1'] },
      { servers: ['s1', 's2', 'a1'], agents: [] },
      ['role-changed: a1', 'restart: a1'],
    ],
  ])('%s', async (_, before, after, expected) => {
    const answer = await compared(before, after);
    expect(ids(answer)).toEqual(expected);
    expect(answer.code).toBe(1);
  });

  it('knows that a cluster without a token has one', async () => {
    folder = createFolder({
      'before.yml': inventory().replace(/ {4}token: .*\n/, ''),
      'inventory.yml': inventory(),
    });
    const { stdout } = await against('before.yml', '--format', 'json');
    expect(ids(JSON.parse(stdout))).toContain('token-set: s1 a1');
  });

  it('knows versions', async () => {
    const at = (version: string): string => inventory().replace('v1.31.12+k3s1', version);
    for (const [version, id] of [
      ['v1.30.4+k3s1', 'version-lower'],
      ['v1.32.1+k3s1', 'version-raised'],
      ['v1.33.1+k3s1', 'version-skips'],
    ] as const) {
      folder?.remove();
      folder = createFolder({ 'before.yml': at('v1.31.12+k3s1'), 'inventory.yml': at(version) });
      const { stdout } = await against('before.yml', '--format', 'json');
      expect(ids(JSON.parse(stdout))[0]).toBe(`${id}: s1 a1`);
    }
  });
});

const vault = (digits: string): string =>
  `!vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      ${digits.repeat(40)}\n`;

describe('secrets', () => {
  it('are the same, changed, or not known', async () => {
    const same = await compared({ token: vault('61') }, { token: vault('61') });
    expect(same).toMatchObject({ code: 0, token: 'same', hosts: {} });
    folder.remove();
    const other = await compared({ token: vault('61') }, { token: vault('62') });
    expect(other).toMatchObject({ code: 1, token: 'unknown' });
    expect(other.hosts.a1.files['/etc/systemd/system/k3s-agent.service.env'].secrets).toBe('unknown');
    expect(ids(other)[0]).toBe('token-unknown: s1 a1');
    folder.remove();
    const plain = await compared({}, { token: OTHER });
    expect(plain).toMatchObject({ code: 1, token: 'changed' });
    expect(plain.hosts.a1.files['/etc/systemd/system/k3s-agent.service.env']).toEqual({
      before: { content: 'K3S_TOKEN=<secret>\n', mode: '0600' },
      after: { content: 'K3S_TOKEN=<secret>\n', mode: '0600' },
      secrets: 'changed',
    });
  });

  it('are distinguished from what changes beside them', async () => {
    const config = (line: string, secret: string): Parts => ({
      vars: `    server_config_yaml: |\n      ${line}\n      etcd-s3-secret-key: ${secret}\n`,
    });
    const answer = await compared(config('debug: true', OTHER), config('debug: false', OTHER));
    expect(answer.hosts.s1.files['/etc/rancher/k3s/config.yaml'].secrets).toBe('same');
    folder.remove();
    const changed = await compared(config('debug: true', OTHER), config('debug: false', `${OTHER}x`));
    expect(changed.hosts.s1.files['/etc/rancher/k3s/config.yaml'].secrets).toBe('changed');
  });

  it('are never shown', async () => {
    const canaries = Array.from({ length: 60 }, (_, index) => `cNr${index}Qx7Zt4Vb9Lm2Kp8`);
    const parts = (own: readonly string[]): Parts => ({
      token: own[0] ?? '',
      vars: `    server_config_yaml: |
${own
  .slice(1, 10)
  .map((secret, index) => `      etcd-s3-secret-key${index}_key: ${secret}\n`)
  .join('')}
    extra_server_args: --datastore-endpoint=postgres://u:${own[10]}@db/k3s --agent-token ${own[11]}
    extra_agent_args: --token ${own[12]}
    registries_config_yaml: |
      configs:
        example.com: { auth: { password: ${own[13]} } }
    extra_service_envs:
${own
  .slice(14, 22)
  .map((secret, index) => `      - MY${index}_PASSWORD=${secret}\n`)
  .join('')}
    extra_install_envs:
${own
  .slice(22, 30)
  .map((secret, index) => `      K3S_${index}_TOKEN: ${secret}\n`)
  .join('')}`,
    });
    folder = createFolder({
      'before.yml': inventory(parts(canaries.slice(0, 30))),
      'inventory.yml': inventory(parts(canaries.slice(30))),
    });
    for (const format of ['pretty', 'json']) {
      const { code, stdout, stderr } = await against('before.yml', '--format', format);
      expect(code).toBe(1);
      expect(canaries.filter((secret) => `${stdout}${stderr}`.includes(secret))).toEqual([]);
    }
  });
});

it('a state that Ansible refuses is compared with nothing, and the place is reported', async () => {
  commit({ 'inventory.yml': inventory() });
  write('inventory.yml', inventory().replace('  vars:', '  vars'));
  const { code, stdout, stderr } = await folder.run(['preview', '-i', 'inventory.yml', '--against', 'HEAD']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^inventory\.yml:\d+:\d+: /);
  expect(stderr).toContain('Ansible refuses a file of one of the two states');
});

it('a folder with more files than any inventory is not read, and that is reported', async () => {
  const many = Array.from({ length: 1001 }, (_, index) => [`many/${index}.yml`, inventory()]);
  folder = createFolder({ 'inventory.yml': inventory(), ...Object.fromEntries(many) });
  const { code, stdout, stderr } = await against('many');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.trimEnd().split('\n')).toEqual([
    'many: too large to be read; what it defines is not known here.',
    'k3s-inventory: One of the two states has no servers and no agents of K3s: there is nothing to compare.',
  ]);
});
