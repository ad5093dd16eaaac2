// Commands that read inventories with a vault password: files that are encrypted as a whole are known by their names,
// and no value of theirs is printed, whatever is asked.
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encryptVault } from '../../server/src/core/ansible/vault/vault.ts';
import { createFolder, type Folder, type RunOptions } from '../support/terminal.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        s1: {ansible_host: 10.0.0.1}
    agent:
      hosts:
        a1: {ansible_host: 10.0.0.2}
`;
const MAIN = `k3s_version: v1.31.12+k3s1
token: "{{ vault_token }}"
api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] }}"
greeting: "{{ vault_deep.name | upper }}-{{ vault_token[2:] }}"
`;
const CANARY = /kanari|4711/i;
const VAULT = `# Kanari0
vault_token: Kanari1TokenOfTheCluster
vault_deep: {name: kanari2, list: [Kanari3, 4711]}
tokne: Kanari4
vault_text: |
  Kanari5
extra_server_args: --node-label=Kanari6
`;
const VAULT_FILE = 'group_vars/k3s_cluster/vault.yml';
const KEY = ['--vault-password-file', 'pw'];

let folder: Folder;
let sealed = '';
beforeEach(async () => {
  const text = await encryptVault(Buffer.from(VAULT), 'secret', { crypto });
  sealed = typeof text === 'string' ? text : '';
  folder = createFolder({
    'inventory.yml': INVENTORY,
    'group_vars/k3s_cluster/main.yml': MAIN,
    [VAULT_FILE]: sealed,
    pw: 'secret\n',
    wrong: 'wrong\n',
  });
});
afterEach(() => folder.remove());

const ask = async (args: readonly string[], options?: RunOptions) => {
  const ran = await folder.run(args, options);
  expect(ran.stdout + ran.stderr).not.toMatch(CANARY);
  return ran;
};

describe('check', () => {
  it('reads the file with the password, and says that it has read it', async () => {
    const without = await ask(['check', '.']);
    expect(without).toMatchObject({ code: 0, stderr: expect.stringContaining('encrypted as a whole') });
    expect(without.stdout).toContain('not read: 1');
    const ran = await ask(['check', '.', ...KEY]);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(ran.stdout).toContain('not read: 0');
    expect(ran.stdout).toContain(`${VAULT_FILE}:4:1  warning  Neither k3s-ansible nor Ansible reads “tokne”`);
    // The line of the plain text is not shown, and neither is one of the ciphertext.
    expect(ran.stdout).not.toContain('  4 |');
  });

  it('knows what nothing defines once all can be read', async () => {
    const slip = createFolder({
      'inventory.yml': INVENTORY,
      'group_vars/k3s_cluster/main.yml': MAIN.replace('vault_token }}', 'vault_tokn }}'),
      [VAULT_FILE]: sealed,
      pw: 'secret',
    });
    try {
      const args = ['check', '.', '--format', 'json'];
      const rules = async (more: readonly string[]): Promise<readonly string[]> =>
        JSON.parse((await slip.run([...args, ...more])).stdout).map((one: { rule: string }) => one.rule);
      expect(await rules([])).not.toContain('jinja-undefined-variable');
      expect(await rules(KEY)).toContain('jinja-undefined-variable');
    } finally {
      slip.remove();
    }
  });

  it.each(['json', 'json-v2', 'sarif', 'github', 'junit', 'codeclimate', 'markdown'])(
    'prints no value as %s',
    async (format) =>
      expect(await ask(['check', '.', ...KEY, '--format', format])).toMatchObject({ code: 1 }),
  );

  it('changes nothing in an encrypted file', async () => {
    await ask(['check', '.', ...KEY, '--diff', '--unsafe', '--show-secrets']);
    await ask(['check', '.', ...KEY, '--fix', '--unsafe']);
    expect(readFileSync(join(folder.path, VAULT_FILE), 'utf8')).toBe(sealed);
  });

  it('says which file no password opens', async () => {
    const ran = await ask(['check', '.', '--vault-password-file', 'wrong']);
    expect(ran.stderr).toContain(`${VAULT_FILE}: no password that was given opens it`);
    expect(ran.stdout).toContain('not read: 1');
  });

  it('tries all passwords, whatever their labels', async () => {
    const ran = await ask(['check', '.', '--vault-id', 'dev@wrong', '--vault-id', 'prod@pw']);
    expect(ran.stdout).toContain('not read: 0');
  });
});

describe('the password comes', () => {
  it('from the keyboard', async () => {
    const prompts: string[] = [];
    const askSecret = async (prompt: string): Promise<string> => {
      prompts.push(prompt);
      return 'secret';
    };
    for (const option of ['--ask-vault-pass', '-J'])
      expect((await ask(['check', '.', option], { askSecret })).stdout).toContain('not read: 0');
    expect(prompts).toEqual(['Vault password (default): ', 'Vault password (default): ']);
    expect(await ask(['check', '.', '-J'])).toMatchObject({ code: 2 });
  });

  it("from the file that Ansible's variable names, and from no program that it names", async () => {
    const env = { LANG: 'C', ANSIBLE_VAULT_PASSWORD_FILE: 'pw' };
    expect((await ask(['check', '.'], { env })).stdout).toContain('not read: 0');
    chmodSync(join(folder.path, 'pw'), 0o755);
    expect((await ask(['check', '.'], { env })).stdout).toContain('not read: 1');
  });

  it('from a file that is there', async () => {
    const ran = await ask(['check', '.', '--vault-password-file', 'missing']);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be read (ENOENT)') });
  });
});

describe('other commands', () => {
  const INV = ['-i', 'inventory.yml', ...KEY];
  it.each([
    ['list', ['list', ...INV], 0, '"vault_token": "«secret»"'],
    ['a host', ['list', '--host', 's1', ...INV], 0, '"token": "{{ vault_token }}"'],
    ['explain', ['explain', 's1', 'vault_deep', '--show-secrets', ...INV], 0, '"name": "«secret»"'],
    [
      'explain as JSON',
      ['explain', 's1', 'vault_token', '--format', 'json', '--show-secrets', ...INV],
      0,
      'vault.yml',
    ],
    ['render a name', ['render', 's1', '{{ vault_token is defined }}', ...INV], 0, 'true'],
    ['render a value', ['render', 's1', '{{ vault_token | b64encode }}', '--show-secrets', ...INV], 1, ''],
    ['render what uses one', ['render', 's1', '{{ greeting }}', '--show-secrets', ...INV], 1, ''],
    ['preview', ['preview', ...INV], 0, 'token: <secret>'],
    ['preview as JSON', ['preview', '--tasks', '--format', 'json', ...INV], 0, '<secret>'],
  ] as const)('%s', async (_, args, code, words) => {
    const ran = await ask(args);
    expect(ran).toMatchObject({ code, stdout: expect.stringContaining(words) });
  });

  it('migrate and --against take none: they need what is encrypted as it is', async () => {
    const env = { LANG: 'C', ANSIBLE_VAULT_PASSWORD_FILE: 'pw' };
    expect((await ask(['migrate', '-i', 'inventory.yml'], { env })).stdout).not.toContain('«secret»');
    expect(await ask(['migrate', ...INV])).toMatchObject({ code: 2 });
    expect(await ask(['preview', '--against', 'inventory.yml', ...INV])).toMatchObject({ code: 2 });
  });

  it('preflight knows that the token is there', async () => {
    const before = await ask(['preflight', '-i', 'inventory.yml']);
    const after = await ask(['preflight', ...INV]);
    expect(before.stdout).toContain("a file that may define 'vault_token' cannot be read here");
    expect(after.stdout).not.toContain('cannot be read here');
    expect(after.stdout).toContain('--ask-vault-pass');
  });
});
