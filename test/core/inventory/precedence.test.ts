import { expect, test } from 'vitest';
import { effectiveVariable, groupsOfHost } from '../../../server/src/core/ansible/model/queries.ts';
import { modelOfYaml, modelWithVars, varsFile } from '../../support/inventoryModel.ts';

const inventory = `k3s_cluster:
  children:
    server:
      hosts:
        n1:
          x: host in file
      vars:
        x: server in file
  vars:
    x: cluster in file
all:
  vars:
    x: all in file
`;

const textOf = (model: ReturnType<typeof modelOfYaml>): readonly (string | undefined)[] => {
  const found = effectiveVariable(model, 'n1', 'x');
  return [found?.definition, ...(found?.overridden ?? [])].map((definition) =>
    definition?.value?.kind === 'scalar' ? definition.value.text : undefined,
  );
};

test('every place in the order of the documentation, highest first', () => {
  const model = modelWithVars(inventory, [
    ...(['inventory', 'playbook'] as const).flatMap((beside) => [
      varsFile('all', `x: all beside ${beside}`, beside),
      varsFile('k3s_cluster', `x: cluster beside ${beside}`, beside),
      varsFile('server', `x: server beside ${beside}`, beside),
      varsFile('host:n1', `x: host beside ${beside}`, beside),
    ]),
  ]);
  expect(textOf(model)).toEqual([
    'host beside playbook',
    'host beside inventory',
    'host in file',
    'server beside playbook',
    'cluster beside playbook',
    'server beside inventory',
    'cluster beside inventory',
    'all beside playbook',
    'all beside inventory',
    'server in file',
    'cluster in file',
    'all in file',
  ]);
});

test('of several inventory folders the later wins, whatever the group', () => {
  const model = modelWithVars(inventory.replaceAll(/ +x: .*\n/g, ''), [
    varsFile('server', 'x: server in the first', 'inventory', 0),
    varsFile('k3s_cluster', 'x: cluster in the second', 'inventory', 1),
  ]);
  expect(textOf(model)).toEqual(['cluster in the second', 'server in the first']);
});

test('groups of one depth go by priority, then by name', () => {
  const model = modelOfYaml(
    ['b', 'a', 'c']
      .map(
        (name) =>
          `${name}:\n  hosts:\n    n1:\n  vars:\n    x: ${name}\n${name === 'a' ? '    ansible_group_priority: 10\n' : ''}`,
      )
      .join(''),
  );
  expect(groupsOfHost(model, 'n1').map((group) => group.name)).toEqual(['all', 'b', 'c', 'a']);
  expect(textOf(model)).toEqual(['a', 'c', 'b']);
});

test('a variable without a value hides the others', () => {
  const model = modelWithVars(inventory, [varsFile('host:n1', 'x:\n')]);
  const found = effectiveVariable(model, 'n1', 'x');
  expect(found?.definition.tier).toBe('inventory-host_vars');
  expect(
    found?.definition.value?.kind === 'scalar' ? found.definition.value.type : undefined,
  ).toBeUndefined();
});

test('variables of a host that shares its name with a group are the group’s', () => {
  const model = modelOfYaml('server:\n  hosts:\n    server:\n      x: 1\n    other:\n');
  expect(effectiveVariable(model, 'other', 'x')?.definition.owner).toEqual({ kind: 'group', name: 'server' });
});
