// Inventories in other encodings than UTF-8: read where Ansible reads them, reported where it does not.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SMALL_INVENTORY as inventory } from '../support/smallInventory.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

let folder: Folder;
afterEach(() => folder?.remove());

const ini =
  '[server]\nnode1 note=caf\u00e9 other="\u00e9\u00e9"\n[agent]\nnode2\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\nk3s_version=v1.31.12+k3s1\n';

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

it.each([
  ['with a mark', Buffer.from(`\ufeff${inventory}`, 'utf16le')],
  ['without one', Buffer.from(inventory, 'utf16le')],
  ['the other way round, with a mark', swapped(Buffer.from(`\ufeff${inventory}`, 'utf16le'))],
  ['the other way round', swapped(Buffer.from(inventory, 'utf16le'))],
])('reports an inventory in UTF-16, named or found: %s', async (_, bytes) => {
  folder = createFolder({});
  writeFileSync(join(folder.path, 'inventory.yml'), bytes);
  for (const args of [['check', 'inventory.yml'], ['check']]) {
    const { code, stdout } = await folder.run(args);
    // For a file that is named, it must be said that it was not checked.
    expect(code).toBe(args.length > 1 ? 2 : 1);
    expect(stdout.match(/^inventory\.yml:.*$/gm)).toEqual([
      expect.stringMatching(/^inventory\.yml:1:1 {2}error .*UTF-16.*inventory-unparsable$/),
    ]);
  }
});

it.each(['hosts.ini', 'hosts'])('reads an INI file in Latin-1 as Ansible does: %s', async (name) => {
  folder = createFolder({});
  writeFileSync(join(folder.path, name), Buffer.from(ini, 'latin1'));
  expect((await folder.run(['check'])).stdout).toMatch(/api-endpoint-missing/);
  const { code, stdout } = await folder.run(['list', '-i', name]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    _meta: {
      hostvars: { node1: { k3s_version: 'v1.31.12+k3s1', note: 'caf\ufffd', other: '\ufffd\ufffd' } },
    },
  });
});

it('reports once that a YAML file is no UTF-8, which Ansible refuses', async () => {
  folder = createFolder({});
  writeFileSync(join(folder.path, 'hosts.yml'), Buffer.from(`${inventory}    note: caf\u00e9\n`, 'latin1'));
  const { stdout } = await folder.run(['check']);
  expect(stdout.match(/inventory-unparsable/g)).toHaveLength(1);
});
