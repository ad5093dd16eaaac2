import { webcrypto as crypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { utf8Bytes } from '../../../server/src/core/ansible/vault/bytes.ts';
import { decryptVault, encryptVault } from '../../../server/src/core/ansible/vault/vault.ts';
import { vaultBlock } from '../../../server/src/core/ansible/vault/vaultBlock.ts';
import type { VaultCrypto } from '../../../server/src/core/ansible/vault/vaultCrypto.ts';
import { vaultPassword } from '../../../server/src/core/ansible/vault/vaultPassword.ts';

// Written by ansible-core 2.14.18, with salt 00 01 02 … 1f.
const golden = `$ANSIBLE_VAULT;1.2;AES256;dev
30303031303230333034303530363037303830393061306230633064306530663130313131323133
3134313531363137313831393161316231633164316531660a636337306634626565613664386530
33383537396263396466363635616563643732366333393737356466643861303964353537363063
6332376332626132340a663535363865306131656134643538373362643930613365363039306130
6135
`;

/** WebCrypto with the golden's salt in place of a random one. */
const fixedSalt: VaultCrypto = {
  subtle: crypto.subtle,
  getRandomValues: (array) => {
    array.set(array.map((_, i) => i));
    return array;
  },
};

const textOf = (outcome: Uint8Array | object): unknown =>
  outcome instanceof Uint8Array ? new TextDecoder().decode(outcome) : outcome;

const encrypt = async (plaintext: string, password = 'pw', vaultId = ''): Promise<unknown> =>
  encryptVault(utf8Bytes(plaintext), password, { crypto, vaultId });

describe('encryptVault', () => {
  test('writes what Ansible writes', async () => {
    const options = { crypto: fixedSalt, vaultId: 'dev' };
    expect(await encryptVault(utf8Bytes('K10 é\n'), 'pässwort', options)).toBe(golden);
  });

  test.each([
    [undefined, '$ANSIBLE_VAULT;1.1;AES256'],
    ['', '$ANSIBLE_VAULT;1.1;AES256'],
    ['default', '$ANSIBLE_VAULT;1.1;AES256'],
    ['prod east', '$ANSIBLE_VAULT;1.2;AES256;prod east'],
  ])('vault id %j gives %s', async (vaultId, header) => {
    expect(String(await encrypt('x', 'pw', vaultId)).split('\n')[0]).toBe(header);
  });

  test.each(['a;b', ' dev', 'dev ', 'dev\nprod', 'dév'])('refuses the vault id %j', async (vaultId) => {
    expect(await encrypt('x', 'pw', vaultId)).toEqual({ error: 'invalid-vault-id' });
  });

  test.each(['', ' \t\r\n'])('refuses the empty password %j', async (password) => {
    expect(await encrypt('x', password)).toEqual({ error: 'empty-password' });
    expect(await decryptVault(golden, password, crypto)).toEqual({ error: 'empty-password' });
  });

  test('refuses to encrypt twice', async () => {
    expect(await encrypt(golden)).toEqual({ error: 'already-encrypted' });
    expect(await encrypt(`${golden}é`)).toMatch(/^\$ANSIBLE_VAULT/);
  });

  test('never writes the same text twice', async () => {
    expect(await encrypt('x')).not.toBe(await encrypt('x'));
  });
});

describe('decryptVault', () => {
  test('reads what Ansible wrote, in a file and in an indented block', async () => {
    const block = golden.replace(/^(?=.)/gm, '          ').replaceAll('\n', '\r\n');
    expect(textOf(await decryptVault(golden, 'pässwort', crypto))).toBe('K10 é\n');
    expect(textOf(await decryptVault(block, 'pässwort', crypto))).toBe('K10 é\n');
  });

  test.each([
    '',
    ' ',
    '\n',
    'K10\r\n',
    'x'.repeat(15),
    'x'.repeat(16),
    'x'.repeat(17),
    '🔑',
    '\u0010'.repeat(16),
  ])('gives back %j', async (plaintext) => {
    expect(textOf(await decryptVault(String(await encrypt(plaintext)), 'pw', crypto))).toBe(plaintext);
  });

  test('distinguishes a wrong password from a damaged text', async () => {
    expect(await decryptVault(golden, 'passwort', crypto)).toEqual({ error: 'wrong-password' });
    const damaged = await decryptVault(golden.slice(0, -2), 'pässwort', crypto);
    expect(damaged).toMatchObject({ error: 'malformed', problems: [{ code: 'odd-length' }] });
  });

  test('refuses a changed digit', async () => {
    const changed = golden.replace(/.\n$/, (end) => (end === '0\n' ? '1\n' : '0\n'));
    expect(await decryptVault(changed, 'pässwort', crypto)).toEqual({ error: 'wrong-password' });
  });
});

describe('vaultPassword', () => {
  test.each([
    ['\n \tpäss  word\v\f\r\n', 'päss  word'],
    ['\u00a0x\u00a0', '\u00a0x\u00a0'],
    [' \n', ''],
  ])('strips %j to %j', (content, password) => {
    expect(textOf(vaultPassword(content))).toBe(password);
    expect(textOf(vaultPassword(utf8Bytes(content)))).toBe(password);
  });

  test('a password given as bytes is taken as it is', async () => {
    const vaultText = await encryptVault(utf8Bytes('x'), utf8Bytes(' pw '), { crypto });
    expect(textOf(await decryptVault(String(vaultText), utf8Bytes(' pw '), crypto))).toBe('x');
    expect(await decryptVault(String(vaultText), ' pw ', crypto)).toEqual({ error: 'wrong-password' });
  });
});

test('utf8Bytes encodes as TextEncoder', () => {
  for (const text of ['', 'aé密🔑\u07ff\u0800\uffff', '\ud800x', 'x\udc00']) {
    expect(utf8Bytes(text)).toEqual(new TextEncoder().encode(text));
  }
});

test('vaultBlock indents every line and ends without a line break', () => {
  const block = '!vault |\n    $ANSIBLE_VAULT;1.1;AES256\n    6162';
  expect(vaultBlock('$ANSIBLE_VAULT;1.1;AES256\n6162\n', 4)).toBe(block);
  expect(vaultBlock('  $ANSIBLE_VAULT;1.1;AES256\r\n  6162', 4)).toBe(block);
  expect(vaultBlock('$ANSIBLE_VAULT;1.1;AES256\n6162\n', 4, '\r\n')).toBe(block.replaceAll('\n', '\r\n'));
  expect(vaultBlock('$ANSIBLE_VAULT;1.1;AES256', 0)).toBe('!vault |\n $ANSIBLE_VAULT;1.1;AES256');
});
