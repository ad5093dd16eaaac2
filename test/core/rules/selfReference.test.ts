// A mapping that contains itself by its anchor stops no rule.
import { expect, test } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const GROUPS = 'k3s_cluster:\n  children:\n    server:\n      hosts:\n        s1:\n';

test.each([
  ['in a key that is written twice', '  vars: &v\n    token: x\n    more: *v\n  vars:\n    k3s_version: x\n'],
  ['by a merge', '  vars: &v\n    token: x\n    <<: *v\n  vars:\n    k3s_version: x\n'],
])('a mapping that contains itself: %s', async (_, vars) => {
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': GROUPS + vars }));
  const { diagnoses } = await service.check(uriOf('inventory.yml'), {});
  expect(diagnoses.map(({ ruleId }) => ruleId)).toContain('yaml-duplicate-key');
});
