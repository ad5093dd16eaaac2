import { describe, expect, it } from 'vitest';
import type { CompletionItem } from '../../../server/src/core/index.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { sceneOf } from '../../support/namedPlaces.ts';

const HOSTS = `k3s_cluster:
  children:
    server:
      hosts:
        s1: {ansible_host: 10.0.0.1}
        s2:
      vars: {only_servers: 1}
    agent:
      hosts:
        a1:
      vars: {only_agents: {first_key: 1, second_key: 2}}
    my-group:
  vars:
    k3s_version: v1.31.12+k3s1
    token: "{{ vault_token | trim }}"
    db: {user: k3s, password: S3cret}
`;

async function complete(files: Record<string, string>) {
  const { service, uri, position, files: texts } = sceneOf(files);
  const { items, isIncomplete } = await service.completeAt(uri, position);
  const labels = items.map(({ label }) => label);
  const apply = (label: string): string => {
    const item = items.find((candidate) => candidate.label === label);
    if (!item) throw new Error(`no item ${label} among ${labels.join(' ')}`);
    const path = Object.keys(files).find((name) => uri.endsWith(name)) ?? '';
    return applyRangeEdits(texts[path] ?? '', [item.edit]);
  };
  return { items, labels, apply, isIncomplete };
}

/** In a variable of the whole cluster, written as `value`. */
const inValue = (value: string) => complete({ 'hosts.yml': `${HOSTS}    shown: ${value}\n` });
/** The line after an item is taken. */
const lineAfter = async (value: string, label: string): Promise<string> => {
  const line = (await inValue(value)).apply(label).trimEnd().split('\n').at(-1) ?? '';
  return line.replace('    shown: ', '');
};
const documentationOf = (items: readonly CompletionItem[], label: string): string | undefined =>
  items.find((item) => item.label === label)?.documentation;

describe('where a value is to stand', () => {
  it('variables in scope with what the schema says, magic variables, functions', async () => {
    const { items, labels } = await inValue('"{{ $0 }}"');
    expect(labels.slice(0, 4)).toEqual(['ansible_host', 'db', 'k3s_version', 'only_agents']);
    expect(labels).toEqual(expect.arrayContaining(['hostvars', 'groups', 'inventory_hostname', 'lookup']));
    expect(documentationOf(items, 'k3s_version')).toContain('[Documentation]');
    expect(documentationOf(items, 'hostvars')).toContain('every host');
  });

  it('only those of the hosts that the template is for', async () => {
    const { labels } = await complete({ 'hosts.yml': HOSTS, 'group_vars/agent.yml': 'x: "{{ on$0 }}"\n' });
    expect(labels).toContain('only_agents');
    expect(labels).not.toContain('only_servers');
    expect(labels).toContain('k3s_version');
  });

  it('names of loops and of set', async () => {
    const { labels } = await inValue('"{% set other = 1 %}{% for host in groups.all %}{{ $0 }}{% endfor %}"');
    expect(labels.slice(0, 3)).toEqual(['other', 'host', 'loop']);
    const outside = await inValue('"{% for host in groups.all %}{% endfor %}{{ $0 }}"');
    expect(outside.labels).not.toContain('host');
    expect((await inValue('"{% for host in groups.all %}{{ loop.$0 }}{% endfor %}"')).labels).toContain(
      'index0',
    );
  });

  it('no names where a new one is made up, and no operators unasked', async () => {
    expect((await inValue('"{% for $0 %}"')).labels).toEqual([]);
    expect((await inValue('"{% set $0 %}"')).labels).toEqual([]);
    expect((await inValue('"{{ db $0 }}"')).labels).toEqual([]);
    expect((await inValue('"{{ db i$0 }}"')).labels).toEqual(expect.arrayContaining(['if', 'is', 'in']));
  });

  it.each([
    ['"{{ k3$0 }}"', 'k3s_version', '"{{ k3s_version }}"'],
    ['"{{ (k3$0", ', 'k3s_version', '"{{ (k3s_version",'],
    ['{{ k3$0', 'k3s_version', '{{ k3s_version'],
    ["'{{ k3$0 }}'", 'k3s_version', "'{{ k3s_version }}'"],
    ['"x{{ db }}y{{ 1 if k3$0_v }}"', 'k3s_version', '"x{{ db }}y{{ 1 if k3s_version }}"'],
  ])('%s → %s', async (value, label, expected) => {
    expect(await lineAfter(value, label)).toBe(expected);
  });

  it('in blocks of several lines, in lists, in a file of Windows', async () => {
    expect((await inValue('|\n      a\n      {{ db }} {{ k3$0')).labels).toContain('k3s_version');
    expect((await inValue('>-\n      {% if db %}\n      {{ k3$0 }}')).labels).toContain('k3s_version');
    expect((await inValue('["{{ db }}", "{{ k3$0 }}"]')).labels).toContain('k3s_version');
    const windows = `${HOSTS}    shown: "{{ k3$0 }}"\n`.replaceAll('\n', '\r\n');
    expect((await complete({ 'hosts.yml': windows })).labels).toContain('k3s_version');
  });

  it('in INI', async () => {
    const ini = '[server]\ns1\n[agent]\na1\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\n';
    const vars = 'k3s_version=v1.31.12+k3s1\napi_endpoint=';
    const { labels } = await complete({ hosts: `${ini}${vars}{{ groups['$0\n` });
    expect(labels).toEqual(expect.arrayContaining(['server', 'agent']));
  });

  it.each([
    '"$0{{ db }}"',
    '"{{ db }}$0"',
    '"{# $0 #}"',
    '"{% raw %}{{ $0 }}{% endraw %}"',
    'plain # {{ $0',
    '"{{ 1 | $0_ }}" # {{',
  ])('nothing outside: %s', async (value) => {
    const { labels } = await inValue(value);
    expect(labels).not.toContain('k3s_version');
  });
});

