// Will the token reach the service of each node: release by release, and for the states between them.
import { describe, expect, it } from 'vitest';
import { type NodeFacts, tokenInjection } from '../../../server/src/core/k3s/roles/tokenInjection.ts';
import { loadUpstreamTable, type SignatureId } from '../../../server/src/core/k3s/schema/upstreamTable.ts';
import { loadVariableSchema } from '../../../server/src/core/k3s/schema/variableSchema.ts';
import { factsOfRelease } from '../../../server/src/core/k3s/upstream/signatures.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const table = loadUpstreamTable();
const { releases } = loadVariableSchema();
const NODE: NodeFacts = {
  role: 'agent',
  hasToken: true,
  value: { kind: 'given' },
  own: { name: 'agent_config_yaml', token: undefined, hasServer: false },
  isInlineVault: false,
  isAirgap: true,
  hasArgument: false,
};

describe('releases', () => {
  it.each([
    ['1.0.0', 'first-server', true, 'environment', 'Add token as an environment variable'],
    [
      '1.1.1',
      'joining-server',
      true,
      'environment',
      'Add the token for joining the cluster to the environment',
    ],
    [
      '1.1.1',
      'joining-server',
      false,
      'environment',
      'Add the token for joining the cluster to the environment',
    ],
    ['1.1.1', 'agent', true, 'environment', 'Add the token for joining the cluster to the environment'],
    ['1.2.0', 'first-server', true, 'config', 'Convert server config to YAML and write to file'],
    ['1.2.0', 'first-server', false, 'generated', undefined],
    ['1.2.0', 'joining-server', false, 'lost', 'Get token from first server if needed'],
    ['1.2.1', 'joining-server', false, 'config', 'Convert server config to YAML and write to file'],
    ['1.2.2', 'agent', false, 'environment', 'Add the token for joining the cluster to the environment'],
  ] as const)('%s, %s, token defined: %s: %s', (release, role, hasToken, way, task) => {
    const injection = tokenInjection(factsOfRelease(table, releases, release), { ...NODE, role, hasToken });
    expect(injection.way).toBe(way);
    expect(injection.task).toBe(task);
  });
});

describe('states between releases', () => {
  const ask = (facts: Partial<Record<SignatureId, boolean>>, node: Partial<NodeFacts> = {}) =>
    tokenInjection(new Map(Object.entries(facts) as [SignatureId, boolean][]), { ...NODE, ...node }).way;

  it('lose it on the way to agents that download nothing', () => {
    expect(ask({ 'agent-token-skipped': true, 'agent-token-env': true })).toBe('lost');
    expect(ask({ 'agent-token-skipped': true, 'agent-token-env': true }, { isAirgap: false })).toBe(
      'environment',
    );
  });

  it('pass it as an argument, generate none, or are not known', () => {
    expect(ask({ 'token-argument': true })).toBe('argument');
    expect(ask({ 'token-required': true }, { hasToken: false })).toBe('lost');
    expect(ask({})).toBe('unknown');
    expect(ask({}, { hasArgument: true })).toBe('argument');
  });
});

it('the hover on token shows it for every node, and never the token', async () => {
  const inventory = `k3s_cluster:
  children:
    server:
      hosts: { s1: {}, s2: {}, s3: {} }
    agent:
      hosts: { a1: {} }
  vars:
    api_endpoint: 10.0.0.1
    token: Sup3rSecretTokenOfNobody
`;
  const requirements = 'collections:\n  - name: k3s.orchestration\n    version: 1.2.1\n';
  const fileSystem = createMemoryFileSystem({ 'inventory.yml': inventory, 'requirements.yml': requirements });
  const hover = await createTestService(fileSystem).hoverAt(uriOf('inventory.yml'), { line: 8, column: 6 });
  const text = JSON.stringify(hover);
  expect(text).toContain('with this k3s-ansible (1.2.1)');
  expect(text).toContain(
    's1, s2, s3: in config.yaml (task “Convert server config to YAML and write to file”)',
  );
  expect(text).toContain('a1: as K3S_TOKEN in k3s-agent.service.env');
  expect(text).not.toContain('Sup3rSecret');
});
