// `.k3s-inventory.yml` on the command line: what it says counts for the inventories below it, and a fault in it is reported
// at its line while everything else goes on.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SMALL_INVENTORY as clean } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const CONFIG = '.k3s-inventory.yml';

let folder: Folder;
afterEach(() => folder?.remove());

interface Row {
  readonly file: string;
  readonly rule: string;
  readonly severity: string;
  readonly line: number;
}

async function found(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  folder = createFolder(files);
  const { code, stdout, stderr } = await folder.run(['check', '--format', 'json', ...args]);
  const rows: readonly Row[] = JSON.parse(stdout);
  return { code, stderr, rows, shown: rows.map(({ rule, severity }) => `${severity} ${rule}`) };
}

/** A warning, an information and an error. */
const several = `${clean.replace('v1.31.12+k3s1', 'v1.31.12')}    registry_config_yaml: x\n`;

describe('severities', () => {
  it('of rules are as the file says, unless the command says something else', async () => {
    const files = {
      'inventory.yml': several,
      [CONFIG]: 'rules:\n  variable-renamed: "off"\n  variable-unknown: off\n  k3s-version-format: info\n',
    };
    const plain = await found({ 'inventory.yml': several });
    folder.remove();
    const configured = await found(files);
    expect(configured.shown.length).toBeLessThan(plain.shown.length);
    expect(configured.shown).toContain('info k3s-version-format');
    folder.remove();
    expect((await found(files, '--rule', 'k3s-version-format=error')).shown).toContain(
      'error k3s-version-format',
    );
  });

  it('of a profile: nothing but errors, or infos as warnings', async () => {
    const text = `${clean.replace('192.168.1.12:', '192.168.1.12:\n        192.168.1.13:')}    token: abc\n`;
    const all = await found({ 'inventory.yml': text });
    folder.remove();
    const minimal = await found({ 'inventory.yml': text, [CONFIG]: 'profile: minimal' });
    folder.remove();
    const strict = await found({ 'inventory.yml': text, [CONFIG]: 'profile: strict' });
    const errors = all.shown.filter((row) => row.startsWith('error'));
    expect(minimal.shown).toEqual(errors);
    expect(all.shown.length).toBeGreaterThan(errors.length);
    expect(strict.shown).toEqual(all.shown.map((row) => row.replace('info ', 'warning ')));
  });
});

describe('where it counts', () => {
  const off = 'rules: {k3s-version-format: off}\n';
  const bad = clean.replace('v1.31.12+k3s1', 'v1.31.12');

  it.each([
    ['beside the inventory', { [`a/b/${CONFIG}`]: off }, 0],
    ['above it', { [CONFIG]: off }, 0],
    ['with the other ending', { '.k3s-inventory.yaml': off }, 0],
    ['not above the repository', { [CONFIG]: off, 'a/.git/HEAD': 'ref: refs/heads/main' }, 1],
    ['not beside it', { [`c/${CONFIG}`]: off }, 1],
    ['the nearest one alone', { [CONFIG]: off, [`a/${CONFIG}`]: 'profile: recommended' }, 1],
  ])('%s', async (_, files, count) => {
    const { shown } = await found({ 'a/b/inventory.yml': bad, ...files }, '.');
    expect(shown.filter((row) => row.endsWith('k3s-version-format'))).toHaveLength(count);
  });

  it('counts for standard input by its name', async () => {
    folder = createFolder({ [`a/${CONFIG}`]: off });
    const options = { input: Buffer.from(bad) };
    const { stdout } = await folder.run(['check', '-', '--stdin-filename', 'a/inventory.yml'], options);
    expect(stdout).not.toContain('k3s-version-format');
  });
});

describe('what is looked at', () => {
  it('leaves out what is excluded, instead of samples', async () => {
    const files = { 'old/inventory.yml': clean, 'sample/inventory.yml': clean, [CONFIG]: 'exclude: [old]' };
    folder = createFolder(files);
    const { stdout } = await folder.run(['check', '.']);
    expect([stdout.includes('sample/inventory.yml'), stdout.includes('old/inventory.yml')]).toEqual([
      true,
      false,
    ]);
    expect((await folder.run(['check', '.', '--exclude', 'sample'])).stdout).toContain('old/inventory.yml');
  });

  it('checks any inventory where it says so', async () => {
    const other = 'web:\n  hosts:\n    a:\n    a:\n';
    expect((await found({ 'inventory.yml': other }, 'inventory.yml')).shown).toEqual([]);
    folder.remove();
    expect(
      (await found({ 'inventory.yml': other, [CONFIG]: 'any_inventory: true' }, 'inventory.yml')).shown,
    ).not.toEqual([]);
  });
});

