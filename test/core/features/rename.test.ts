import { describe, expect, it } from 'vitest';
import type { InventoryEdits } from '../../../server/src/core/index.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { ROOT } from '../../support/memoryFileSystem.ts';
import { sceneOf } from '../../support/namedPlaces.ts';

type Files = Readonly<Record<string, string>>;

const pathOf = (uri: string): string => decodeURIComponent(uri.slice(ROOT.length + 1));

/** The files as an editor leaves them. */
function applied(files: Files, { documents, files: renamed }: InventoryEdits): Files {
  const changed = new Map(
    documents.map(({ uri, edits }) => [pathOf(uri), applyRangeEdits(files[pathOf(uri)] ?? '', edits)]),
  );
  const moved = (path: string): string => {
    const found = renamed.find(({ from }) => path === pathOf(from) || path.startsWith(`${pathOf(from)}/`));
    return found ? pathOf(found.to) + path.slice(pathOf(found.from).length) : path;
  };
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [moved(path), changed.get(path) ?? text]),
  );
}

async function rename(annotated: Files, newName: string, canRenameFiles = true): Promise<Files | string> {
  const { service, uri, position, files } = sceneOf(annotated);
  const made = await service.renameAt(uri, position, newName, { canRenameFiles });
  if (!made) return 'nothing';
  return 'refused' in made ? made.refused : applied(files, made);
}

async function prepare(annotated: Files): Promise<string> {
  const { service, uri, position, show } = sceneOf(annotated);
  const found = await service.renameTargetAt(uri, position);
  if (!found) return 'nothing';
  return 'refused' in found ? found.refused : `${show([{ ...found, uri }])} (${found.name})`;
}

const YAML = `# The cluster
k3s_cluster:
  children:
    server:
      hosts:
        h1: {my_size: 1}
    "workers":
      hosts:
        n[1:2]:
  vars:
    token: "{{ my_token }}"
    first: "{{ groups['workers'][0] ~ groups.workers | length }}"
`;
const INI = `[k3s_cluster:children]
server
workers
[server]
h1 my_size=1
[workers]   # they work
[workers:vars]
my_size = 2
x = {{ hostvars['h1'].my_size }}
`;

