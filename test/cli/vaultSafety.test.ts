// What `vault` never does: run what others have put there, and leave plain text where it must not be.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import { replaceFile } from '../../server/src/node/replaceFile.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder.remove());

const KEY = ['--vault-password-file', 'pw'];
const EVIL = '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\necho secret\n';
const at = (name: string): string => join(folder.path, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');
const wasRun = (): boolean => existsSync(at('was-run'));
const modeOf = (name: string): string => (statSync(at(name)).mode & 0o777).toString(8);

function start(files: Record<string, string> = {}): Folder {
  folder = createFolder({ pw: 'secret\n', other: 'other\n', 'evil.sh': EVIL, 'a.yml': 'a: 1\n', ...files });
  chmodSync(at('evil.sh'), 0o755);
  return folder;
}

const ENV = { LANG: 'C', HOME: '/nonexistent' };
const vault = (...args: string[]) => folder.run(['vault', ...args], { env: ENV });
const CONFIG = '[defaults]\nvault_password_file = evil.sh\n';

describe.skipIf(process.platform === 'win32')('nothing of others is run', () => {
  it('no script that an ansible.cfg above names', async () => {
    start();
    mkdirSync(at('x/y'), { recursive: true });
    writeFileSync(at('x/y/pw'), 'secret');
    writeFileSync(at('x/y/a.yml'), 'a: 1\n');
    writeFileSync(at('ansible.cfg'), `[defaults]\nvault_password_file = ${at('evil.sh')}\n`);
    const { run } = await import('../../server/src/cli/run.ts');
    let stderr = '';
    const terminal = {
      stdout: { write: () => undefined },
      stderr: { write: (text: string) => (stderr += text) },
      env: ENV,
      cwd: at('x/y'),
    };
    expect(await run(['vault', 'encrypt', 'a.yml'], terminal)).toBe(2);
    expect(stderr).toContain('There is no password');
    expect(await run(['vault', 'encrypt', ...KEY, 'a.yml'], terminal)).toBe(0);
    expect(wasRun()).toBe(false);
  });

  it('no script of an ansible.cfg in a folder that everybody may write to', async () => {
    start({ 'ansible.cfg': CONFIG });
    chmodSync(folder.path, 0o1777);
    const ran = await vault('encrypt', 'a.yml');
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('Everybody may write to') });
    expect(wasRun()).toBe(false);
  });

  it('no script but the one that was given, when one was given', async () => {
    start({ 'ansible.cfg': CONFIG });
    expect(await vault('encrypt', ...KEY, 'a.yml')).toMatchObject({ code: 0, stderr: '' });
    expect(wasRun()).toBe(false);
    const wrong = await vault('decrypt', '--vault-password-file', 'other', 'a.yml');
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('evil.sh was not run') });
    expect(wasRun()).toBe(false);
  });

  it('the script of the ansible.cfg in the current folder is, as Ansible does', async () => {
    start({ 'ansible.cfg': CONFIG });
    expect(await vault('encrypt', 'a.yml')).toMatchObject({ code: 0 });
    expect(wasRun()).toBe(true);
  });

  it('the one of ANSIBLE_CONFIG and of the home folder count as they do for Ansible', async () => {
    start({
      'c/ansible.cfg': '[defaults]\nvault_password_file = ../pw\n',
      'h/.ansible.cfg': '[defaults]\nvault_password_file = ../other\n',
    });
    const run = (env: Record<string, string>, ...args: string[]) => folder.run(['vault', ...args], { env });
    expect(await run({ ANSIBLE_CONFIG: 'c' }, 'encrypt', 'a.yml')).toMatchObject({ code: 0 });
    expect(await vault('view', ...KEY, 'a.yml')).toMatchObject({ stdout: 'a: 1\n' });
    expect(await run({ HOME: at('h') }, 'view', 'a.yml')).toMatchObject({ code: 1 });
  });

  it('no password that is marked as executable', async () => {
    start({ marked: 'touch was-run; echo secret\n' });
    chmodSync(at('marked'), 0o755);
    const ran = await vault('encrypt', '--vault-password-file', 'marked', 'a.yml');
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('chmod -x') });
    expect(wasRun()).toBe(false);
  });

  it('a script is started where the command is, as Ansible starts it', async () => {
    start({ 'scripts/rel.sh': '#!/bin/sh\ncat pw\n' });
    chmodSync(at('scripts/rel.sh'), 0o755);
    expect(await vault('encrypt', '--vault-password-file', 'scripts/rel.sh', 'a.yml')).toMatchObject({
      code: 0,
    });
    expect(await vault('view', ...KEY, 'a.yml')).toMatchObject({ stdout: 'a: 1\n' });
  });
});

