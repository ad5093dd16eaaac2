// What templates make of mappings lands as Ansible writes it: YAML of any indent, what is omitted, and secrets among it.
// The expected texts are those that ansible-core 2.14 and 2.19 printed for the same mapping.
import { describe, expect, it } from 'vitest';
import { createSnapshot } from '../../../server/src/core/index.ts';
import { previewCluster } from '../../../server/src/core/k3s/roles/preview.ts';
import { createWorkspace } from '../../../server/src/core/session/workspace.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';

const inventory = (vars: string): string => `k3s_cluster:
  children:
    server: { hosts: { s1: { ansible_host: 10.0.0.1 } } }
    agent: { hosts: { a1: { ansible_host: 10.0.0.2 } } }
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
    token: abcdefgh12345678abcdefgh
${vars}`;

async function agentOf(vars: string) {
  const files = createMemoryFileSystem({ 'inventory.yml': inventory(vars) });
  const workspace = createWorkspace(createSnapshot({ ...files, ansibleCore: async () => '2.19' }));
  const [analysis] = await workspace.analyze({ sources: [uriOf('inventory.yml')] });
  const node = analysis && previewCluster(analysis.context).hosts.get('a1');
  return { node, config: node?.files.get('/etc/rancher/k3s/config.yaml')?.content };
}

const CFG = `    cfg:
      tls-san: [a.example, 10.0.0.1]
      node-label: ["x=y"]
      nested: { b: 1, a: { c: [[1, 2], { k: v }], e: {}, l: [] } }
      flag: true
      none:
      text: "yes"
      long: "word word word word word word word word word word word word word word word word word word word word end"
      num: "010"
`;

const PRINTED = {
  to_nice_yaml: [
    'flag: true',
    'long: word word word word word word word word word word word word word word word word',
    '    word word word word end',
    'nested:',
    '    a:',
    '        c:',
    '        -   - 1',
    '            - 2',
    '        -   k: v',
    '        e: {}',
    '        l: []',
    '    b: 1',
    'node-label:',
    '- x=y',
    'none: null',
    "num: '010'",
    "text: 'yes'",
    'tls-san:',
    '- a.example',
    '- 10.0.0.1',
  ].join('\n'),
  'to_nice_yaml(indent=2)': [
    'flag: true',
    'long: word word word word word word word word word word word word word word word word',
    '  word word word word end',
    'nested:',
    '  a:',
    '    c:',
    '    - - 1',
    '      - 2',
    '    - k: v',
    '    e: {}',
    '    l: []',
    '  b: 1',
    'node-label:',
    '- x=y',
    'none: null',
    "num: '010'",
    "text: 'yes'",
    'tls-san:',
    '- a.example',
    '- 10.0.0.1',
  ].join('\n'),
  'to_nice_yaml(indent=2, width=1000, sort_keys=false)': [
    'tls-san:',
    '- a.example',
    '- 10.0.0.1',
    'node-label:',
    '- x=y',
    'nested:',
    '  b: 1',
    '  a:',
    '    c:',
    '    - - 1',
    '      - 2',
    '    - k: v',
    '    e: {}',
    '    l: []',
    'flag: true',
    'none: null',
    "text: 'yes'",
    'long: word word word word word word word word word word word word word word word word word word word word end',
    "num: '010'",
  ].join('\n'),
};

describe('a mapping that a template makes YAML of', () => {
  it.each(Object.entries(PRINTED))('%s', async (filter, printed) => {
    const { config } = await agentOf(`${CFG}    agent_config_yaml: "{{ cfg | ${filter} }}"\n`);
    expect(config).toBe(`${printed}\n`);
  });

  it('as JSON, indented and in order', async () => {
    const { config } = await agentOf(
      '    cfg: { b: [1, [], {}], a: "x\\"y" }\n    agent_config_yaml: "{{ cfg | to_nice_json(indent=2) }}"\n',
    );
    expect(config).toBe(JSON.stringify({ a: 'x"y', b: [1, [], {}] }, null, 2));
  });

  it('holds its secrets masked', async () => {
    const secret = '$ANSIBLE_VAULT;1.1;AES256\n        6162\n';
    const { config } = await agentOf(
      `    cfg:\n      node-name: x\n      vpn-auth: !vault |\n        ${secret}    agent_config_yaml: "{{ cfg | to_nice_yaml }}"\n`,
    );
    expect(config).toBe('node-name: x\nvpn-auth: <secret>\n');
  });
});

it('what is made of a secret, and not worked out, is one', async () => {
  const { node } = await agentOf(
    '    vault_x: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      6162\n    extra_agent_args: "{{ vault_x | b64decode }}"\n',
  );
  expect(node?.installer?.exec).toBe('agent --server https://10.0.0.1:6443 <secret>');
  expect(node?.unknown).toEqual([]);
});

it('what is omitted leaves nothing in an environment', async () => {
  const { node } = await agentOf('    extra_agent_args: "{{ nowhere | default(omit) }}"\n');
  expect(node?.installer?.exec).toBe('agent --server https://10.0.0.1:6443 ');
});
