// A thousand inventories with variables: what the first look at all of them costs, and what a change costs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createInventoryIndex } from '../../server/src/core/session/inventoryIndex.ts';
import { createDiskFileSystem, fileUri } from '../../server/src/node/diskFileSystem.ts';
import { writeClusters } from '../support/bigWorkspace.ts';

const CLUSTERS = 1_000;
let root = '';
beforeAll(() => {
  root = mkdtempSync(`${tmpdir()}/k3s-inventory-`);
  writeClusters(root, CLUSTERS);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('is read once, and then only what has changed', async () => {
  const index = createInventoryIndex(createDiskFileSystem());
  const folders = [fileUri(root)];
  const timed = async (): Promise<number> => {
    const [cpu, start] = [process.cpuUsage(), performance.now()];
    expect(await index.read(folders)).toHaveLength(CLUSTERS);
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (performance.now() - start) / 1000;
    process.stdout.write(
      `${CLUSTERS} inventories: ${seconds.toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of CPU)\n`,
    );
    return (user + system) / 1e6;
  };
  await timed();
  process.stdout.write(`memory: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB\n`);
  index.forget([fileUri(`${root}/clusters/c0500/inventory.yml`)]);
  expect(await timed()).toBeLessThan(0.5);
});
