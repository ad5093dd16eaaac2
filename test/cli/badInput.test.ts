// Inventories that are broken, hostile or out of reach: reported at their place, and nothing else stops working.
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Rule } from '../../server/src/core/diagnostics/rule.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { SMALL_INVENTORY as inventory } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';
import { VAULT_TEXT } from '../support/vaultText.ts';

let folder: Folder;
const make = (files: Record<string, string>): Folder => {
  folder = createFolder(files);
  return folder;
};
afterEach(() => folder?.remove());

const ini = '[server]\n192.168.1.11\n[agent]\n192.168.1.12\n[k3s_cluster:children]\nserver\nagent\n';
/** What is checked beside the bad file, to see that it still is. */
const beside = { 'other/inventory.yml': `${inventory}    token: ""\n` };

/** Lines of the report about one file. */
async function findingsIn(file: string): Promise<readonly string[]> {
  const { code, stdout } = await folder.run(['check']);
  expect([code, stdout.includes('token-empty')]).toEqual([1, true]);
  return stdout.split('\n').filter((line) => line.startsWith(`${file}:`));
}

it.each<[string, Record<string, string>, RegExp]>([
  [
    'half typed',
    { 'inventory.yml': inventory.replace('192.168.1.12:', '192.168') },
    /^inventory\.yml:[78]:\d+ {2}error /,
  ],
  [
    'a group_vars file that is half typed',
    { 'inventory.yml': inventory, 'group_vars/all.yml': 'a: 1\nb: [1,\n' },
    /error .*inventory-unparsable/,
  ],
  ['an INI line that cannot be split', { 'hosts.ini': ini.replace('11\n', '11 a="b\n') }, /^hosts\.ini:2:/],
  [
    'a group that is its own child',
    { 'inventory.yml': `${inventory}server:\n  children:\n    k3s_cluster:\n` },
    /error .*itself/,
  ],
  [
    'a cycle of anchors',
    { 'inventory.yml': `${inventory}    extra_service_envs: &a [*a]\n    token: ""\n` },
    /^inventory\.yml:/,
  ],
])('says where: %s', async (_, files, line) => {
  make({ ...files, ...beside });
  const [file = ''] = Object.keys(files).slice(-1);
  const found = await findingsIn(file.replace('/', process.platform === 'win32' ? '\\' : '/'));
  expect(found.join('\n')).toMatch(line);
});

it('counts two million hosts as too many, says so, and lists nothing', async () => {
  make({ 'inventory.yml': inventory.replace('192.168.1.12:', 'h[1:2000000]:'), ...beside });
  const place = /^inventory\.yml:8:9: "h\[1:2000000\]" stands for more hosts/m;
  expect((await folder.run(['check'])).stderr).toMatch(place);
  const list = await folder.run(['list', '-i', 'inventory.yml']);
  expect([list.code, list.stdout]).toEqual([1, '']);
  expect(list.stderr).toMatch(place);
  const explained = await folder.run(['explain', '192.168.1.11', 'k3s_version', '-i', 'inventory.yml']);
  expect([explained.code, explained.stdout.split('\n')[0]]).toEqual([0, '"v1.31.12+k3s1"']);
});

it.each([
  ['the inventory', 'inventory.yml'],
  ['a variables file', join('group_vars', 'all.yml')],
])('says that it cannot look into what is encrypted as a whole: %s', async (_, file) => {
  make({ 'inventory.yml': inventory, ...beside, [file]: VAULT_TEXT });
  const { stdout, stderr } = await folder.run(['check']);
  expect(stderr).toContain(`${file}: encrypted as a whole`);
  expect(stdout).toContain('token-empty');
  expect(stdout.split('\n').filter((line) => line.startsWith(`${file}:`))).toEqual([]);
});

it.skipIf(process.platform === 'win32')('walks through loops of links once', async () => {
  make({ 'inventory.yml': inventory, 'group_vars/all/a.yml': 'x: 1\n', ...beside });
  for (const [target, link] of [
    ['.', 'loop'],
    ['..', 'other/up'],
    ['.', 'group_vars/all/loop'],
    ['link2', 'link1'],
    ['link1', 'link2'],
  ] as const)
    symlinkSync(target, join(folder.path, link));
  expect(await findingsIn('inventory.yml')).toEqual([]);
  const { code, stdout } = await folder.run(['list', '-i', '.', '--graph']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('192.168.1.12')]);
  const x = await folder.run(['explain', '192.168.1.11', 'x', '-i', 'inventory.yml']);
  expect(x.stdout).toMatch(/^1\n/);
});

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'goes on without what it may not read, and says so',
  async () => {
    make({
      'inventory.yml': inventory,
      'group_vars/all.yml': 'x: 1\n',
      'locked/hosts.yml': inventory,
      ...beside,
    });
    for (const path of ['group_vars/all.yml', 'locked']) chmodSync(join(folder.path, path), 0);
    const { stdout, stderr } = await folder.run(['check']);
    const explained = await folder.run(['explain', '192.168.1.11', 'x', '-i', 'inventory.yml']);
    for (const path of ['group_vars/all.yml', 'locked']) chmodSync(join(folder.path, path), 0o755);
    expect(stderr).toContain('locked');
    expect(stdout).toMatch(/all\.yml.*inventory-unparsable/);
    expect(stdout).toContain('token-empty');
    expect([explained.code, explained.stderr]).toEqual([1, expect.stringContaining('all.yml')]);
  },
);

it('an error of our own costs one rule on one inventory, is reported, and ends with 2 after everything else', async () => {
  make({
    'a/inventory.yml': `${inventory}    boom: 1\n    token: ""\n`,
    'b/inventory.yml': `${inventory}    token: ""\n`,
  });
  const faulty: Rule = {
    ...(rules[0] as Rule),
    id: 'faulty',
    *check({ model }) {
      if (model.definitionsByName.has('boom')) throw new TypeError('our own error');
      yield* [];
    },
  };
  (rules as Rule[]).unshift(faulty);
  try {
    const { code, stdout, stderr } = await folder.run(['check']);
    expect(code).toBe(2);
    expect(stdout.match(/token-empty/g)).toHaveLength(2);
    expect(stderr).toMatch(/^a\/inventory\.yml: the rule faulty cannot be checked/);
    expect(stderr).toContain('our own error');
    expect(stderr).not.toContain('b/inventory.yml');
  } finally {
    (rules as Rule[]).shift();
  }
});

it.each(['\ud800', '\udfff x', '%ED%A0%80', '__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
  'a name such as %j is one like any other',
  async (name) => {
    const text = JSON.stringify({
      k3s_cluster: {
        children: { server: { hosts: { [`h${name}`]: null } }, agent: { hosts: {} } },
        vars: { airgap_dir: name, [name]: name, extra_server_args: `--${name} x`, token: '' },
      },
    });
    make({ 'a/inventory.json': text, ...beside });
    const { code, stdout, stderr } = await folder.run(['check']);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout.match(/token-empty/g)).toHaveLength(2);
  },
);