describe('rename', () => {
  it('a group, in YAML, in templates and in file names', async () => {
    const files = {
      'hosts.yml': YAML.replace('"workers"', '"work$0ers"'),
      'group_vars/workers.yml': 'my_size: 2\n',
      'group_vars/all/a.yml': `in_it: "{{ 'workers' in group_names }}" # workers\n`,
      'group_vars/all/b.yml': "hosts: >-\n  {{ groups['workers']\n     | join(',') }}\n",
    };
    expect(await rename(files, 'crew')).toEqual({
      'hosts.yml': YAML.replaceAll('workers', 'crew'),
      'group_vars/crew.yml': files['group_vars/workers.yml'],
      'group_vars/all/a.yml': `in_it: "{{ 'crew' in group_names }}" # workers\n`,
      'group_vars/all/b.yml': files['group_vars/all/b.yml'].replace('workers', 'crew'),
    });
  });

  it('a group, in INI and with its folder', async () => {
    const files = {
      'hosts.ini': INI.replace('[workers:', '[work$0ers:'),
      'group_vars/workers/main.yml': 'a: 1\n',
      'group_vars/workers/more.yaml': 'b: "{{ groups.workers }}"\n',
    };
    expect(await rename(files, 'crew')).toEqual({
      'hosts.ini': INI.replaceAll('workers', 'crew'),
      'group_vars/crew/main.yml': 'a: 1\n',
      'group_vars/crew/more.yaml': 'b: "{{ groups.crew }}"\n',
    });
  });

  it('with the files that Ansible passes over for another one of the name, and an empty folder', async () => {
    const files = {
      'hosts.yml': YAML.replace('"workers"', '"work$0ers"'),
      'group_vars/workers/README.md': 'nothing to read\n',
      'group_vars/workers.yml': 'my_size: 2\n',
      'group_vars/workers.json': '{}\n',
      'host_vars/workers.yml': 'my_size: 3\n',
    };
    expect(await rename(files, 'crew')).toEqual({
      'hosts.yml': YAML.replaceAll('workers', 'crew'),
      'group_vars/crew/README.md': 'nothing to read\n',
      'group_vars/crew.yml': 'my_size: 2\n',
      'group_vars/crew.json': '{}\n',
      'host_vars/workers.yml': 'my_size: 3\n',
    });
  });

  it('a host; where a name stands behind a dot, in brackets if it must', async () => {
    const files = {
      'hosts.ini': INI.replace('h1 my', 'h$01 my'),
      'host_vars/h1': 'a: "{{ hostvars.h1.my_size }}"\n',
      'host_vars/h1.example.com.yml': 'c: 1\n',
      'group_vars/all.yml': `b: '{{ hostvars.h1["x"] }}'\n`,
    };
    expect(await rename(files, 'node-1')).toEqual({
      'hosts.ini': INI.replaceAll('h1', 'node-1'),
      'host_vars/node-1': `a: "{{ hostvars['node-1'].my_size }}"\n`,
      'host_vars/h1.example.com.yml': 'c: 1\n',
      'group_vars/all.yml': `b: '{{ hostvars["node-1"]["x"] }}'\n`,
    });
  });

  it('a host listed with a port keeps it', async () => {
    const text = YAML.replace('h1:', 'h1:22:');
    expect(await rename({ 'hosts.yml': text.replace('h1', 'h$01') }, 'h2')).toEqual({
      'hosts.yml': text.replace('h1', 'h2'),
    });
  });

  it('a variable, in every file, from a template', async () => {
    const files = {
      'hosts.ini': INI,
      'group_vars/all.yml':
        'a: "{% for my_size in [1] %}{{ my_size }}{% endfor %}{{ my_$0size + vars[\'my_size\'] }}"\n',
      'host_vars/h1.yml': "'my_size': 1\n",
    };
    expect(await rename(files, 'my_width')).toEqual({
      'hosts.ini': INI.replaceAll('my_size', 'my_width'),
      'group_vars/all.yml':
        'a: "{% for my_size in [1] %}{{ my_size }}{% endfor %}{{ my_width + vars[\'my_width\'] }}"\n',
      'host_vars/h1.yml': "'my_width': 1\n",
    });
  });

  it('in every inventory that shares a file', async () => {
    const cluster = (host: string) => `k3s_cluster:\n  children:\n    server:\n      hosts: {${host}}\n`;
    const files = {
      'prod/hosts.yml': cluster('h1: {shown: "{{ my_$0size }}"}'),
      'group_vars/all.yml': 'my_size: 1\n',
      'stage/hosts.yml': cluster('h2: {shown: "{{ my_size }}"}'),
      'site.yml': '- hosts: server\n  roles: [k3s_server]\n',
    };
    const after = await rename(files, 'width');
    expect(JSON.stringify(after)).not.toContain('my_size');
  });

  it('to the same name changes nothing', async () => {
    expect(await rename({ 'hosts.yml': YAML.replace('h1', 'h$01') }, 'h1')).toEqual({ 'hosts.yml': YAML });
  });
});

describe('is asked for', () => {
  it('with the range of the name alone', async () => {
    expect(await prepare({ 'hosts.yml': YAML.replace('"workers"', '"workers$0"') })).toBe(
      'hosts.yml:7 workers (workers)',
    );
    expect(await prepare({ 'hosts.yml': YAML.replace('The', 'T$0he') })).toBe('nothing');
    expect(await prepare({ 'compose.yml': 'services:\n  vars:\n    a$0: 1\n' })).toBe('nothing');
  });

  it.each<[string, string, Files, RegExp]>([
    ['n[1', 'n$0[1', {}, /range/],
    ['token:', 'tok$0en:', {}, /k3s-ansible or Ansible reads/],
    ['my_token', 'my_$0token', {}, /not defined/],
    ['k3s_cluster:', 'all$0: {}\nk3s_cluster:', {}, /Ansible’s own/],
    [
      'first',
      'fi$0rst',
      { 'group_vars/all.yml': '$ANSIBLE_VAULT;1.1;AES256\n61\n' },
      /group_vars\/all.yml, which is encrypted/,
    ],
    ['first', 'fi$0rst', { 'group_vars/all.yml': 'a: [first\n' }, /group_vars\/all.yml, which has errors/],
    [
      'h1:',
      'n1:\n        h$01:',
      { 'host_vars/h1.yml': 'x: "{{ hostvars[\'h1\'] }}"\n' },
      /^hosts\.yml:7 h1/,
    ],
    ['h1:', 'n$01:\n        h1:', {}, /range “n\[1:2\]” \(hosts\.yml:10\)/],
    ['"workers":\n      hosts:\n        n[1:2]:', 'h$01: text', {}, /a group and a host/],
  ])('%s → %s', async (from, to, others, message) => {
    expect(await prepare({ 'hosts.yml': YAML.replace(from, to), ...others })).toMatch(message);
  });
});

