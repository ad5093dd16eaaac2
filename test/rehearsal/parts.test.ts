// What rules know of the nodes' parts, held against the roles' own conditions, evaluated on every node of the inventories
// that the playbook was really run on.
import { expect, it } from 'vitest';
import { createSnapshot } from '../../server/src/core/index.ts';
import { evaluateTemplate } from '../../server/src/core/jinja/evaluate.ts';
import { KEEPS_ETCD, leavesOutEtcd } from '../../server/src/core/k3s/roles/database.ts';
import { createNodeScopes } from '../../server/src/core/k3s/roles/nodeScope.ts';
import {
  HAS_SEVERAL,
  hasServersToJoin,
  IS_NAMED_FIRST,
  partsOf,
} from '../../server/src/core/k3s/roles/parts.ts';
import { createWorkspace } from '../../server/src/core/session/workspace.ts';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import cases from './outcomes.json' with { type: 'json' };

it('the part of a node, and whether it keeps its data in etcd, are what the conditions of the roles come to', async () => {
  let compared = 0;
  const wrong: string[] = [];
  for (const { id, files, inventory } of cases) {
    const fileSystem = createMemoryFileSystem(files as unknown as Readonly<Record<string, string>>);
    const [analysis] = await createWorkspace(createSnapshot(fileSystem)).analyze({
      sources: [uriOf(inventory)],
    });
    if (!analysis) continue;
    const { context } = analysis;
    const scopes = createNodeScopes(context);
    const partOf = partsOf(context.model);
    for (const host of context.model.hosts.keys()) {
      const scope = scopes.shown(host);
      const part = partOf(host);
      if (!scope || part === undefined) continue;
      const expectSame = (condition: string, own: boolean | undefined): void => {
        const result = evaluateTemplate(`{{ true if (${condition}) else false }}`, scope);
        if (!result.known || own === undefined) return;
        compared++;
        if (own !== result.value) wrong.push(`${id}: ${host}: ${condition}`);
      };
      expectSame(IS_NAMED_FIRST, part === 'first-server');
      expectSame(HAS_SEVERAL, hasServersToJoin(context.model));
      const leavesOut = leavesOutEtcd(context, host);
      expectSame(KEEPS_ETCD, leavesOut === undefined ? undefined : !leavesOut);
    }
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(1_000);
});