describe('what the plays are run with', () => {
  const facts = async (config: string, ...args: readonly string[]) => {
    folder = createFolder({
      'inventory.yml': clean,
      [CONFIG]: config,
      'play/group_vars/all.yml': 'user_kubectl: maybe\n',
    });
    return (await folder.run(['check', ...args])).stdout;
  };

  it('is the release that it names', async () => {
    expect(await facts('target_k3s_ansible: 1.1.0')).toContain(
      'as k3s-ansible 1.1.0 with ansible-core 2.19 (assumed);',
    );
    folder.remove();
    expect(await facts('{}')).toContain('(release not known)');
  });

  it('is the folder of the playbook that it names', async () => {
    expect(await facts('playbook_dir: play')).toContain('play/group_vars/all.yml');
  });

  it('is the ansible-core that it names, unless the command names one', async () => {
    const list = async (...args: readonly string[]) => {
      const { stdout } = await folder.run(['preview', '--format', 'json', '-i', 'inventory.yml', ...args]);
      return JSON.parse(stdout).ansibleCore;
    };
    folder = createFolder({ 'inventory.yml': clean, [CONFIG]: 'target_core: 2.16' });
    expect([await list(), await list('--target-core', '2.18')]).toEqual(['2.16', '2.18']);
  });
});

describe('a broken one', () => {
  const bad = clean.replace('v1.31.12+k3s1', 'v1.31.12');

  it.each([
    ['profil: strict', 'There is no setting "profil"; did you mean profile?', 1],
    ['# first\nnonsense: 1', 'There is no setting "nonsense"; there are', 2],
    ['rules:\n  token-waek: off', 'There is no rule "token-waek"; did you mean token-weak?', 2],
    ['rules:\n  token-weak: loud', 'Expected one of error, warning, info, off.', 2],
    ['rules: [token-weak]', 'Expected a mapping', 1],
    ['profile: lax', 'Expected one of minimal, recommended, strict.', 1],
    ['target_core: 2.99', 'Expected one of 2.14', 1],
    ['exclude: old', 'Expected a list of names.', 1],
    ['any_inventory: 1', 'Expected true or false.', 1],
    ['playbook_dir: [a]', 'Expected a text.', 1],
    ['- profile: strict', 'Expected a mapping', 1],
    ['profile: strict\nprofile: minimal', 'profile stands here twice.', 2],
    ['profile: [', 'The configuration cannot be read', 1],
  ])('%j is reported at its line, and the inventory is checked', async (config, words, line) => {
    const { code, rows } = await found({ 'inventory.yml': bad, [CONFIG]: config }, 'inventory.yml');
    const [own, ...others] = rows.filter(({ rule }) => rule === 'configuration');
    expect(own).toMatchObject({
      file: CONFIG,
      line,
      severity: 'error',
      message: expect.stringContaining(words),
    });
    expect([code, others]).toEqual([2, []]);
    expect(rows.map(({ rule }) => rule)).toContain('k3s-version-format');
  });

  it('is reported once, however many inventories it counts for', async () => {
    const { rows } = await found({ 'a.yml': clean, 'b.yml': clean, [CONFIG]: 'profil: x' }, '.');
    expect(rows.filter(({ rule }) => rule === 'configuration')).toHaveLength(1);
  });

  it('can be checked by itself', async () => {
    folder = createFolder({ [CONFIG]: 'profile: strict' });
    expect(await folder.run(['check', CONFIG])).toMatchObject({ code: 0 });
  });

  it.each(['', '# nothing\n', '{}', 'rules:\n', 'null'])('%j says nothing, which is fine', async (config) => {
    expect(await found({ 'inventory.yml': clean, [CONFIG]: config })).toMatchObject({ code: 0, rows: [] });
  });
});

describe('the vault password', () => {
  const files = {
    [CONFIG]: 'vault_password_file: secrets/pass',
    'secrets/pass': 'hunter2\n',
    'a.yml': 'a: 1\n',
  };

  it('comes from the file that it names, and is no argument', async () => {
    folder = createFolder(files);
    expect(await folder.run(['vault', 'encrypt', 'a.yml'])).toMatchObject({ code: 0 });
    const { stdout } = await folder.run(['vault', 'view', 'a.yml', '--vault-password-file', 'secrets/pass']);
    expect(stdout).toBe('a: 1\n');
  });

  it.skipIf(process.platform === 'win32')('is never the output of a program', async () => {
    folder = createFolder({ ...files, 'secrets/pass': '#!/bin/sh\ntouch ran\necho x\n' });
    chmodSync(join(folder.path, 'secrets/pass'), 0o755);
    expect(await folder.run(['vault', 'encrypt', 'a.yml'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no password'),
    });
  });
});
