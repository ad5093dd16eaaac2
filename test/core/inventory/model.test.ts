import { expect, test } from 'vitest';
import {
  effectiveVariable,
  groupsOfHost,
  hostsOfGroup,
  unreadFor,
} from '../../../server/src/core/ansible/model/queries.ts';
import {
  buildInventoryModel,
  type VarsFileInput,
} from '../../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { createSourceText } from '../../../server/src/core/text/sourceText.ts';
import { parseYaml } from '../../../server/src/core/yaml/parseYaml.ts';

const yamlSource = (text: string, uri = 'file:///inventory.yml') => ({
  source: createSourceText(uri, text),
  document: parseYaml(text),
});

const groupVars = (name: string, text: string): VarsFileInput => ({
  ...yamlSource(text, `file:///group_vars/${name}.yml`),
  owner: { kind: 'group', name },
  beside: 'inventory',
});

const sample = `k3s_cluster:
  children:
    server:
      hosts:
        192.16.35.11:
        192.16.35.12:
    agent:
      hosts:
        192.16.35.13:
          token: own
  vars:
    token: "changeme!"
    api_endpoint: x
`;

test('groups, hosts and their order', () => {
  const model = buildInventoryModel({ sources: [yamlSource(sample)] });
  expect([...model.groups.keys()]).toEqual(['all', 'ungrouped', 'k3s_cluster', 'server', 'agent']);
  expect(hostsOfGroup(model, 'server')).toEqual(['192.16.35.11', '192.16.35.12']);
  expect(hostsOfGroup(model, 'k3s_cluster')).toEqual(['192.16.35.11', '192.16.35.12', '192.16.35.13']);
  expect(groupsOfHost(model, '192.16.35.13').map((group) => group.name)).toEqual([
    'all',
    'k3s_cluster',
    'agent',
  ]);
  expect(model.problems).toEqual([]);
});

test('the definition that counts, and those it hides', () => {
  const model = buildInventoryModel({
    sources: [yamlSource(sample)],
    varsFiles: [groupVars('all', 'token: all\n'), groupVars('agent', 'token: agent\n')],
  });
  const tiers = (host: string) => {
    const found = effectiveVariable(model, host, 'token');
    return [found?.definition, ...(found?.overridden ?? [])].map((definition) => definition?.tier);
  };
  expect(tiers('192.16.35.13')).toEqual([
    'inventory-file-host',
    'inventory-group_vars',
    'inventory-group_vars-all',
    'inventory-file-group',
  ]);
  expect(tiers('192.16.35.11')).toEqual(['inventory-group_vars-all', 'inventory-file-group']);
  const [definition] = [effectiveVariable(model, '192.16.35.11', 'api_endpoint')?.definition];
  expect(sample.slice(definition?.keySpan.start, definition?.keySpan.end)).toBe('api_endpoint');
  expect(effectiveVariable(model, '192.16.35.11', 'missing')).toBeUndefined();
});

test('what cannot be read may define anything for its owner', () => {
  const model = buildInventoryModel({
    sources: [yamlSource(sample)],
    unknowns: [
      {
        uri: 'file:///group_vars/agent/vault.yml',
        reason: 'vaulted-file',
        owner: { kind: 'group', name: 'agent' },
      },
    ],
  });
  expect(unreadFor(model)).toHaveLength(1);
  expect(unreadFor(model, '192.16.35.13')).toHaveLength(1);
  expect(unreadFor(model, '192.16.35.11')).toEqual([]);
});
