// The real ansible-vault as an engine. Plaintext and ciphertext go through pipes; the password is passed in the
// environment of the process through a tiny script, because Ansible takes passwords from files and scripts only.
import { spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineFailure, type VaultEngine, vaultPassword } from '../core/index.ts';

const LIMIT_SECONDS = 60;
const VARIABLE = 'K3S_INVENTORY_VAULT_PASSWORD';
/** The script contains no secret. Octal escapes, because a password may be any bytes. */
const SCRIPT = `#!/bin/sh\nprintf '%b' "$${VARIABLE}"\n`;

/** `program` is a path or a name to be looked for in PATH. */
export const ansibleVaultEngine = (program: string): VaultEngine => ({
  async encrypt(plaintext, password, vaultId) {
    const key = keyOf(password);
    if (key.length === 0) return { error: 'empty-password' };
    const label = vaultId && vaultId !== 'default' ? vaultId : undefined;
    if (label !== undefined && !/^[\x21-\x3a\x3c-\x3f\x41-\x7e]+$/.test(label))
      return { error: 'invalid-vault-id' };
    if (Buffer.from(plaintext.subarray(0, 14)).toString('latin1') === '$ANSIBLE_VAULT')
      return { error: 'already-encrypted' };
    const output = await run(program, 'encrypt', { input: plaintext, key, label });
    return 'error' in output ? output : Buffer.from(output.bytes).toString('latin1');
  },

  async decrypt(vaultText, password) {
    const key = keyOf(password);
    if (key.length === 0) return { error: 'empty-password' };
    // A block of YAML has an indentation that ansible-vault refuses.
    const text = vaultText.replace(/^[ \t]+/gm, '');
    const output = await run(program, 'decrypt', {
      input: Buffer.from(text, 'latin1'),
      key,
      label: undefined,
    });
    if (!('error' in output)) return output.bytes;
    return /Decryption failed/.test(output.detail) ? { error: 'wrong-password' } : output;
  },
});

const keyOf = (password: Uint8Array | string): Uint8Array =>
  typeof password === 'string' ? vaultPassword(password) : password;

interface Job {
  readonly input: Uint8Array;
  readonly key: Uint8Array;
  readonly label: string | undefined;
}

type Output = { readonly bytes: Uint8Array } | EngineFailure;

async function run(program: string, action: 'encrypt' | 'decrypt', job: Job): Promise<Output> {
  const folder = await fs.mkdtemp(join(tmpdir(), 'k3s-inventory-'));
  try {
    const script = join(folder, 'password');
    await fs.writeFile(script, SCRIPT, { mode: 0o700 });
    const id = `${job.label ?? 'default'}@${script}`;
    const args = [
      action,
      '--vault-id',
      id,
      ...(action === 'encrypt' ? ['--encrypt-vault-id', job.label ?? 'default'] : []),
    ];
    return await pipe(program, [...args, '--output', '-', '-'], folder, job);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

function pipe(
  program: string,
  args: readonly string[],
  folder: string,
  { input, key }: Job,
): Promise<Output> {
  // Settings of the project must not bring other passwords along.
  const {
    ANSIBLE_VAULT_PASSWORD_FILE: _file,
    ANSIBLE_VAULT_IDENTITY_LIST: _list,
    ...inherited
  } = process.env;
  const octal = [...key].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join('');
  const env = {
    ...inherited,
    [VARIABLE]: octal,
    ANSIBLE_CONFIG: join(folder, 'none.cfg'),
    LC_ALL: 'C.UTF-8',
  };
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: folder, env, windowsHide: true });
    const out: Buffer[] = [];
    const said: Buffer[] = [];
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_SECONDS * 1000);
    const finish = (output: Output): void => {
      clearTimeout(timer);
      done(output);
    };
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', (error) => finish({ error: 'engine', detail: error.message }));
    child.on('close', (code) => {
      const detail = firstError(Buffer.concat(said).toString(), code);
      finish(code === 0 ? { bytes: new Uint8Array(Buffer.concat(out)) } : { error: 'engine', detail });
    });
    // A program that ends early closes its input; its exit code and output say why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** The line with the error, without its prefix, which ansible-core 2.19 writes as `[ERROR]: `. */
const firstError = (said: string, code: number | null): string =>
  /(?:ERROR! |\[ERROR\]: )([^\n]*)/.exec(said)?.[1] ?? `${code === null ? 'it was stopped' : `code ${code}`}`;
