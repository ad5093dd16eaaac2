// `k3s-inventory vault`: what goes in and out, byte for byte, and what is left alone when something is wrong.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { replaceFile } from '../../server/src/node/replaceFile.ts';
import { fetchPassword } from '../../server/src/node/vaultPasswords.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder.remove());

const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
const KEY = ['--vault-password-file', 'pw'];
const start = (files: Record<string, string | Uint8Array> = {}) => {
  folder = createFolder({ pw: ' secret \n', other: 'other', ...files });
  return folder;
};
const read = (name: string): Buffer => readFileSync(join(folder.path, name));

describe('standard input to standard output', () => {
  it.each([bytes, new Uint8Array(), Buffer.from('a\r\n\n')])('byte for byte: %#', async (content) => {
    start();
    const sealed = await folder.run(['vault', 'encrypt', ...KEY, '-'], { input: content });
    expect(sealed).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^\$ANSIBLE_VAULT;1\.1;AES256\n/),
    });
    const input = Buffer.from(sealed.stdout);
    const opened = await folder.run(['vault', 'decrypt', ...KEY, '-'], { input, binary: true });
    expect(opened.code).toBe(0);
    expect(opened.stdout).toBe(Buffer.from(content).toString('latin1'));
  });

  it('encrypt-string prints what encrypt_string prints, with a line end', async () => {
    start();
    const args = ['vault', 'encrypt-string', '--vault-id', 'dev@pw', '--stdin-name', 'token'];
    const { stdout } = await folder.run(args, { input: Buffer.from('K10') });
    expect(stdout).toMatch(
      /^token: !vault \|\n {10}\$ANSIBLE_VAULT;1\.2;AES256;dev\n(?: {10}[0-9a-f]{1,80}\n)+$/,
    );
  });

  it('takes no secret as an argument', async () => {
    start();
    const ran = await folder.run(['vault', 'encrypt-string', ...KEY, 'S3cret']);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('never given as an argument') });
    expect(ran.stderr).not.toContain('S3cret');
  });
});

describe('files', () => {
  it('are encrypted, viewed, given another password and decrypted in place', async () => {
    start({ 'a.yml': 'a: 1\r\n' });
    chmodSync(join(folder.path, 'a.yml'), 0o640);
    expect(await folder.run(['vault', 'encrypt', '--vault-id', 'dev@pw', 'a.yml'])).toMatchObject({
      code: 0,
      stdout: '',
    });
    expect(read('a.yml').toString()).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;dev\n/);
    expect(await folder.run(['vault', 'view', ...KEY, 'a.yml'])).toMatchObject({
      code: 0,
      stdout: 'a: 1\r\n',
    });
    const args = ['vault', 'rekey', ...KEY, '--new-vault-id', 'prod@other', 'a.yml'];
    expect(await folder.run(args)).toMatchObject({ code: 0 });
    expect(read('a.yml').toString()).toMatch(/;prod\n/);
    expect(
      await folder.run(['vault', 'decrypt', '--vault-id', 'x@pw', '--vault-id', 'prod@other', 'a.yml']),
    ).toMatchObject({ code: 0 });
    expect(read('a.yml').toString()).toBe('a: 1\r\n');
    expect(readdirSync(folder.path).sort()).toEqual(['a.yml', 'other', 'pw']);
  });

  it.each([
    [
      'a wrong password',
      ['decrypt', '--vault-password-file', 'other', 'sealed'],
      1,
      /password is another one/,
    ],
    ['a file that is not there', ['view', ...KEY, 'nothing'], 1, /no such file/],
    ['a folder', ['encrypt', ...KEY, 'dir'], 1, /is a folder/],
    ['what is encrypted already', ['encrypt', ...KEY, 'sealed'], 1, /already/],
    ['what is of another tool', ['decrypt', ...KEY, 'age'], 1, /no sound vault text: it must begin/],
    ['no password', ['view', 'sealed'], 2, /give --vault-password-file/],
    ['an empty password', ['view', '--vault-password-file', 'empty', 'sealed'], 2, /gives an empty password/],
    [
      'a password file that is not there',
      ['view', '--vault-password-file', 'gone', 'sealed'],
      2,
      /cannot be read \(ENOENT\)/,
    ],
    [
      'several passwords to encrypt with',
      ['encrypt', '--vault-id', 'a@pw', '--vault-id', 'b@other', 'pw'],
      2,
      /--encrypt-vault-id/,
    ],
    ['a label without a password', ['encrypt', ...KEY, '--encrypt-vault-id', 'x', 'pw'], 2, /vault id "x"/],
    ['an unknown action', ['open', 'pw'], 2, /encrypt-string\|encrypt/],
  ])('are left alone: %s', async (_, args, code, reason) => {
    start({ age: '-----BEGIN AGE ENCRYPTED FILE-----\n', empty: ' \n' });
    mkdirSync(join(folder.path, 'dir'));
    const { stdout } = await folder.run(['vault', 'encrypt', ...KEY], { input: Buffer.from('x') });
    writeFileSync(join(folder.path, 'sealed'), stdout);
    const before = readdirSync(folder.path);
    const ran = await folder.run(['vault', ...args]);
    expect(ran.stderr).toMatch(reason);
    expect(ran.code).toBe(code);
    expect(readdirSync(folder.path)).toEqual(before);
    expect(read('sealed').toString()).toBe(stdout);
  });
});

