import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../support/namedPlaces.ts';

async function hover(files: Record<string, string>): Promise<string | undefined> {
  const { service, uri, position } = sceneOf(files);
  const markdown = (await service.hoverAt(uri, position))?.markdown;
  // What a link leads to is tested once.
  return markdown?.replace(/\]\(file:[^)]*\)/g, ']');
}

const hosts = (vars = '', serverVars = ''): string => `k3s_cluster:
  children:
    server:
      hosts:
        h1: {ansible_host: 10.0.0.1}
        h2:
      vars: {k3s_version: v1.31.12+k3s1${serverVars}}
    agent:
      hosts:
        n[1:4]:
    empty:
  vars: {manage_firewall: false${vars}}
`;

describe('a variable', () => {
  it('that is the same for all: its value, from here, and what it overrides', async () => {
    const shown = await hover({ 'hosts.yml': hosts(', size: 3'), 'group_vars/all.yml': 'si$0ze: 4\n' });
    expect(shown).toBe(
      '**size**\n\n' +
        'On all 6 hosts concerned: `4`, from here (group_vars of `all` beside the inventory)\n\n' +
        'Overrides `3` from [hosts.yml:12] (variables of group `k3s_cluster`)',
    );
  });

  it('that is put together from several, where ansible.cfg wants that', async () => {
    const shown = await hover({
      'hosts.yml': hosts(', si$0zes: {a: 1}'),
      'group_vars/all.yml': 'sizes: {b: 2}\n',
      'ansible.cfg': '[defaults]\nhash_behaviour = merge\n',
    });
    expect(shown).toContain('Merged with mapping with 1 keys from here');
    expect(shown).not.toContain('Overridden');
  });

  it('that hosts do not agree on: a table', async () => {
    const shown = await hover({
      'hosts.yml': hosts(', si$0ze: 3', ', size: "4|5"'),
      'host_vars/n2.yml': 'size:\n',
    });
    expect(shown).toContain('**Overridden** on `h1`, `h2`, `n2`.');
    expect(shown).toContain(
      '| Hosts | Value | From |\n|---|---|---|\n' +
        '| `n1`, `n3`, `n4` | `3` | [hosts.yml:12] (variables of group `k3s_cluster`) |\n' +
        '| `h1`, `h2` | `"4\\|5"` | [hosts.yml:7] (variables of group `server`) |\n' +
        '| `n2` | `null` | [host_vars/n2.yml:1] (host_vars of `n2` beside the inventory) |',
    );
  });

  it('shows at most eight rows', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `        x${index}: {size: ${index}}`).join('\n');
    const shown = await hover({
      'hosts.yml': `${hosts(', si$0ze: 3').replace('        h2:\n', `        h2:\n${many}\n`)}`,
    });
    expect(shown?.match(/^\| `/gm)).toHaveLength(8);
    expect(shown).toContain('… and 5 more');
  });

  it('that counts nowhere: overridden, unused, or dropped', async () => {
    const inventory = hosts(', size: 3');
    const everywhere = await hover({ 'hosts.yml': hosts(', si$0ze: 3'), 'group_vars/all.yml': 'size: 4\n' });
    expect(everywhere).toMatch(
      /\*\*Overridden everywhere:\*\*[\s\S]*`4`, from \[group_vars\/all.yml:1\][\s\S]*here/,
    );
    const noGroup = await hover({ 'hosts.yml': inventory, 'group_vars/nobody.yml': 'si$0ze: 4\n' });
    expect(noGroup).toContain('**Unused:** the inventory has no group `nobody`.');
    const noHosts = await hover({ 'hosts.yml': inventory, 'group_vars/empty.yml': 'si$0ze: 4\n' });
    expect(noHosts).toContain('**Unused:** group `empty` has no hosts.');
    const noHost = await hover({ 'hosts.yml': inventory, 'host_vars/h9.yml': 'si$0ze: 4\n' });
    expect(noHost).toContain('**Unused:** the inventory has no host `h9`.');
    const twice = await hover({ 'hosts.yml': inventory, 'group_vars/all.yml': 'si$0ze: 1\nsize: 2\n' });
    expect(twice).toContain('**Without effect:**');
  });

  it('in a template: for the hosts of the template, or the one it asks for', async () => {
    const inTemplate = (template: string) =>
      hover({
        'hosts.yml': hosts(', size: 3', ', size: 4'),
        'group_vars/agent.yml': `shown: "{{ ${template} }}"\n`,
      });
    expect(await inTemplate('si$0ze')).toContain('On all 4 hosts concerned: `3`, from [hosts.yml:12]');
    expect(await inTemplate("hostvars['h1'].si$0ze")).toContain('On `h1`: `4`');
    const first = await inTemplate("hostvars[groups['server'][0]]['ansible_ho$0st']");
    expect(first).toContain('On `h1`: `10.0.0.1`, from [hosts.yml:5] (variables of host `h1`)');
    expect(first).toContain('[Documentation]');
    expect(await inTemplate('hostv$0ars')).toMatch(/^\*\*hostvars\*\*\n\nThe variables of every host[^\n]*$/);
    expect(await inTemplate('from_a_$0play')).toContain('a play, a role or -e may');
  });

  it('says what cannot be read', async () => {
    const shown = await hover({
      'hosts.yml': hosts(', si$0ze: 3'),
      'group_vars/agent.yml': '$ANSIBLE_VAULT;1.1;AES256\n6162\n',
    });
    expect(shown).toContain('[group_vars/agent.yml] cannot be read here and may define it, too.');
    const others = await hover({
      'hosts.yml': hosts('', ', si$0ze: 3'),
      'group_vars/agent.yml': '$ANSIBLE_VAULT;1.1;AES256\n6162\n',
    });
    expect(others).not.toContain('cannot be read');
  });

  it('is shown for each inventory that shares the file', async () => {
    const shown = await hover({
      'prod/hosts.yml': hosts(', size: 3'),
      'stage/hosts.yml': hosts(', size: 5'),
      'group_vars/all.yml': 'si$0ze: 4\n',
      'site.yml': '- hosts: server\n  roles: [k3s_server]\n',
    });
    expect(shown).toMatch(
      /In \[\.\.\/prod\/hosts\.yml\]:[\s\S]*`3` from[\s\S]*In \[\.\.\/stage\/hosts\.yml\]:[\s\S]*`5` from/,
    );
  });

  it('links to the line', async () => {
    const { service, uri, position } = sceneOf({
      'hosts.yml': hosts(', size: 3'),
      'group_vars/all.yml': 'si$0ze: 4\n',
    });
    const shown = await service.hoverAt(uri, position);
    expect(shown?.markdown).toContain('[hosts.yml:12](file:///workspace/hosts.yml#L12)');
  });
});

describe('secrets', () => {
  const SECRET = 'S3cretS3cret';
  it.each([
    `tok$0en: ${SECRET}`,
    `db_passw$0ord: ${SECRET}`,
    `si$0ze: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${SECRET}`,
    `si$0ze: postgres://u:${SECRET}@db/k3s`,
    `si$0ze: "--token ${SECRET}"`,
    `server_config_$0yaml: |\n  agent-token: ${SECRET}`,
    `vault_$0any: ${SECRET}`,
    `wireguard_$0key: ${SECRET}`,
  ])('%s', async (definition) => {
    const [name = ''] = definition.replace('$0', '').split(':');
    const files = { 'hosts.yml': hosts(), 'group_vars/all.yml': `${definition}\n` };
    const here = await hover(files);
    expect(here).toContain('•••');
    expect(here).not.toContain(SECRET);
    const key = definition.replace('$0', '');
    const overridden = await hover({
      'hosts.yml': hosts(),
      'group_vars/all.yml': `${key}\n`,
      'group_vars/server.yml': `${name.slice(0, 2)}$0${name.slice(2)}: ${SECRET.slice(0, 0)}\n`,
    });
    expect(overridden).not.toContain(SECRET);
  });
});

