import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';

const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'hosts.yml');
const fileSystem = createDiskFileSystem();

it.each([0, 1, 16_383, 16_384, 16_385, 100_000])('reads all of a file of %d bytes', async (size) => {
  const text = 'é'.repeat(Math.floor(size / 2)) + 'x'.repeat(size % 2);
  writeFileSync(file, text);
  expect(await fileSystem.readFile(fileUri(file))).toEqual({ text });
});

it('distinguishes what is no UTF-8, what is too large, what is a folder, and what is not there', async () => {
  writeFileSync(file, Buffer.from([0x61, 0xff]));
  expect(await fileSystem.readFile(fileUri(file))).toEqual({ text: 'a\udcff', notUtf8: true });
  truncateSync(file, 21 * 1024 * 1024);
  expect(await fileSystem.readFile(fileUri(file))).toMatchObject({ problem: 'too-large' });
  expect(await fileSystem.readFile(fileUri(folder))).toMatchObject({ problem: 'unreadable' });
  expect(await fileSystem.readFile(fileUri(join(folder, 'none.yml')))).toBeUndefined();
});
