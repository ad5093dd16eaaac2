// Links to devices, pipes and files without end: reported, never waited for, and read no further than allowed.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createDiskBytes } from '../../server/src/node/diskBytes.ts';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';
import { readRegular } from '../../server/src/node/regularFile.ts';
import { fetchPassword } from '../../server/src/node/vaultPasswords.ts';
import { SMALL_INVENTORY as inventory } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const space = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
afterAll(() => rmSync(space, { recursive: true, force: true }));
const fileSystem = createDiskFileSystem();
const SPECIAL = { problem: 'special-file' };

it('reads a file that grows while it is read, up to the limit', async () => {
  const path = join(space, 'grows.yml');
  writeFileSync(path, 'x'.repeat(1000));
  await expect(readRegular(path, 999)).rejects.toMatchObject({ code: 'EFBIG' });
  const read = readRegular(path, 100_000);
  appendFileSync(path, 'y'.repeat(1_000_000));
  // Either it was read before it grew, or it is reported as too large.
  expect(
    await read.then(
      (bytes) => bytes.length,
      ({ code }) => code,
    ),
  ).toBeOneOf([1000, 'EFBIG']);
  truncateSync(path, 10);
  expect((await readRegular(path, 100)).length).toBe(10);
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  const pipe = join(space, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const links = [pipe, '/dev/zero', '/dev/null', '/dev/tty'].map((target, index) => {
    const link = join(space, `link${index}`);
    symlinkSync(target, link);
    return link;
  });

  it.each([pipe, ...links])('is not read: %s', async (path) => {
    expect(await fileSystem.readFile(fileUri(path))).toMatchObject(SPECIAL);
    const bytes = createDiskBytes();
    for (const answer of [
      bytes.size(fileUri(path)),
      bytes.read(fileUri(path), 0, 10),
      bytes.sha256(fileUri(path)),
    ])
      expect(await answer).toMatchObject({ problem: 'unreadable', detail: 'special-file' });
  });

  it('reads what the kernel makes up, which has no size', async () => {
    expect(await fileSystem.readFile('file:///proc/version')).toMatchObject(
      process.platform === 'linux' ? { text: expect.stringContaining('Linux') } : {},
    );
  });

  it('takes no password from a device, and does not wait for one', async () => {
    const source = { vaultId: 'default', kind: 'file', origin: '--vault-password-file' } as const;
    for (const path of ['/dev/zero', pipe])
      expect(await fetchPassword({ ...source, path }, AbortSignal.timeout(200))).toHaveProperty('problem');
  });

  it('takes one from what a shell puts in place of <(…)', async () => {
    const source = { vaultId: 'default', kind: 'file', origin: '--vault-password-file', path: pipe } as const;
    const fetched = fetchPassword(source);
    await writeFile(pipe, 'good\n');
    expect(await fetched).toEqual({ password: Buffer.from('good') });
  });

  let folder: Folder;
  afterEach(() => folder?.remove());

  it.each(['group_vars/all.yml', 'ansible.cfg', 'requirements.yml', 'site.yml', 'other.json', 'hosts'])(
    'goes on beside it, whatever its name: %s',
    async (name) => {
      folder = createFolder({ 'inventory.yml': `${inventory}    token: ""\n`, 'group_vars/none.yml': '' });
      symlinkSync('/dev/zero', join(folder.path, name));
      const { code, stdout } = await folder.run(['check']);
      const reported = name.startsWith('group_vars') ? 'This is a device' : 'token-empty';
      expect([code, stdout]).toEqual([1, expect.stringContaining(reported)]);
    },
  );

  it.each([
    ['view', 'pipe'],
    ['encrypt', 'zero'],
  ])('vault %s refuses it', async (action, name) => {
    folder = createFolder({ password: 'x' });
    symlinkSync('/dev/zero', join(folder.path, 'zero'));
    execFileSync('mkfifo', [join(folder.path, 'pipe')]);
    const { code, stderr } = await folder.run(['vault', action, name, '--vault-password-file', 'password']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('is a device')]);
  });

  it('vault puts nothing in the place of a device', async () => {
    folder = createFolder({ password: 'x', 'a.yml': 'a: 1\n' });
    symlinkSync('/dev/null', join(folder.path, 'null'));
    const args = ['vault', 'encrypt', 'a.yml', '--output', 'null', '--vault-password-file', 'password'];
    const { code, stderr } = await folder.run(args);
    expect([code, stderr]).toEqual([1, expect.stringContaining('is a device')]);
  });
});