describe('no secret', () => {
  it.each([
    ['ssh_public_$0key: ssh-ed25519 AAAA', '`ssh-ed25519 AAAA`'],
    ['ansible_ssh_private_key_fi$0le: ~/.ssh/id', '`~/.ssh/id`'],
    ['tok$0en: "{{ other }}"', '`{{ other }}`'],
    ['server_config_$0yaml: "cluster-cidr: 10.42.0.0/16"', '`cluster-cidr: 10.42.0.0/16`'],
    ['si$0ze: [{password: S3cret}]', 'list of 1'],
    ['extra_install_$0envs: {K3S: S3cret}', 'mapping with 1 keys'],
  ])('%s', async (definition, shown) => {
    const here = await hover({ 'hosts.yml': hosts(), 'group_vars/all.yml': `${definition}\n` });
    expect(here).toContain(shown);
    expect(here).not.toContain('S3cret');
  });
});

describe('a group and a host', () => {
  it('a group: its hosts, its place, its files', async () => {
    const shown = await hover({
      'hosts.yml': hosts().replace('agent:', 'ag$0ent:'),
      'group_vars/agent.yml': 'a: 1\n',
    });
    expect(shown).toBe(
      'Group **agent**\n\nHosts (4): `n1`, `n2`, `n3` and 1 more\n\nBelow: `k3s_cluster`\n\nVariables: [group_vars/agent.yml]',
    );
    const missing = await hover({ 'hosts.yml': hosts(`, x: "{{ groups['gro$0up'] }}"`) });
    expect(missing).toContain('no group of this name');
  });

  it('a host: its groups and address; a range: what it stands for', async () => {
    expect(await hover({ 'hosts.yml': hosts().replace('h1:', 'h$01:') })).toBe(
      'Host **h1**\n\nGroups: `k3s_cluster`, `server`\n\nAddress: `10.0.0.1`',
    );
    expect(await hover({ 'hosts.yml': hosts().replace('h2:', 'h$02:') })).toContain('Address: `h2`');
    expect(await hover({ 'hosts.yml': hosts().replace('n[', 'n$0[') })).toContain(
      '4 hosts: `n1`, `n2`, `n3` and 1 more',
    );
  });
});
