// A file that was named and cannot be looked at at all: reported, and no success.
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SMALL_INVENTORY } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

it('is exit code 2 when it was named, and stops nothing else when it was found', async () => {
  folder = createFolder({ 'big.yml': '', 'inventory.yml': SMALL_INVENTORY });
  truncateSync(join(folder.path, 'big.yml'), 50 * 1024 * 1024);
  const named = await folder.run(['check', 'big.yml']);
  expect([named.code, named.stdout, named.stderr]).toEqual([
    2,
    expect.stringContaining('Not checked: big.yml'),
    expect.stringMatching(/^big\.yml: too large/),
  ]);
  expect((await folder.run(['check'])).code).toBe(0);
});
