// Devices, pipes, growing files and links in circles in a folder: none of them stops the reading of the rest.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskBytes } from '../../server/src/node/diskBytes.ts';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';
import { createTestService } from '../support/service.ts';

const INVENTORY = 'k3s_cluster:\n  children:\n    server:\n      hosts:\n        a:\n';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'special-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe.skipIf(process.platform === 'win32')('a link to what is no regular file', () => {
  const links: [string, () => string][] = [
    ['a device without end', () => '/dev/zero'],
    ['another one', () => '/dev/urandom'],
    [
      'a pipe',
      () => {
        execFileSync('mkfifo', [join(root, 'pipe')]);
        return join(root, 'pipe');
      },
    ],
  ];

  it.each(links)('is not read: %s', async (_, target) => {
    symlinkSync(target(), join(root, 'x.yml'));
    const uri = fileUri(join(root, 'x.yml'));
    expect(await createDiskFileSystem().readFile(uri)).toEqual({
      problem: 'special-file',
      detail: '',
    });
    expect(await createDiskBytes().read(uri, 0, 4)).toMatchObject({ problem: 'unreadable' });
    expect(await createDiskBytes().size(uri)).toMatchObject({ problem: 'unreadable' });
  });

  it.each(links)('does not keep an inventory beside it from being checked: %s', async (_, target) => {
    const inventory = write('inventory.yml', INVENTORY);
    mkdirSync(join(root, 'group_vars'));
    const to = target();
    for (const name of ['group_vars/all.yml', 'ansible.cfg', 'requirements.yml', 'site.yml'])
      symlinkSync(to, join(root, name));
    const service = createTestService(createDiskFileSystem());
    const { recognition, diagnoses } = await service.check(fileUri(inventory), {});
    expect(recognition.kind).toBe('k3s-ansible');
    expect(diagnoses.length).toBeGreaterThan(0);
  });
});

it('too much is not read, however much it turns out to be', async () => {
  const file = write('big.yml', '');
  truncateSync(file, 21 * 1024 * 1024);
  expect(await createDiskFileSystem().readFile(fileUri(file))).toMatchObject({ problem: 'too-large' });
});
