import { expect, test } from 'vitest';
import { toAnsibleList } from '../../../server/src/core/ansible/print/list.ts';
import { modelOfYaml, modelWithVars, varsFile } from '../../support/inventoryModel.ts';

test('the document as ansible-inventory prints it', () => {
  const model = modelOfYaml(`server:
  hosts:
    n1:
      endpoint: "{{ groups['server'][0] }}"
      float: 1.0e+17
      big: 123456789012345678901234567890
      when: 2024-01-02T03:04:05Z
      raw: !unsafe "{{ x }}"
      text: "é\\t\\u0001"
      list: [1, yes, ~]
      groups: hidden
      secret: !vault |
        $ANSIBLE_VAULT;1.1;AES256
        6162
`);
  expect(toAnsibleList(model)).toBe(String.raw`{
    "_meta": {
        "hostvars": {
            "n1": {
                "big": 123456789012345678901234567890,
                "endpoint": "{{ groups['server'][0] }}",
                "float": 1e+17,
                "list": [
                    1,
                    true,
                    null
                ],
                "raw": {
                    "__ansible_unsafe": "{{ x }}"
                },
                "secret": {
                    "__ansible_vault": "$ANSIBLE_VAULT;1.1;AES256\n6162\n"
                },
                "text": "é\t\u0001",
                "when": "2024-01-02T03:04:05+00:00"
            }
        },
        "profile": "inventory_legacy"
    },
    "all": {
        "children": [
            "ungrouped",
            "server"
        ]
    },
    "server": {
        "hosts": [
            "n1"
        ]
    }
}`);
});

test('what hosts of the same groups share is gathered once, and each host has its own beside it', () => {
  const hosts = Array.from({ length: 100 }, (_, index) => `    h${index}:\n`).join('');
  const model = modelOfYaml(`server:\n  hosts:\n${hosts}    own: {a: 1}\n  vars: {a: 0, b: 0}\n`);
  const asked: string[] = [];
  const definitionsOfGroups = new Map(model.definitionsOfGroups);
  definitionsOfGroups.get = (group) => {
    asked.push(group);
    return model.definitionsOfGroups.get(group);
  };
  const { _meta } = JSON.parse(toAnsibleList({ ...model, definitionsOfGroups }) ?? '');
  expect(_meta.hostvars).toMatchObject({ h0: { a: 0, b: 0 }, h99: { a: 0, b: 0 }, own: { a: 1, b: 0 } });
  expect(asked.length).toBeLessThan(4);
});

test('nothing where Ansible ends with an error', () => {
  const inventory = 'server:\n  hosts:\n    n1:\nagent:\n';
  expect(toAnsibleList(modelWithVars(inventory, [varsFile('server', '- a\n')]))).toBeUndefined();
  expect(toAnsibleList(modelWithVars(inventory, [varsFile('agent', '- a\n')]))).toBeDefined();
  expect(toAnsibleList(modelOfYaml('a:\n  hosts:\n    n:\n      x: !!set {b, c}\n'))).toBeUndefined();
  expect(toAnsibleList(modelOfYaml('a:\n  hosts:\n    n:\n      x: &x [*x]\n'))).toBeUndefined();
});
