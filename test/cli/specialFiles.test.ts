// Whatever lies in a folder: devices, pipes, growing files and links in circles stop nobody.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskBytes } from '../../server/src/node/diskBytes.ts';
import { createDiskHost, fileUri } from '../../server/src/node/diskHost.ts';
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

  it.each(links)('is read by nobody: %s', async (_, target) => {
    symlinkSync(target(), join(root, 'x.yml'));
    const uri = fileUri(join(root, 'x.yml'));
    expect(await createDiskHost().readFile(uri)).toEqual({
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
    const service = createTestService(createDiskHost());
    const { recognition, diagnoses } = await service.check(fileUri(inventory), {});
    expect(recognition.kind).toBe('k3s-ansible');
    expect(diagnoses.length).toBeGreaterThan(0);
  });
});

it('too much is not read, however much it turns out to be', async () => {
  const file = write('big.yml', '');
  truncateSync(file, 21 * 1024 * 1024);
  expect(await createDiskHost().readFile(fileUri(file))).toMatchObject({ problem: 'too-large' });
});

/** Folders, with so many files in each. */
const SIZE = process.env['MONOREPO_FILES'] ? Number(process.env['MONOREPO_FILES']) / 100 : 40;

it('a big repository with links in circles: any document is answered at once', {
  timeout: 120_000,
}, async () => {
  const documents = [
    write('package.json', '{"name": "x", "workspaces": ["packages/*"]}'),
    write('docker-compose.yml', 'services:\n  a:\n    image: b\n'),
    write('group_vars/all.yml', 'k3s_version: v1.31.12+k3s1\n'),
    write('inventory/hosts.yml', INVENTORY),
    write('packages/p0/values.yaml', 'server:\n  a: 1\n'),
  ];
  for (let folder = 0; folder < SIZE; folder++) {
    for (let file = 0; file < 100; file++)
      write(
        `packages/p${folder}/f${file % 10}/x${file}.yml`,
        'apiVersion: v1\nkind: ConfigMap\nserver: {}\n',
      );
    mkdirSync(join(root, `packages/p${folder}/node_modules`));
    for (let link = 0; link < 6; link++)
      symlinkSync('..', join(root, `packages/p${folder}/node_modules/l${link}`));
    symlinkSync(join(root, `packages/p${(folder + 1) % SIZE}`), join(root, `packages/p${folder}/next`));
  }
  let deep = 'deep';
  for (let level = 0; level < 40; level++) deep += '/d';
  write(`${deep}/x.yml`, 'a: 1\n');
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [join(root, 'packages/pipe.yml')]);
    symlinkSync('/dev/zero', join(root, 'packages/zero.yml'));
  }
  const service = createTestService(createDiskHost());
  const took: number[] = [];
  for (const document of documents) {
    const begin = performance.now();
    await service.check(fileUri(document), {});
    took.push(Math.round(performance.now() - begin));
  }
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  process.stdout.write(`${SIZE * 100} files: first answers after ${took.join(', ')} ms; ${memory} MB\n`);
  // A loaded machine is many times slower than a quiet one; a walk over the tree takes seconds on both.
  expect(Math.max(...took)).toBeLessThan(1000);
});