describe.skipIf(process.platform === 'win32')('passwords', () => {
  const script = (body: string): string => `#!/bin/sh\n${body}\n`;
  const executable = (...names: string[]) => {
    for (const name of names) chmodSync(join(folder.path, name), 0o755);
  };

  it('come from where ansible.cfg says', async () => {
    start({
      'ansible.cfg': '[defaults]\nvault_identity_list = dev@pw, prod@other\nvault_encrypt_identity = prod\n',
    });
    const { stdout } = await folder.run(['vault', 'encrypt'], { input: Buffer.from('x') });
    expect(stdout).toContain(';1.2;AES256;prod\n');
    expect(await folder.run(['vault', 'decrypt'], { input: Buffer.from(stdout) })).toMatchObject({
      stdout: 'x',
    });
    const env = { LANG: 'C', ANSIBLE_VAULT_IDENTITY_LIST: 'prod@other' };
    expect(await folder.run(['vault', 'decrypt'], { input: Buffer.from(stdout), env })).toMatchObject({
      stdout: 'x',
    });
  });

  it('come from scripts, which are given the label when their name asks for it', async () => {
    start({
      plain: script('echo "secret"'),
      'keys-client.sh': script('test "$1 $2" = "--vault-id dev" && echo secret'),
    });
    executable('plain', 'keys-client.sh');
    const { stdout } = await folder.run(['vault', 'encrypt', '--vault-id', 'dev@keys-client.sh'], {
      input: Buffer.from('x'),
    });
    const opened = await folder.run(['vault', 'decrypt', '--vault-password-file', 'plain'], {
      input: Buffer.from(stdout),
    });
    expect(opened).toMatchObject({ code: 0, stdout: 'x' });
  });

  it.each([
    ['fails', 'echo S3cret; exit 3', /ended with code 3/],
    ['prints nothing', 'true', /empty password/],
    ['prints a megabyte', 'head -c 1000000 /dev/zero', /far more than a password/],
    ['cannot be run', '', /cannot be run/],
  ])('of a script that %s are refused', async (_, body, reason) => {
    start({ script: body === '' ? '#!/no/such/shell\n' : script(body) });
    executable('script');
    const ran = await folder.run(['vault', 'encrypt', '--vault-password-file', 'script'], {
      input: Buffer.from('x'),
    });
    expect(ran.stderr).toMatch(reason);
    expect(ran.stderr).not.toContain('S3cret');
    expect(ran.stdout).toBe('');
  });

  it('are asked for on a terminal, the new ones twice', async () => {
    start();
    const typed = ['one', 'one', 'one'];
    const askSecret = async () => typed.shift() ?? '';
    const sealed = await folder.run(['vault', 'encrypt'], { input: Buffer.from('x'), askSecret });
    expect(typed).toHaveLength(1);
    const opened = await folder.run(['vault', 'decrypt'], { input: Buffer.from(sealed.stdout), askSecret });
    expect(opened.stdout).toBe('x');
    expect(existsSync(join(folder.path, '-'))).toBe(false);
  });
});

describe('what happens meanwhile', () => {
  it('a script that hangs is stopped', async () => {
    start({ slow: '#!/bin/sh\nexec sleep 60\n' });
    chmodSync(join(folder.path, 'slow'), 0o755);
    const source = {
      vaultId: 'default',
      kind: 'script',
      path: join(folder.path, 'slow'),
      origin: '',
    } as const;
    const fetched = await fetchPassword(source, AbortSignal.timeout(100));
    expect(fetched).toMatchObject({ problem: { pattern: '{0} was stopped.' } });
  });

  it('a file that another program has written meanwhile is left alone', async () => {
    start({ 'a.yml': 'theirs' });
    const path = join(folder.path, 'a.yml');
    const problem = await replaceFile(path, {
      expected: Buffer.from('as it was read'),
      content: Buffer.from('ours'),
    });
    expect(problem?.pattern).toContain('has changed meanwhile');
    expect(read('a.yml').toString()).toBe('theirs');
    expect(readdirSync(folder.path).sort()).toEqual(['a.yml', 'other', 'pw']);
  });

  it('a folder that is not there, or that nothing can be written to, is reported', async () => {
    start();
    const problem = await replaceFile(join(folder.path, 'no/such/a.yml'), {
      expected: undefined,
      content: Buffer.from('x'),
    });
    expect(problem?.pattern).toContain('no such file');
  });
});
