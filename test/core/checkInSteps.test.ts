// A check with pauses finds what a check without them finds, and ends when it is cancelled.
import { expect, it } from 'vitest';
import { createEditingFileSystem } from '../support/editingFileSystem.ts';
import { uriOf } from '../support/memoryFileSystem.ts';
import { createTestService } from '../support/service.ts';
import { ENDPOINT_OF_FIRST_SERVER, withEndpoint } from '../support/smallInventory.ts';

const clean = withEndpoint(ENDPOINT_OF_FIRST_SERVER);
const broken = clean.replace('"{{ vault_token | trim }}"', '""');
const uri = uriOf('inventory.yml');

it('finds the same with a pause after each rule', async () => {
  const service = createTestService(createEditingFileSystem({ 'inventory.yml': broken }));
  const found = await service.checkInSteps(uri, {}, async () => true);
  expect(found?.diagnoses.map(({ ruleId }) => ruleId)).toEqual(['token-empty']);
  expect(found).toEqual(await service.check(uri, {}));
});

it('ends at a pause, and knows the text that came meanwhile the next time', async () => {
  const host = createEditingFileSystem({ 'inventory.yml': clean });
  const service = createTestService(host);
  let pauses = 0;
  const ended = await service.checkInSteps(uri, {}, async () => {
    if (++pauses === 5) host.type('inventory.yml', broken);
    return pauses < 5;
  });
  expect([ended, pauses]).toEqual([undefined, 5]);
  const found = await service.checkInSteps(uri, {}, () => undefined);
  expect(found?.diagnoses.map(({ ruleId }) => ruleId)).toEqual(['token-empty']);
});
