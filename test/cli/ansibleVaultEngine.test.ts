// The engine that runs a program in the place of ansible-vault: what the program gets, and what its failures become.
// The real program is compared with ours in test/oracle/vault.test.ts.
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { ansibleVaultEngine } from '../../server/src/node/ansibleVaultEngine.ts';

afterEach(() => {
  delete process.env.FAKE_ANSIBLE_VAULT;
});

/** An engine whose program runs these commands; `$script` prints the password, `$id` is the label before it. */
function engineOf(commands: string) {
  process.env.FAKE_ANSIBLE_VAULT = commands;
  return ansibleVaultEngine(fileURLToPath(new URL('../support/fakeAnsibleVault.sh', import.meta.url)));
}

const text = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString('latin1');
const bytesOf = (plaintext: string): Uint8Array => new TextEncoder().encode(plaintext);
const isWindows = process.platform === 'win32';

it.skipIf(isWindows)('hands the password over byte by byte, and the text through a pipe', async () => {
  const engine = engineOf('echo "$1 $id"; sh "$script"; cat');
  const password = Uint8Array.from([0x70, 0x25, 0x5c, 0x6e, 0x27, 0xff, 0x20]);
  expect(await engine.encrypt(bytesOf('plain'), password, 'prod')).toBe("encrypt prod\np%\\n'\xff plain");
  expect(text(await engine.decrypt('  $ANSIBLE_VAULT\n  3132\n', 'pw\n'))).toBe(
    'decrypt default\npw$ANSIBLE_VAULT\n3132\n',
  );
});

it.skipIf(isWindows)('takes no other password along, and no arguments with secrets', async () => {
  const engine = engineOf('echo "$*"; echo "[$ANSIBLE_VAULT_PASSWORD_FILE$ANSIBLE_VAULT_IDENTITY_LIST]"');
  const before = process.env.ANSIBLE_VAULT_PASSWORD_FILE;
  process.env.ANSIBLE_VAULT_PASSWORD_FILE = '/elsewhere';
  try {
    const output = text(await engine.decrypt('$ANSIBLE_VAULT', 'hunter2'));
    expect(output).toContain('[]');
    expect(output).not.toContain('hunter2');
  } finally {
    if (before === undefined) delete process.env.ANSIBLE_VAULT_PASSWORD_FILE;
    else process.env.ANSIBLE_VAULT_PASSWORD_FILE = before;
  }
});

it('refuses what ansible-vault would refuse, without running it', async () => {
  const engine = ansibleVaultEngine('/no/such/program');
  expect(await engine.encrypt(bytesOf('x'), '')).toEqual({ error: 'empty-password' });
  expect(await engine.decrypt('x', ' \n')).toEqual({ error: 'empty-password' });
  expect(await engine.encrypt(bytesOf('x'), 'pw', 'a;b')).toEqual({ error: 'invalid-vault-id' });
  expect(await engine.encrypt(bytesOf('$ANSIBLE_VAULT;1.1'), 'pw')).toEqual({ error: 'already-encrypted' });
});

it.skipIf(isWindows)('says what went wrong', async () => {
  const failing = (words: string) => engineOf(`echo "${words}" >&2; exit 1`);
  expect(await failing('ERROR! Decryption failed (no vault secrets)').decrypt('x', 'pw')).toEqual({
    error: 'wrong-password',
  });
  expect(await failing('[ERROR]: something else').decrypt('x', 'pw')).toEqual({
    error: 'engine',
    detail: 'something else',
  });
  expect(await ansibleVaultEngine('/no/such/program').decrypt('x', 'pw')).toMatchObject({
    error: 'engine',
  });
});
