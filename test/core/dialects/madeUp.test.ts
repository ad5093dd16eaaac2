// A dialect is a file: what is recognised, offered, explained and checked comes from it alone.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { importValidators } from '../../support/generatedValidators.ts';

// Made as the build makes it, of a project that does not exist.
const dialect = {
  id: 'made-up',
  name: 'somebody/k3s-of-mine',
  url: 'https://example.org/k3s-of-mine',
  installs: 'k3s',
  relation: 'unrelated',
  groups: { cluster: 'kites', server: 'kite_heads', agent: 'kite_tails' },
  namedBy: [['kites']],
  token: 'kite_secret',
  endpoint: 'kite_address',
  marks: [
    { weight: 2, groups: ['kites'] },
    { weight: 2, variables: ['kite_address'] },
  ],
  variables: [
    {
      name: 'kite_address',
      type: 'host',
      required: true,
      description: ['Where the kite is reached.'],
      examples: ['kite_address: 10.0.0.1'],
    },
    { name: 'kite_secret', type: 'string', secret: 'value', description: ['What the kite keeps.'] },
    {
      name: 'kite_mode',
      type: 'string',
      values: ['high', 'low'],
      pattern: '^(?:high|low)$',
      shape: 'high or low',
      description: ['How the kite flies.'],
    },
    { name: 'kite_pool', description: ['Addresses that the kite hands out.'] },
  ],
  checks: [
    { check: 'required', variable: 'kite_secret', when: 'several-servers' },
    { check: 'not-a-node', variable: 'kite_address' },
    { check: 'outside-range', variable: 'kite_address', range: 'kite_pool' },
    { check: 'in-nodes-network', variable: 'kite_pool' },
  ],
};

type Support = typeof import('../../support/memoryFileSystem.ts') & typeof import('../../support/service.ts');
let support: Support;

// It runs in the project `limits`, whose files share no modules with each other.
beforeAll(async () => {
  vi.resetModules();
  const { dialects } = await vi.importActual<{ dialects: readonly unknown[] }>(
    '../../../server/src/core/k3s/schema/generated/dialects.js',
  );
  vi.doMock('../../../server/src/core/k3s/schema/generated/dialects.js', () => ({
    dialects: [...dialects, dialect],
  }));
  const validators = await importValidators(dialect);
  vi.doMock('../../../server/src/core/k3s/schema/generated/validators.js', () => ({ validators }));
  support = {
    ...(await import('../../support/memoryFileSystem.ts')),
    ...(await import('../../support/service.ts')),
  };
});
afterAll(() => {
  vi.doUnmock('../../../server/src/core/k3s/schema/generated/dialects.js');
  vi.doUnmock('../../../server/src/core/k3s/schema/generated/validators.js');
  vi.resetModules();
});

const uriOf = (name: string): string => support.uriOf(name);

const text = (vars: string, heads = 'h1 ansible_host=10.0.0.11\n') =>
  `[kite_heads]\n${heads}[kite_tails]\nt1 ansible_host=10.0.0.21\n[kites:children]\nkite_heads\nkite_tails\n${vars}`;

const service = (files: Record<string, string>) =>
  support.createTestService(support.createMemoryFileSystem(files));

async function found(vars: string, heads?: string) {
  const { recognition, diagnoses } = await service({
    'hosts.ini': text('', heads),
    'group_vars/kites.yml': vars,
  }).check(uriOf('hosts.ini'), {});
  return [
    recognition.kind === 'sibling' && recognition.project,
    diagnoses.map(({ ruleId }) => ruleId).sort(),
  ];
}

describe('of a dialect that is nothing but a file', () => {
  it('inventories are recognised, and right ones are left in peace', async () => {
    expect(await found('kite_address: 10.0.0.99\nkite_mode: high\n')).toEqual(['somebody/k3s-of-mine', []]);
  });

  it.each<[string, string, string[], string?]>([
    ['types', 'kite_address: 10.0.0.99\nkite_mode: sideways\n', ['variable-type']],
    ['the token', 'kite_address: 10.0.0.99\nkite_secret: changeme\n', ['token-placeholder']],
    ['secrets', 'kite_address: 10.0.0.99\nkite_secret: Un1v3rs3Gr0wsL0ud\n', ['secret-plaintext']],
    ['addresses of nodes', 'kite_address: 10.0.0.21\n', ['address-taken']],
    [
      'pools',
      'kite_address: 10.0.9.5\nkite_pool: 10.0.9.1-10.0.9.9\n',
      ['address-outside-network', 'address-taken'],
    ],
    [
      'what several servers need',
      'kite_address: 10.0.0.99\n',
      ['value-missing'],
      'h1 ansible_host=10.0.0.11\nh2 ansible_host=10.0.0.12\n',
    ],
    ['one machine with two roles', 'kite_address: 10.0.0.99\n', ['host-in-both-groups'], 't1\n'],
  ])('%s are checked', async (_, vars, expected, heads) => {
    expect(await found(vars, heads)).toEqual(['somebody/k3s-of-mine', expected]);
  });

  it('names, values and groups are offered, and explained', async () => {
    const vars = 'kite_address: 10.0.0.99\n';
    const files = { 'hosts.ini': text(''), 'group_vars/kites.yml': `${vars}kite_mode: \n` };
    const asked = service(files);
    const names = await asked.completeAt(uriOf('group_vars/kites.yml'), { line: 2, column: 0 });
    expect(names.items.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['kite_secret', 'kite_pool']),
    );
    expect(names.items.map(({ label }) => label)).not.toContain('api_endpoint');
    const values = await asked.completeAt(uriOf('group_vars/kites.yml'), { line: 1, column: 11 });
    expect(values.items.map(({ label }) => label)).toEqual(['high', 'low']);
    const hover = await asked.hoverAt(uriOf('group_vars/kites.yml'), { line: 0, column: 2 });
    expect(hover?.markdown).toContain('Where the kite is reached.');
    expect(hover?.markdown).toContain('https://example.org/k3s-of-mine');
    const yaml = 'kites:\n  children:\n    \n  vars:\n    kite_address: 10.0.0.99\n';
    const groups = await service({ 'hosts.yml': yaml }).completeAt(uriOf('hosts.yml'), {
      line: 2,
      column: 4,
    });
    expect(groups.items.map(({ label }) => label)).toEqual(['kite_heads', 'kite_tails', 'kites']);
  });
});