describe('groups and hosts', () => {
  it.each([
    [`"{{ groups['se$0`, 'server', `"{{ groups['server']`],
    [`"{{ groups['se$0 }}"`, 'server', `"{{ groups['server'] }}"`],
    [`"{{ groups['se$0'] }}"`, 'server', `"{{ groups['server'] }}"`],
    [`"{{ groups['se$0rvant'][0] }}"`, 'server', `"{{ groups['server'][0] }}"`],
    [`"{{ groups['$0']"`, 'my-group', `"{{ groups['my-group']"`],
    ['"{{ groups[$0] }}"', 'server', `"{{ groups['server'] }}"`],
    ['"{{ groups[$0 }}"', 'server', `"{{ groups['server'] }}"`],
    [`'{{ groups[$0] }}'`, 'server', `'{{ groups["server"] }}'`],
    [`'{{ groups["$0 }}'`, 'server', `'{{ groups["server"] }}'`],
    [`'{{ groups[''$0 }}'`, 'server', `'{{ groups[''server''] }}'`],
    [`"{{ groups[\\"$0 }}"`, 'server', `"{{ groups[\\"server\\"] }}"`],
    ['"{{ groups.s$0 }}"', 'server', '"{{ groups.server }}"'],
    ['"{{ groups.$0 }}"', 'my-group', `"{{ groups['my-group'] }}"`],
    [`"{{ groups.get('$0 }}"`, 'server', `"{{ groups.get('server') }}"`],
    [`"{{ '$0' in group_names }}"`, 'server', `"{{ 'server' in group_names }}"`],
    [`"{{ hostvars['$0 }}"`, 's1', `"{{ hostvars['s1'] }}"`],
    [`"{{ inventory_hostname == '$0' }}"`, 's1', `"{{ inventory_hostname == 's1' }}"`],
    [`"{{ inventory_hostname in ['a', '$0'] }}"`, 's1', `"{{ inventory_hostname in ['a', 's1'] }}"`],
    [`"{{ hostvars['s1'].ans$0 }}"`, 'ansible_host', `"{{ hostvars['s1'].ansible_host }}"`],
    [
      `"{{ hostvars[groups['server'][0]]['ans$0 }}"`,
      'ansible_host',
      `"{{ hostvars[groups['server'][0]]['ansible_host'] }}"`,
    ],
    [`"{{ groups['server'][$0] }}"`, '1', `"{{ groups['server'][1] }}"`],
    [`"{{ lookup('vars', '$0') }}"`, 'k3s_version', `"{{ lookup('vars', 'k3s_version') }}"`],
    [
      `"{{ groups.all | map('extract', hostvars, '$0') }}"`,
      'ansible_host',
      `"{{ groups.all | map('extract', hostvars, 'ansible_host') }}"`,
    ],
  ])('%s → %s', async (value, label, expected) => {
    expect(await lineAfter(value, label)).toBe(expected);
  });

  it('goes on behind the bracket that is there already', async () => {
    const { items } = await inValue(`"{{ groups['se$0'] }}"`);
    const item = items.find(({ label }) => label === 'server');
    expect(item?.edit.newText).toBe("server']");
    const unquoted = await inValue('"{{ groups[$0] }}"');
    expect(unquoted.labels.at(-1)).toBe('ungrouped');
    expect(unquoted.items.find(({ label }) => label === 'server')?.edit.newText).toBe("'server']");
  });

  it('each with what it stands for', async () => {
    const details = async (value: string) =>
      (await inValue(value)).items.map(({ label, detail }) => `${label} ${detail ?? ''}`.trim());
    expect(await details(`"{{ groups['$0'] }}"`)).toEqual(
      expect.arrayContaining(['server 2 hosts', 'agent 1 host', 'my-group 0 hosts']),
    );
    expect(await details(`"{{ hostvars['$0'] }}"`)).toEqual(['s1 `10.0.0.1`', 's2', 'a1']);
    expect(await details(`"{{ groups['server'][$0] }}"`)).toEqual(['0 s1', '1 s2']);
  });

  it('variables of the host alone, keys of a mapping; never a value', async () => {
    const ofHost = await inValue(`"{{ hostvars['a1'].$0 }}"`);
    expect(ofHost.labels).toContain('only_agents');
    expect(ofHost.labels).not.toContain('only_servers');
    const keys = await inValue('"{{ db.$0 }}"');
    expect(keys.labels).toEqual(['user', 'password']);
    expect(JSON.stringify(keys.items)).not.toContain('S3cret');
    expect((await inValue(`"{{ hostvars['a1'].only_agents['$0 }}"`)).labels).toEqual([
      'first_key',
      'second_key',
    ]);
    expect((await inValue('"{{ k3s_version.$0 }}"')).labels).toEqual([]);
  });

  it('of ten thousand hosts, those that begin as typed', async () => {
    const inventory = HOSTS.replace('        a1:\n', '        n[0001:9999]:\n');
    const { labels, isIncomplete } = await complete({
      'hosts.yml': `${inventory}    shown: "{{ hostvars['n12$0'] }}"\n`,
    });
    expect(labels).toHaveLength(100);
    expect(labels[0]).toBe('n1200');
    expect(isIncomplete).toBe(true);
  });
});

