// `check --fix`: safe fixes are written, all else stays as it is to the byte.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
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

it('changes nothing where no fix is safe, or without --fix', async () => {
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

const RENAMED = `${clean}    registry_config_yaml: x
`;

it('with --unsafe, makes fixes that need a look, too', async () => {
  folder = createFolder({ 'inventory.yml': RENAMED });
  const { stderr } = await folder.run(['check', '--fix', '--unsafe']);
  expect(stderr).toContain('inventory.yml: fixed: ');
  expect(read('inventory.yml')).not.toContain('registry_config_yaml');
});

it('makes up no secret', async () => {
  const text = `${clean}    token: ""\n`;
  folder = createFolder({ 'inventory.yml': text });
  await folder.run(['check', '--fix', '--unsafe']);
  expect(read('inventory.yml')).toBe(text);
});

it.each([
  [['--unsafe'], '--unsafe says which fixes'],
  [['--diff', '--format', 'json'], '--diff prints what would change'],
  [['--show-secrets'], '--show-secrets is for --diff'],
])('refuses %j', async (options, reason) => {
  folder = createFolder({ 'inventory.yml': clean });
  const { code, stderr } = await folder.run(['check', ...options]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
});

const UNQUOTED = clean.replace('api_endpoint: 192.168.1.11', 'api_endpoint: {{ groups["server"][0] }}');

it('--diff shows what --fix would write, and writes nothing', async () => {
  folder = createFolder({ 'inventory.yml': UNQUOTED });
  const { code, stdout, stderr } = await folder.run(['check', '--diff']);
  expect(stdout).toMatchInlineSnapshot(`
    "--- a/inventory.yml
    +++ b/inventory.yml
    @@ -8,4 +8,4 @@
             192.168.1.12:
       vars:
         k3s_version: v1.31.12+k3s1
    -    api_endpoint: {{ groups["server"][0] }}
    +    api_endpoint: '{{ groups["server"][0] }}'
    "
  `);
  expect([code, stderr]).toEqual([1, 'Would be fixed: 1, in files: 1. Nothing was written.\n']);
  expect(read('inventory.yml')).toBe(UNQUOTED);
  expect(await folder.run(['check', '--fix'])).toMatchObject({ code: 0 });
  expect(await folder.run(['check', '--diff'])).toEqual({
    code: 0,
    stdout: '',
    stderr: 'Would be fixed: 0, in files: 0. Nothing was written.\n',
  });
});

it.each(['\n', '\r\n'])(
  '--diff --show-secrets is a patch that git applies to what --fix writes: %j',
  async (end) => {
    const text = `${UNQUOTED}    token: {{ vault_token }}\n    other: hunter2 # and a word`.replaceAll(
      '\n',
      end,
    );
    folder = createFolder({
      'inventory.yml': text,
      'group_vars/all.yml': `ansible_user: {{ deploy_user }}${end}`,
    });
    const { stdout: patch } = await folder.run(['check', '--diff', '--unsafe', '--show-secrets']);
    await folder.run(['check', '--fix', '--unsafe']);
    const names = ['inventory.yml', 'group_vars/all.yml'];
    const fixed = names.map(read);
    writeFileSync(join(folder.path, 'inventory.yml'), text);
    writeFileSync(join(folder.path, 'group_vars/all.yml'), `ansible_user: {{ deploy_user }}${end}`);
    execFileSync('git', ['apply', '-'], { cwd: folder.path, input: patch });
    expect(names.map(read)).toEqual(fixed);
    expect(fixed[0]).not.toBe(text);
  },
);

it('--diff shows no secret, in what changes and around it', async () => {
  const secret = 'Kanari3nV0gel';
  const lines = [
    `token: {{ '${secret}' }}`,
    `other: ${secret}`,
    `# ${secret}`,
    `ansible_user: {{ deploy_user }} # ${secret}`,
  ];
  folder = createFolder({ 'inventory.yml': `${clean}${lines.map((line) => `    ${line}\n`).join('')}` });
  const { stdout, stderr } = await folder.run(['check', '--diff']);
  expect(stdout).toContain('-    ansible_user: {{ deploy_user }} # …\n');
  expect(stdout + stderr).not.toContain(secret);
  expect(stderr).toContain('--show-secrets');
});

it('standard input comes out fixed, and what is left is reported beside it', async () => {
  folder = createFolder({ 'group_vars/all.yml': 'ansible_user: {{ deploy_user }}\n' });
  const input = Buffer.from(`${UNQUOTED}    token: changeme\n`);
  const { code, stdout, stderr } = await folder.run(['check', '--fix', '-'], { input });
  expect(stdout).toBe(input.toString().replace(/\{\{.*\}\}/, `'{{ groups["server"][0] }}'`));
  expect(stderr).toContain('token-placeholder');
  expect([code, read('group_vars/all.yml')]).toEqual([1, 'ansible_user: {{ deploy_user }}\n']);
});

it('standard input that is no UTF-8 comes out as it came', async () => {
  folder = createFolder({});
  const input = Buffer.from(`${UNQUOTED}    note: \xff\n`, 'latin1');
  const { code, stdout } = await folder.run(['check', '--fix', '-'], { input, binary: true });
  expect([code, stdout]).toEqual([2, input.toString('latin1')]);
});
