import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../support/namedPlaces.ts';

const ENDPOINT = "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}";

const hosts = (vars: string): string => `k3s_cluster:
  children:
    server:
      hosts:
        s1: {ansible_host: 10.0.0.1}
        s2: {own: two}
      vars: {size: 3}
    agent:
      hosts: {a1: , a2: }
      vars: {size: "{{ 2 + 3 }}"}
  vars:
    k3s_version: v1.31.12+k3s1
    token: S3cretS3cret
    db_password: S3cretS3cret
    ${vars}
`;

async function hover(vars: string, others: Record<string, string> = {}): Promise<string | undefined> {
  const { service, uri, position } = sceneOf({ 'hosts.yml': hosts(vars), ...others });
  return (await service.hoverAt(uri, position))?.markdown.replace(/\]\(file:[^)]*\)/g, ']');
}

describe('what an expression gives', () => {
  it.each([
    [`api_endp$0oint: "${ENDPOINT}"`, 'Resolves to `10.0.0.1` on all 4 hosts'],
    [`x: "${ENDPOINT.replace('| default', '| def$0ault')}"`, 'Resolves to `10.0.0.1` on all 4 hosts'],
    [`x: "${ENDPOINT.replace('{{', '{$0{')}"`, 'Resolves to `10.0.0.1` on all 4 hosts'],
    [
      `x: "${ENDPOINT.replace("[0]']", "[0$0]']").replace('[0])', '[$00])')}"`,
      'Resolves to `s1` on all 4 hosts',
    ],
    ['x: "{{ 1 $0+ 2 }}"', 'Resolves to `3` on all 4 hosts'],
    ['x: "{{ [1, 2]$0 }}"', 'Resolves to `[1, 2]` on all 4 hosts'],
    [`x: "{{ '' | tri$0m }}"`, 'Resolves to `""` on all 4 hosts'],
    [`x: "{{ (1 + 2) | stri$0ng }}"`, 'the value as text'],
    ["x: '{{ ''a'' ~$0 ''b'' }}'", 'Resolves to `ab` on all 4 hosts'],
    ['x: >-\n      {{ 1\n      +$0 2 }}', 'Resolves to `3` on all 4 hosts'],
  ])('%s', async (line, expected) => {
    expect((await hover(line))?.toLowerCase()).toContain(expected.toLowerCase());
  });

  it('a table where hosts do not agree', async () => {
    expect(await hover('x: "{{ siz$0e * 2 }}"')).toContain(
      'Hosts resolve it differently:\n\n| Hosts | Value |\n|---|---|\n| `s1`, `s2` | `3` |\n| `a1`, `a2` | `5` |',
    );
    expect(await hover('x: "{{ size | int *$0 2 }}"')).toMatch(
      /\| `s1`, `s2` \| `6` \|\n\| `a1`, `a2` \| `10` \|/,
    );
  });

  it.each([
    ['agent_token: "{{ vault_$0token | trim }}"', '**Nothing defines it:** no file that Ansible reads here'],
    ['agent_token: "{{ vault_$0token | trim }}"', "**Ansible fails here:** 'vault_token' is not defined"],
    ['agent_to$0ken: "{{ vault_token | trim }}"', "**Ansible fails here:** 'vault_token' is not defined"],
  ])('says of a secret that nothing defines what it stands for: %s', async (line, expected) => {
    expect(await hover(line)).toContain(expected);
    expect(await hover(line, { 'group_vars/all/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n31\n' })).not.toMatch(
      /fails|Nothing/,
    );
  });

  it('takes the name of a host for its address where it has no other', async () => {
    expect(await hover('x: "{{ ansible_$0host }}"')).toMatch(
      /\| `s2`, `a1`, `a2` \| not defined: the name of the host counts \| \|/,
    );
    expect(await hover('x: "{{ ansible_host $0~ 1 }}"')).toContain('| `s2` | `s21` |');
  });

  it('for those alone that get the variable', async () => {
    const shown = await hover('y: 1', { 'host_vars/s2.yml': 'x: "{{ inventory_host$0name }}"\n' });
    expect(shown).toContain('Resolves to `s2` on `s2`');
    expect(shown).toContain('name of this host');
  });

  it('the reason where it is unknown, and that it surely fails', async () => {
    expect(await hover('x: "{{ ansible_facts.os_fami$0ly }}"')).toContain('not known here: facts');
    expect(await hover(`x: "{{ lookup$0('env', 'HOME') }}"`)).toContain('lookup(plugin, *terms)');
    expect(await hover(`x: "{{ groups['server'][7$0] }}"`)).toContain('**Ansible fails here:**');
    expect(await hover('x: "{{ own$0 | upper }}"')).toMatch(/not defined|a play, a role or -e may/);
  });

  it('of the type that the ansible-core and ansible.cfg say', async () => {
    const vars = 'x: "{{ [n]$0 }}"\n    n: "{{ 1 + 1 }}"';
    expect(await hover(vars)).toContain('`[2]`');
    const old = { 'requirements.txt': 'ansible-core==2.16.3\n' };
    expect(await hover(vars, old)).toContain('`["2"]`');
    const native = { ...old, 'ansible.cfg': '[defaults]\njinja2_native = true\n' };
    expect(await hover(vars, native)).toContain('`[2]`');
  });

  it('what a filter and a test do', async () => {
    expect(await hover('x: "{{ 1 | defau$0lt(2) }}"')).toMatch(
      /^```jinja\nvalue \| default\(default_value, boolean=false\)\n```/,
    );
    expect(await hover('x: "{{ 1 is defi$0ned }}"')).toContain('Has a value');
    expect(await hover('x: "{{ 1 | ansible.utils.ipw$0rap }}"')).toContain('From ansible.utils');
  });

  it('nothing of what changes with every round of a loop', async () => {
    const shown = await hover('x: "{% for h in groups[\'server\'] %}{{ h$0 }}{% endfor %}"');
    expect(shown).toBeUndefined();
  });

  it('a value once in ten thousand hosts, quickly', async () => {
    const many = hosts('x: "{{ inventory_hostname$0 }}"').replace('{a1: , a2: }', '{"n[0001:9999]": }');
    const { service, uri, position } = sceneOf({ 'hosts.yml': many });
    const shown = (await service.hoverAt(uri, position))?.markdown;
    expect(shown).toContain('Tried on 100 of 10001 hosts.');
  });
});

describe('secrets stay unseen', () => {
  it.each([
    'tok$0en: "{{ \'S3cretS3cret\' }}"',
    'x: "{{ tok$0en }}"',
    'x: "{{ token |$0 upper }}"',
    'x: "{{ token | b64enc$0ode }}"',
    'x: "{{ \'a\' ~$0 db_password }}"',
    'x: "{{ y$0 }}"\n    y: "{{ db_password }}"',
    "x: \"{{ {'password': 'S3cretS3cret'}$0 }}\"",
    'x$0: "{{ hostvars[\'s1\'].token }}"',
  ])('%s', async (line) => {
    const shown = (await hover(line)) ?? '';
    expect(shown).not.toMatch(/S3CRET|S3cret|UzNjcmV0/);
  });
});
