// What hovers say of the way of a token, and what is previewed, are the same for every release.
import { expect, it } from 'vitest';
import { createSnapshot } from '../../../server/src/core/index.ts';
import type { NodePreview } from '../../../server/src/core/k3s/roles/node.ts';
import { previewCluster } from '../../../server/src/core/k3s/roles/preview.ts';
import { tokenInjection } from '../../../server/src/core/k3s/roles/tokenInjection.ts';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const inventory = (token: string): string => `k3s_cluster:
  children:
    server: { hosts: { s1: { ansible_host: 10.0.0.1 }, s2: { ansible_host: 10.0.0.2 } } }
    agent: { hosts: { a1: {} } }
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
${token}`;

const RELEASES = ['1.0.0', '1.0.1', '1.1.0', '1.1.1', '1.2.0', '1.2.1', '1.2.2'];
const NODES = [
  ['s1', 'first-server'],
  ['s2', 'joining-server'],
  ['a1', 'agent'],
] as const;

const PLAIN = {
  own: { name: 'server_config_yaml', token: undefined, hasServer: false },
  isInlineVault: false,
  isAirgap: false,
  hasArgument: false,
} as const;

async function contextOf(release: string, hasToken: boolean) {
  const files = createMemoryFileSystem({
    'inventory.yml': inventory(hasToken ? '    token: Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE\n' : ''),
    'requirements.yml': `collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    type: git\n    version: ${release}\n`,
  });
  const workspace = createWorkspace(createSnapshot(files));
  const [analysis] = await workspace.analyze({ sources: [uriOf('inventory.yml')] });
  if (!analysis) throw new Error('no inventory');
  return analysis.context;
}

/** Where the files of a node have a token. */
function placeOf({ files }: NodePreview): string {
  const has = (end: string, line: RegExp): boolean =>
    [...files].some(([path, { content }]) => path.endsWith(end) && line.test(content));
  if (has('/config.yaml', /^token: .*without a token/m)) return 'lost';
  if (has('/config.yaml', /^token:/m)) return 'config';
  return has('.env', /^K3S_TOKEN=/m) ? 'environment' : 'generated';
}

it.each(RELEASES.flatMap((release) => [true, false].map((hasToken) => [release, hasToken] as const)))(
  '%s, token defined: %s',
  async (release, hasToken) => {
    const context = await contextOf(release, hasToken);
    const { k3sAnsible, hosts } = previewCluster(context);
    expect(k3sAnsible).toBe(release);
    const ways = NODES.map(([host, role]) => {
      const facts = context.upstream.version?.facts;
      const value = { kind: hasToken ? 'given' : 'none' } as const;
      return [host, tokenInjection(facts, { ...PLAIN, role, hasToken, value }).way];
    });
    expect([...hosts].map(([host, node]) => [host, placeOf(node)])).toEqual(ways);
  },
);