describe('filters, tests and statements', () => {
  it('filters with signature and what they do', async () => {
    const { items, labels } = await inValue('"{{ db | $0 }}"');
    expect(labels).toEqual(expect.arrayContaining(['default', 'b64encode', 'ansible.utils.ipwrap']));
    expect(labels).not.toContain('defined');
    expect(documentationOf(items, 'default')).toMatch(
      /```jinja\nvalue \| default\(default_value, boolean=false\)\n```\n\n.*undefined/,
    );
  });

  it.each([
    ['"{{ db | def$0 }}"', 'default', '"{{ db | default($1) }}"'],
    ['"{{ db | def$0(1) }}"', 'default', '"{{ db | default(1) }}"'],
    ['"{{ db|tr$0 }}"', 'trim', '"{{ db|trim }}"'],
    ['"{{ db | ansible.utils.ipw$0 }}"', 'ansible.utils.ipwrap', '"{{ db | ansible.utils.ipwrap }}"'],
    [
      '"{{ db | ansible.builtin.b64e$0 }}"',
      'ansible.builtin.b64encode',
      '"{{ db | ansible.builtin.b64encode }}"',
    ],
    ['"{{ db is def$0 }}"', 'defined', '"{{ db is defined }}"'],
    ['"{{ db is not def$0 }}"', 'defined', '"{{ db is not defined }}"'],
    ['"{{ db | default(1, $0) }}"', 'boolean=', '"{{ db | default(1, boolean=) }}"'],
  ])('%s → %s', async (value, label, expected) => {
    expect(await lineAfter(value, label)).toBe(expected);
  });

  it('statements, and the end of the one that is open', async () => {
    expect((await inValue('"{% $0 %}"')).labels).toEqual(expect.arrayContaining(['if', 'for', 'set']));
    expect(await lineAfter('"{% fo$0 %}"', 'for')).toBe('"{% for ${1:item} in ${2:list} %}"');
    const inner = await inValue('"{% for h in groups.all %}{% if h %}a{% $0 %}"');
    expect(inner.labels.slice(0, 3)).toEqual(['endif', 'else', 'elif']);
    expect((await inValue('"{% if h %}a{% endif %}{% $0 %}"')).labels).not.toContain('endif');
  });
});
