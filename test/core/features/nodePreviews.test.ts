// From a line on a node to what made it in the inventory, and back.
import { describe, expect, it } from 'vitest';
import type { LanguageService } from '../../../server/src/core/index.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        s1: { ansible_host: 10.0.0.1 }
        s2: { ansible_host: 10.0.0.2 }
    agent:
      hosts:
        a1: { ansible_host: 10.0.0.3, extra_agent_args: "--node-label=zone=a {{ common_args }}" }
  vars:
    ansible_user: debian
    k3s_version: v1.31.12+k3s1
    token: "{{ lookup('env', 'K3S_TOKEN') }}"
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] }}"
    common_args: --node-taint=x=y:NoSchedule
    domain: example.com
    server_config_yaml: |
      disable:
        - traefik
      cluster-domain: "{{ domain }}"
    extra_service_envs:
      - HTTP_PROXY=http://proxy.example.com:3128
      - NO_PROXY={{ domain }}
`;
const URI = uriOf('inventory.yml');
const CONFIG = '/etc/rancher/k3s/config.yaml';
const AGENT_UNIT = '/etc/systemd/system/k3s-agent.service';

const requirements = (version: string): string =>
  `collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    type: git\n    version: ${version}\n`;

const serviceOf = (text: string, version?: string): LanguageService =>
  createTestService(
    createMemoryFileSystem({
      'inventory.yml': text,
      ...(version !== undefined && { 'requirements.yml': requirements(version) }),
    }),
  );

/** The lines of the inventory that have made the line of the node. */
async function sourcesOf(service: LanguageService, host: string, path: string, wanted: string) {
  const node = await service.previewedHost(URI, host);
  const lines = node?.texts.find((text) => text.path === path)?.text.split('\n') ?? [];
  const line = lines.findIndex((one) => one.includes(wanted));
  expect(line, `${wanted} in ${lines.join('\n')}`).toBeGreaterThanOrEqual(0);
  const places = await service.sourcesOnNode(URI, { host, path, line });
  return places.map(({ start }) => INVENTORY.split('\n')[start.line]?.trim());
}

async function landingsOf(service: LanguageService, wanted: string, into = 0) {
  const before = INVENTORY.slice(0, INVENTORY.indexOf(wanted) + into).split('\n');
  const found = await service.placesOnNodes(URI, {
    line: before.length - 1,
    column: before.at(-1)?.length ?? 0,
  });
  return found.map(({ host, path, key }) => `${host} ${path}${key === undefined ? '' : ` ${key}`}`);
}

describe('a line of a node', () => {
  const newest = serviceOf(INVENTORY);
  it.each([
    [
      's2',
      CONFIG,
      'server: ',
      [
        "api_endpoint: \"{{ hostvars[groups['server'][0]]['ansible_host'] }}\"",
        'server:',
        's1: { ansible_host: 10.0.0.1 }',
      ],
    ],
    ['s1', CONFIG, 'cluster-init', ['server:']],
    ['s1', CONFIG, '- traefik', ['- traefik']],
    ['s1', CONFIG, 'cluster-domain', ['cluster-domain: "{{ domain }}"', 'domain: example.com']],
    ['s1', CONFIG, 'token: ', ["token: \"{{ lookup('env', 'K3S_TOKEN') }}\""]],
    ['a1', `${AGENT_UNIT}.env`, 'HTTP_PROXY', ['- HTTP_PROXY=http://proxy.example.com:3128']],
    ['a1', `${AGENT_UNIT}.env`, 'NO_PROXY', ['- NO_PROXY={{ domain }}', 'domain: example.com']],
    ['a1', `${AGENT_UNIT}.env`, 'K3S_TOKEN', ["token: \"{{ lookup('env', 'K3S_TOKEN') }}\""]],
    ['a1', 'install script', 'INSTALL_K3S_VERSION', ['k3s_version: v1.31.12+k3s1']],
  ])('on %s, of %s, with %s is made by its variables', async (host, path, line, expected) => {
    expect(await sourcesOf(newest, host, path, line)).toEqual(expected);
  });

  it('of an argument is made by the variable that has it', async () => {
    const args = await sourcesOf(newest, 'a1', AGENT_UNIT, '--node-taint');
    expect(args[0]).toContain('extra_agent_args');
    expect(args[1]).toBe('common_args: --node-taint=x=y:NoSchedule');
    const server = await sourcesOf(newest, 'a1', AGENT_UNIT, 'https://');
    expect(server[0]).toContain('api_endpoint');
    expect(server.join()).not.toContain('extra_agent_args');
  });

  it('is followed in the units of older releases', async () => {
    const old = serviceOf(INVENTORY, '1.1.1');
    expect((await sourcesOf(old, 's1', '/etc/systemd/system/k3s.service', '--tls-san'))[0]).toContain(
      'api_endpoint',
    );
    expect((await sourcesOf(old, 'a1', AGENT_UNIT, '--node-taint'))[0]).toContain('extra_agent_args');
    expect(await sourcesOf(old, 's1', CONFIG, '- traefik')).toEqual(['- traefik']);
  });
});

describe('a place in the inventory', () => {
  const service = serviceOf(INVENTORY);
  it('leads to what it makes', async () => {
    expect(await landingsOf(service, 'domain: example')).toEqual([
      `s1 ${CONFIG} cluster-domain`,
      's1 /etc/systemd/system/k3s.service.env NO_PROXY',
      `s2 ${CONFIG} cluster-domain`,
      's2 /etc/systemd/system/k3s.service.env NO_PROXY',
      `a1 ${AGENT_UNIT}.env NO_PROXY`,
    ]);
  });
  it('inside a text leads to its own setting', async () => {
    expect(await landingsOf(service, '- traefik', 3)).toEqual([
      `s1 ${CONFIG} disable`,
      `s2 ${CONFIG} disable`,
    ]);
  });
  it('of another host leads to those who take it from there', async () => {
    expect(await landingsOf(service, 'ansible_host: 10.0.0.1')).toContain(`a1 ${AGENT_UNIT}`);
    expect(await landingsOf(service, 'ansible_host: 10.0.0.3')).toEqual([]);
  });
  it('of a host leads to the host', async () => {
    expect(await landingsOf(service, 's2:')).toEqual([`s2 ${CONFIG}`]);
  });
});

const VAULT = `!vault |
      $ANSIBLE_VAULT;1.1;AES256
      33363431653833326364333635633238386231656131373539353862616536353832306663653035
      3630313832323832626363623535303966336166623265380a313463306335373139663063633661
      66306663653336393662393534633064303939373236353832393231376638353461303935323938
      3163363630636434650a326461363131623133356338623466663164346130653966353262643963
      3335`;

it.each([
  ['one for all', 'token: "{{ vault_token | trim }}"', '', 'equal'],
  ['one of a host', 'token: "{{ vault_token | trim }}"', ', token: another', 'unknown'],
  ['one made of the name of the host', 'token: "{{ vault_token ~ inventory_hostname }}"', '', 'unknown'],
])('an encrypted token, %s', async (_, token, ofAgent, tokens) => {
  const text = INVENTORY.replace(/token: .*/, `vault_token: ${VAULT}\n    ${token}`).replace(
    'ansible_host: 10.0.0.3',
    `ansible_host: 10.0.0.3${ofAgent}`,
  );
  expect(await serviceOf(text).previewedCluster(URI)).toMatchObject({ tokens });
});

it('lists the nodes of a cluster, and none for other inventories', async () => {
  expect(await serviceOf(INVENTORY).previewedCluster(URI)).toMatchObject({
    tokens: 'unknown',
    nodes: [
      { host: 's1', role: 'server' },
      { host: 's2', role: 'server' },
      { host: 'a1', role: 'agent' },
    ],
  });
  expect(await serviceOf('x: 1\n').previewedCluster(URI)).toBeUndefined();
});
