import { expect, it } from 'vitest';
import { parseAnsibleConfig } from '../../../server/src/core/ansible/config/ansibleConfig.ts';
import { isPassedOver, settingsOf } from '../../../server/src/core/ansible/config/inventorySettings.ts';
import {
  type CoreName,
  coreOfName,
  NEWEST_CORE,
} from '../../../server/src/core/ansible/target/targetCore.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const inventory = `k3s_cluster:
  children:
    server:
      hosts:
        node1: { ansible_host: 10.0.0.1 }
    agent:
      hosts:
        node2: { ansible_host: 10.0.0.2 }
  vars:
    k3s_version: v1.31.12+k3s1
    api_endpoint: 10.0.0.1
`;

const configOf = (text: string) => parseAnsibleConfig(uriOf('ansible.cfg'), text);

async function check(config: string, files: Record<string, string>): Promise<readonly string[]> {
  const service = createTestService(createMemoryFileSystem({ 'ansible.cfg': config, ...files }));
  const { diagnoses } = await service.check(uriOf(Object.keys(files)[0] ?? ''), {});
  return diagnoses.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

it.each([
  ['', 'hosts.ini', true],
  ['[inventory]\nignore_extensions = .yml\n', 'hosts.ini', false],
  ['[inventory]\nignore_extensions = .yml\n', 'hosts.yml', true],
  ['[inventory]\nignore_extensions = .yml\n', '.hosts', true],
  ['[defaults]\ninventory_ignore_patterns = ^old-, draft\n', 'my-draft.yml', true],
  ['[defaults]\ninventory_ignore_patterns = ^old-, draft\n', 'my-old-hosts.yml', false],
  ['[inventory]\nignore_patterns = (?P<name>hosts)\n', 'hosts.yml', false],
])('with %j, %s is passed over: %s', (config, name, expected) => {
  expect(isPassedOver(configOf(config), name, { isTagging: false })).toBe(expected);
});

it('passes over .ini in folders before ansible-core 2.19 only', () => {
  const passed = (core: CoreName, config = '') =>
    isPassedOver(config === '' ? undefined : configOf(config), 'hosts.ini', coreOfName(core));
  expect([passed('2.14'), passed('2.18'), passed('2.19'), passed('2.22')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(passed('2.19', '[inventory]\nignore_extensions = .ini\n')).toBe(true);
});

it('reads formats in the order of the enabled plugins', () => {
  const formats = (value: string) =>
    settingsOf(configOf(`[inventory]\nenable_plugins = ${value}\n`), NEWEST_CORE);
  expect(formats('ini, ansible.builtin.yaml')).toMatchObject({
    formats: ['ini', 'yaml'],
    hasOtherReaders: false,
  });
  expect(formats('script, amazon.aws.aws_ec2')).toMatchObject({ formats: [], hasOtherReaders: true });
});

it('reports a file that no plugin reads, and goes on reading it', async () => {
  const [only, ...others] = await check('[inventory]\nenable_plugins = ini\n', { 'hosts.yml': inventory });
  expect(only).toMatch(/^inventory-unparsable: .*enable_plugins/);
  expect(others).toEqual([]);
});

it('reports nothing about a file that a foreign plugin may read', async () => {
  const files = { 'hosts.yml': inventory.replace(/ {4}k3s_version.*\n/, '') };
  const found = await check('[inventory]\nenable_plugins = my.own.reader\n', files);
  expect(found.filter((line) => !line.startsWith('source-out-of-sight'))).toEqual([]);
});

it('refuses a key that is there twice, where that is an error', async () => {
  const config = '[defaults]\nduplicate_dict_key = error\n';
  const twice = (text: string): string => `${inventory}    own: ${text}\n`;
  for (const text of ['{a: 1, a: 2}', '{<<: {a: 1}, a: 2}', '{<<: [{a: 1}, {a: 2}]}'])
    expect(await check(config, { 'hosts.yml': twice(text) }), text).toMatchObject([
      expect.stringMatching(/^inventory-unparsable: .*duplicate_dict_key/),
    ]);
  expect(await check(config, { 'hosts.yml': twice('{<<: {a: 1}, b: 2}') })).toEqual([]);
});

it('takes the settings of the ansible.cfg that is nearest to the inventory', async () => {
  const files = { 'c/hosts.yml': inventory, 'c/ansible.cfg': '[defaults]\n' };
  expect(await check('[inventory]\nenable_plugins = ini\n', files)).toEqual([]);
});
