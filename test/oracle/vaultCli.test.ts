// The vault beside the `ansible-vault` command: files, password files and `encrypt_string` as operators use them.
import { spawnSync } from 'node:child_process';
import { webcrypto as crypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decryptVault, encryptVault } from '../../server/src/core/ansible/vault/vault.ts';
import { vaultPassword } from '../../server/src/core/ansible/vault/vaultPassword.ts';
import { environmentOf, findAnsibles } from '../support/oracle.ts';

const secret = '  K10 é密\r\nsecond line \n';

describe.each(findAnsibles())('ansible-vault, the command, $version', (ansible) => {
  let folder = '';
  const path = (name: string) => join(folder, name);
  const write = (name: string, content: string | Uint8Array) => writeFileSync(path(name), content);
  const password = () => vaultPassword(readFileSync(path('password')));

  function ansibleVault(...args: readonly string[]) {
    const env = {
      ...environmentOf(ansible),
      HOME: folder,
      ANSIBLE_LOCAL_TEMP: folder,
      ANSIBLE_CONFIG: path('none.cfg'),
    };
    const options = { cwd: folder, env, encoding: 'utf8', input: '' } as const;
    return spawnSync(ansible.python, ['-m', 'ansible.cli.vault', ...args], options);
  }

  const decrypt = async (vaultText: string) => {
    const plaintext = await decryptVault(vaultText, password(), crypto);
    return 'error' in plaintext ? plaintext : Buffer.from(plaintext).toString();
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vault-'));
    write('password', '\n \tpäss word\t密 \r\n\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('decrypts a file of the core, with a password file full of whitespace', async () => {
    for (const options of [{ crypto }, { crypto, vaultId: 'dev' }]) {
      write('ours.yml', String(await encryptVault(Buffer.from(secret), password(), options)));
      const { stdout } = ansibleVault('decrypt', '--vault-id', 'prod@password', '--output', '-', 'ours.yml');
      expect(stdout).toBe(secret);
    }
  });

  test('encrypts a file for the core', async () => {
    write('theirs.yml', secret);
    expect(ansibleVault('encrypt', '--vault-id', 'prod@password', 'theirs.yml').stderr).not.toMatch(/ERROR/);
    const vaultText = readFileSync(path('theirs.yml'), 'utf8');
    expect(vaultText).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;prod\n/);
    expect(await decrypt(vaultText)).toBe(secret);
  });

  test('encrypts a string for the core', async () => {
    const args = ['encrypt_string', '--vault-password-file', 'password', '--name', 'token', secret];
    const { stdout } = ansibleVault(...args);
    expect(stdout).toMatch(/^token: !vault \|\n {10}\$ANSIBLE_VAULT;1\.1;AES256\n/);
    expect(await decrypt(stdout.slice(stdout.indexOf('\n') + 1))).toBe(secret);
  });

  test('refuses what the core refuses: an empty password, a vault text as plaintext', async () => {
    write('blank', ' \n\t\r\n');
    write('plain.yml', secret);
    expect(ansibleVault('encrypt', '--vault-password-file', 'blank', 'plain.yml').status).not.toBe(0);
    const blank = vaultPassword(readFileSync(path('blank')));
    expect(await encryptVault(Buffer.from(secret), blank, { crypto })).toEqual({ error: 'empty-password' });

    const once = await encryptVault(Buffer.from(secret), password(), { crypto });
    write('once.yml', String(once));
    expect(ansibleVault('encrypt', '--vault-password-file', 'password', 'once.yml').status).not.toBe(0);
    const twice = await encryptVault(Buffer.from(String(once)), password(), { crypto });
    expect(twice).toEqual({ error: 'already-encrypted' });
  });
});
