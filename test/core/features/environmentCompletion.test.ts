// Names of variables of the environment: for the installer as keys, for the service as lines.
import { expect, it } from 'vitest';
import { createSourceText, lineColumnAt } from '../../../server/src/core/text/sourceText.ts';
import { applyRangeEdits } from '../../support/applyRangeEdits.ts';
import { CLUSTER_HEAD } from '../../support/clusterHead.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

async function complete(annotated: string) {
  const text = CLUSTER_HEAD + annotated.replace('$0', '');
  const place = lineColumnAt(createSourceText('', text), CLUSTER_HEAD.length + annotated.indexOf('$0'));
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }));
  const { items } = await service.completeAt(uriOf('inventory.yml'), place);
  const apply = (label: string): string =>
    applyRangeEdits(
      text,
      items.filter((item) => item.label === label).map(({ edit }) => edit),
    ).slice(CLUSTER_HEAD.length);
  return { labels: items.map(({ label }) => label), apply };
}

it.each([
  ['    extra_install_envs:\n      $0\n', '    extra_install_envs:\n      K3S_NODE_NAME: "$1"\n'],
  ['    extra_install_envs:\n      K3S_N$0\n', '    extra_install_envs:\n      K3S_NODE_NAME: "$1"\n'],
  ['    extra_service_envs:\n      - $0\n', '    extra_service_envs:\n      - K3S_NODE_NAME=\n'],
  ['    extra_service_envs:\n      - "K3S$0"\n', '    extra_service_envs:\n      - "K3S_NODE_NAME="\n'],
  ['    extra_service_envs: [K3S$0]\n', '    extra_service_envs: [K3S_NODE_NAME=]\n'],
])('%j is completed', async (before, after) => {
  expect((await complete(before)).apply('K3S_NODE_NAME')).toBe(after);
});

it('the installer is offered its own names, and none that k3s-ansible sets or that breaks it', async () => {
  const { labels } = await complete('    extra_install_envs:\n      HTTP_PROXY: x\n      $0\n');
  expect(labels).toContain('INSTALL_K3S_CHANNEL');
  for (const name of ['HTTP_PROXY', 'INSTALL_K3S_VERSION', 'INSTALL_K3S_NAME', 'K3S_URL', 'K3S_TOKEN'])
    expect(labels).not.toContain(name);
});

it('the service is offered what K3s reads, and nothing of the installer', async () => {
  const { labels } = await complete('    extra_service_envs:\n      - $0\n');
  expect(labels).toContain('HTTPS_PROXY');
  expect(labels).toContain('K3S_DATASTORE_ENDPOINT');
  expect(labels.filter((name) => name.startsWith('INSTALL_'))).toEqual([]);
});

it('nothing is offered behind the equals sign', async () => {
  expect((await complete('    extra_service_envs:\n      - K3S_NODE_NAME=a$0\n')).labels).toEqual([]);
});
