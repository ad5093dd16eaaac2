// `check --fix`: safe fixes are written, all else stays as it is to the byte.
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());
const read = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

it('writes safe fixes of every file of an inventory, and reports what is left', async () => {
  const main = clean.replace(
    'api_endpoint: 192',
    'api_endpoint: {{ groups["server"][0] }} # the first\n    note: 192',
  );
  folder = createFolder({
    'inventory.yml': `${main}    token: changeme\n`.replaceAll('\n', '\r\n'),
    'group_vars/all.yml': 'ansible_user: {{ deploy_user }}\n',
  });
  const { code, stdout, stderr } = await folder.run(['check', '--fix', '.']);
  expect(read('inventory.yml')).toBe(
    `${main.replace(/\{\{.*\}\}/, `'{{ groups["server"][0] }}'`)}    token: changeme\n`.replaceAll(
      '\n',
      '\r\n',
    ),
  );
  expect(read('group_vars/all.yml')).toBe('ansible_user: "{{ deploy_user }}"\n');
  expect(stderr).toMatch(/^inventory\.yml: fixed: \d+$/m);
  expect([code, stdout.includes('yaml-unquoted-jinja'), stdout.includes('token-placeholder')]).toEqual([
    1,
    false,
    true,
  ]);
});

it('changes nothing where nothing is safe, or nobody asks', async () => {
  const text = `${clean}    token: ""\n    registry_config_yaml: x\n`;
  folder = createFolder({ 'inventory.yml': text });
  await folder.run(['check', '.']);
  expect(read('inventory.yml')).toBe(text);
});

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'says what could not be written, and is exit code 2',
  async () => {
    folder = createFolder({ 'inventory.yml': clean.replace('192.168.1.11\n', '{{ inventory_hostname }}\n') });
    chmodSync(join(folder.path, 'inventory.yml'), 0o444);
    const { code, stderr } = await folder.run(['check', '--fix', '.']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('read-only')]);
  },
);
