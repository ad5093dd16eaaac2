// What an edit costs does not depend on what a host looks like.
import { expect, test } from 'vitest';
import { generateFleet } from '../../../scripts/bench/fleet.mjs';
import { type HostKind, hostKinds } from '../../../scripts/bench/hostKinds.mjs';
import { createEditingFileSystem } from '../../support/editingFileSystem.ts';
import { uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const URI = uriOf('inventory.yml');
const EDITS = 8;
const HOSTS = 4000;

/** The least processor time of an edit inside a host, in milliseconds: what else runs shows in some, never in all. */
async function costOfEdit(kind: HostKind): Promise<number> {
  const host = createEditingFileSystem({ 'inventory.yml': generateFleet(HOSTS, kind).text });
  const service = createTestService(host);
  await service.check(URI, {});
  let least = Number.POSITIVE_INFINITY;
  for (let count = 0; count < EDITS; count++) {
    const text = host.text('inventory.yml');
    const at = text.indexOf('ansible_host: ', text.length / 2) + 'ansible_host: '.length;
    host.type('inventory.yml', `${text.slice(0, at)}1${text.slice(at)}`);
    const before = process.cpuUsage();
    await service.check(URI, {});
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

test('an edit takes as long with hosts of any kind as with plain ones', { timeout: 120_000 }, async () => {
  const plain = await costOfEdit('plain');
  const kinds = Object.keys(hostKinds) as HostKind[];
  const costs: [HostKind, number][] = [];
  for (const kind of kinds) costs.push([kind, await costOfEdit(kind)]);
  // Hosts of some kinds have three times the text of plain ones.
  expect(costs.filter(([, cost]) => cost > 4 * plain)).toEqual([]);
});