describe.skipIf(process.platform === 'win32')('plain text is readable for the owner alone', () => {
  it.each([0o644, 0o600, 0o640, 0o755, 0o444])(
    "a file of mode %o is its owner's alone afterwards",
    async (mode) => {
      start();
      for (const [action, content] of [
        ['encrypt', /^\$ANSIBLE_VAULT/],
        ['decrypt', /^a: 1\n$/],
      ] as const) {
        chmodSync(at('a.yml'), mode);
        const ran = await vault(action, ...KEY, 'a.yml');
        // Root may write to what is read-only.
        if (ran.code !== 0) return expect(ran.stderr).toContain('read-only');
        expect(read('a.yml')).toMatch(content);
        expect(modeOf('a.yml')).toBe('600');
      }
    },
  );

  it('with another password, the mode stays', async () => {
    start();
    await vault('encrypt', ...KEY, 'a.yml');
    chmodSync(at('a.yml'), 0o640);
    expect(await vault('rekey', ...KEY, '--new-vault-password-file', 'other', 'a.yml')).toMatchObject({
      code: 0,
    });
    expect(modeOf('a.yml')).toBe('640');
  });

  it('hard links, behind which everything stays, are reported', async () => {
    start();
    linkSync(at('a.yml'), at('b.yml'));
    const ran = await vault('encrypt', ...KEY, 'a.yml');
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('1 more names (hard links)') });
    expect(read('b.yml')).toBe('a: 1\n');
  });

  it('a dangling link is not written through, nor replaced', async () => {
    start();
    symlinkSync('nowhere', at('link'));
    const ran = await vault('encrypt', ...KEY, '--output', 'link', 'a.yml');
    expect(ran).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('link to a file that is not there'),
    });
    expect(existsSync(at('nowhere'))).toBe(false);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s leaves no half-written file behind',
    async (signal) => {
      start();
      const program = `
        import fs from 'node:fs';
        const open = fs.promises.open;
        fs.promises.open = async (...args) => {
          const file = await open(...args);
          file.sync = async () => {
            process.stdout.write('written');
            await new Promise((done) => setTimeout(done, 60_000));
          };
          return file;
        };
        import(${JSON.stringify(join(process.cwd(), 'server/src/node/replaceFile.ts'))}).then(({ replaceFile }) =>
          replaceFile('a.yml', { expected: Buffer.from('a: 1\\n'), content: Buffer.from('plain') }),
        );
      `;
      const bundle = at('program.cjs');
      await build({
        stdin: { contents: program, resolveDir: process.cwd(), loader: 'ts' },
        bundle: true,
        platform: 'node',
        outfile: bundle,
        logLevel: 'silent',
      });
      const child = spawn(process.execPath, [bundle], { cwd: folder.path });
      const ended = new Promise((done) => child.on('exit', (_, by) => done(by)));
      await Promise.race([ended, new Promise((done) => child.stdout.once('data', done))]);
      expect(readdirSync(folder.path).some((name) => name.startsWith('.a.yml.'))).toBe(true);
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect(readdirSync(folder.path).some((name) => name.startsWith('.a.yml.'))).toBe(false);
      expect(read('a.yml')).toBe('a: 1\n');
    },
  );

  it('who owns a file still does', async () => {
    start();
    const { uid, gid } = statSync(at('a.yml'));
    await replaceFile(at('a.yml'), { expected: Buffer.from('a: 1\n'), content: Buffer.from('b') });
    expect(statSync(at('a.yml'))).toMatchObject({ uid, gid });
    if (process.getuid?.() !== 0) return;
    const { chownSync } = await import('node:fs');
    chownSync(at('a.yml'), 65_534, 65_534);
    expect(await vault('encrypt', ...KEY, 'a.yml')).toMatchObject({ code: 0 });
    expect(statSync(at('a.yml'))).toMatchObject({ uid: 65_534, gid: 65_534 });
  });
});

describe('several files', () => {
  it('get another password all together, or none of them does', async () => {
    start({ 'b.yml': 'b', 'c.yml': 'c' });
    await vault('encrypt', ...KEY, 'a.yml', 'c.yml');
    const before = ['a.yml', 'b.yml', 'c.yml'].map(read);
    const NEW = ['--new-vault-password-file', 'other'];
    const ran = await vault('rekey', ...KEY, ...NEW, 'a.yml', 'b.yml', 'c.yml');
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining('No file was changed.') });
    expect(['a.yml', 'b.yml', 'c.yml'].map(read)).toEqual(before);
    expect(await vault('rekey', ...KEY, ...NEW, 'a.yml', 'c.yml')).toMatchObject({ code: 0, stderr: '' });
  });

  it('are listed as done or not done', async () => {
    start({ 'b.yml': '$ANSIBLE_VAULT', 'c.yml': 'c' });
    const ran = await vault('encrypt', ...KEY, 'a.yml', 'b.yml', 'c.yml');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('Done: a.yml, c.yml. Not done: b.yml.');
  });
});
