import { expect, test } from 'vitest';
import { toAnsibleList } from '../../../server/src/core/ansible/print/list.ts';
import { type CoreName, coreOfName } from '../../../server/src/core/ansible/target/targetCore.ts';
import { modelOfIni, modelOfYaml, modelWithVars, varsFile } from '../../support/inventoryModel.ts';

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
  const set = modelOfYaml('a:\n  hosts:\n    n:\n      x: !!set {b, c}\n');
  expect(toAnsibleList({ ...set, core: coreOfName('2.14') })).toBeUndefined();
  expect(toAnsibleList(set)).toBeDefined();
  expect(toAnsibleList(modelOfYaml('a:\n  hosts:\n    n:\n      x: &x [*x]\n'))).toBeUndefined();
});

interface Listed {
  readonly _meta: { readonly hostvars: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
}

/** The value of `a` as it is listed. */
function listOfIni(line: string, core: CoreName): unknown {
  const text = toAnsibleList({ ...modelOfIni(`h ${line}\n`), core: coreOfName(core) });
  return text === undefined ? undefined : (JSON.parse(text) as Listed)._meta.hostvars.h?.a;
}

test.each([
  ['a="{3, 1, 2}"', [1, 2, 3]],
  ['a="{1, 1}"', [1]],
  ['a="set()"', []],
  ['a="[b\'x\', (1, 2), {5}]"', [{ __ansible_unsafe: 'x' }, [1, 2], [5]]],
  ['a=1+2j', '(1+2j)'],
  ['a=1-2.5j', '(1-2.5j)'],
  ['a=2.0j', '2j'],
  ['a=-2j', '(-0-2j)'],
  ['a=1e20j', '1e+20j'],
  ['a="[...]"', ['...']],
])('a value in an INI file that JSON has not is refused before ansible-core 2.19: %s', (line, listed) => {
  expect(listOfIni(line, '2.14')).toBeUndefined();
  expect(listOfIni(line, '2.19')).toEqual(listed);
});

test('bytes in an INI file are text, which ansible-core 2.19 marks as no template', () => {
  expect(listOfIni('a="b\'12\'"', '2.14')).toBe('12');
  expect(listOfIni('a="b\'12\'"', '2.19')).toEqual({ __ansible_unsafe: '12' });
});

test('a key that is no text, number or the like ends the list on each ansible-core', () => {
  for (const core of ['2.14', '2.19'] as const)
    for (const line of ['a="{(1, 2): 3}"', 'a="{b\'k\': 1}"', 'a="{1j: 2}"'])
      expect(listOfIni(line, core), `${core} ${line}`).toBeUndefined();
});

test('with a host named all, groups list no others since ansible-core 2.19', () => {
  const model = modelOfIni('[g]\nn1\n[h]\nall\n');
  const listed = (core: CoreName) => toAnsibleList({ ...model, core: coreOfName(core) });
  expect(listed('2.14')).toContain('"n1"');
  expect(listed('2.19')).not.toContain('"n1"');
});
