// What all nodes lack, and a group beside the cluster has: the finding shows where.
import { expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        10.0.0.4: {}
    agent:
      hosts:
        10.0.0.6: {}
lb:
  hosts:
    10.0.0.9:
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.9
`;

it('shows the definitions that count for other hosts only', async () => {
  const service = createTestService(createMemoryFileSystem({ 'lab/inventory.yml': INVENTORY }));
  const { diagnoses } = await service.check(uriOf('lab/inventory.yml'), {});
  const related = (id: string) =>
    diagnoses.find(({ ruleId }) => ruleId === id)?.related.map(({ start, message }) => [start.line, message]);
  expect(related('k3s-version-missing')).toEqual([[12, expect.stringContaining('for “lb”')]]);
  expect(related('api-endpoint-missing')).toEqual([[13, expect.stringContaining('for “lb”')]]);
});