describe('is refused', () => {
  const texts = {
    group: YAML.replace('"workers"', '"work$0ers"'),
    host: YAML.replace('h1', 'h$01'),
    variable: YAML.replace('first', 'fi$0rst'),
  };
  const { group } = texts;

  it.each<[keyof typeof texts, string, RegExp]>([
    ['group', 'my-group', /letters, digits and underscores/],
    ['group', '1st', /letters/],
    ['group', '', /letters/],
    ['group', 'all', /own/],
    ['group', 'server', /taken/],
    ['group', 'h1', /taken/],
    ['variable', 'yes', /by hand/],
    ['host', 'a b', /not a name for a host/],
    ['host', 'h[1:3]', /not a name/],
    ['host', 'h:22', /not a name/],
    ['host', 'n1', /taken/],
    ['host', '10', /by hand/],
    ['variable', 'my-var', /letters/],
    ['variable', 'token', /reads by this name/],
    ['variable', 'ansible_own', /reads by this name/],
    ['variable', 'class', /Python/],
    ['variable', 'my_size', /taken/],
    ['variable', 'my_token', /taken/],
  ])('a %s called “%s”', async (kind, newName, message) => {
    expect(await rename({ 'hosts.yml': texts[kind] }, newName)).toMatch(message);
  });

  it('where a file has the name already', async () => {
    const files = { 'hosts.yml': group, 'group_vars/workers.yml': 'a: 1\n', 'group_vars/crew.yml': 'b: 1\n' };
    expect(await rename(files, 'crew')).toMatch(/taken/);
  });

  it('where a file with mistakes may name it, and only there', async () => {
    const files = {
      'hosts.yml': group,
      'group_vars/all.yml': 'a: [workers\n',
      'group_vars/agent.yml': 'b: 1\n',
    };
    expect(await rename(files, 'crew')).toMatch(/has errors; fix them first/);
    const other = { ...files, 'group_vars/all.yml': 'a: [1\nworkers2: 1\n' };
    expect(await rename(other, 'crew')).toMatchObject({ 'hosts.yml': YAML.replaceAll('workers', 'crew') });
    const ranged = { 'hosts.yml': YAML.replace('h1', 'h$01'), 'group_vars/all.yml': 'a: [h[1:3]\n' };
    expect(await rename(ranged, 'h2')).toMatch(/has errors/);
  });

  it('where the name is written in pieces', async () => {
    const files = { 'hosts.yml': group, 'group_vars/all.yml': `a: "{{ groups['wor' 'kers'] }}"\n` };
    expect(await rename(files, 'crew')).toMatch(/group_vars\/all\.yml:1; change it by hand/);
  });

  it('where a template hides the new name', async () => {
    const files = {
      'hosts.yml': YAML,
      'group_vars/all.yml': 'fi$0rst: 1\nb: "{% set x = 1 %}{{ first }}"\n',
    };
    expect(await rename(files, 'x')).toMatch(/by hand/);
  });

  it('where the alphabet would let another value count', async () => {
    const text = `${YAML}    b_group: {hosts: {h1: }, vars: {size: 1}}\n    c_gr$0oup: {hosts: {h1: }, vars: {size: 2}}\n`;
    const files = { 'hosts.yml': text.replace(/ {2}vars:\n(?: {4}.*\n){2}/, '') };
    expect(await rename(files, 'a_group')).toMatch(/another value of “size” would count/);
    expect(await rename(files, 'd_group')).toMatchObject({ 'hosts.yml': expect.stringContaining('d_group') });
  });

  it('where the editor cannot rename files', async () => {
    const files = { 'hosts.yml': group, 'group_vars/workers.yml': 'a: 1\n' };
    expect(await rename(files, 'crew', false)).toMatch(/cannot rename the files/);
    expect(await rename({ 'hosts.yml': group }, 'crew', false)).toEqual({
      'hosts.yml': YAML.replaceAll('workers', 'crew'),
    });
  });
});
