// What "New Inventory" writes has nothing to find in it, whatever was answered.
import { webcrypto } from 'node:crypto';
import { expect, it } from 'vitest';
import { encryptVault } from '../../../server/src/core/ansible/vault/vault.ts';
import { type InventoryWish, newInventory } from '../../../server/src/core/index.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const common = { user: 'debian', version: 'v1.31.12+k3s1' };
const seal = async (text: string): Promise<string> =>
  String(await encryptVault(Buffer.from(text), 'pw', { crypto: webcrypto }));

const WISHES: readonly { name: string; wish: InventoryWish; datastore?: string }[] = [
  { name: 'one server', wish: { ...common, servers: ['192.168.20.11'], agents: [] } },
  { name: 'agents', wish: { ...common, servers: ['cp-1.example.org'], agents: ['w1', 'w2'] } },
  {
    name: 'names that YAML would read otherwise',
    wish: { ...common, servers: ['no'], agents: ['1e3', '0x1f'] },
  },
  {
    name: 'a load balancer',
    wish: { ...common, servers: ['s1', 's2', 's3'], agents: ['w1'], endpoint: 'k3s.example.org' },
  },
  {
    name: 'an external database',
    wish: { ...common, servers: ['s1', 's2'], agents: ['w1'] },
    datastore: 'postgres://k3s:Hunter2Hunter2@db.example.org:5432/k3s',
  },
];

async function textFor(wish: InventoryWish, datastore?: string): Promise<string> {
  return newInventory(wish, {
    token: await seal('8nT3kQ5vX2mZ7rL9wB4cY6dF1gH0jKsP'),
    ...(datastore !== undefined && { datastore: await seal(datastore) }),
  });
}

const check = (text: string) =>
  createTestService(createMemoryFileSystem({ 'inventory.yml': text })).check(uriOf('inventory.yml'), {});

it.each(WISHES)('$name', async ({ wish, datastore }) => {
  const { recognition, diagnoses } = await check(await textFor(wish, datastore));
  expect(recognition.kind).toBe('k3s-ansible');
  expect(diagnoses.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

it('three servers behind the first of them are an information, no more', async () => {
  const { diagnoses } = await check(await textFor({ ...common, servers: ['s1', 's2', 's3'], agents: [] }));
  expect(diagnoses.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([
    ['api-endpoint-of-one-server', 'info'],
  ]);
});

it('hosts are those that were named', async () => {
  const wish = { ...common, servers: ['no', 'y'], agents: ['1e3', 'fd00::12', 'true'] };
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': await textFor(wish) }));
  const symbols = JSON.stringify(await service.symbolsOf(uriOf('inventory.yml')));
  for (const host of [...wish.servers, ...wish.agents]) expect(symbols).toContain(`"name":"${host}"`);
});

it('an airgap folder that is not there yet is reported, and nothing else', async () => {
  const { diagnoses } = await check(
    await textFor({ ...common, servers: ['s1'], agents: ['w1'], airgapDir: './airgap' }),
  );
  expect(diagnoses.every(({ ruleId }) => ruleId.startsWith('airgap-'))).toBe(true);
});
