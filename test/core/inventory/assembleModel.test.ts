// A model that is put together from its sections is the one that is built anew, and where it cannot be, nothing is.
import { expect, test } from 'vitest';
import type { InventoryModel } from '../../../server/src/core/ansible/model/model.ts';
import {
  buildInventoryModel,
  type InventoryInput,
} from '../../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { assembleModel } from '../../../server/src/core/ansible/update/assembleModel.ts';
import { rebuildModel } from '../../../server/src/core/ansible/update/rebuildModel.ts';
import { isSameHost } from '../../../server/src/core/ansible/update/sharing.ts';
import { createSourceText } from '../../../server/src/core/text/sourceText.ts';
import { type IncrementalDocument, readYaml } from '../../../server/src/core/yaml/parseYaml.ts';
import { varsFile } from '../../support/inventoryModel.ts';
import { dumpModel } from '../../support/modelDump.ts';

const TEXT = `all:
  children:
    k3s_cluster:
      vars:
        token: one
      children:
        server:
          hosts:
            s[1:3]:
              ansible_port: 22
        agent:
          vars:
            token: two
          hosts:
            a1:
              ansible_host: 10.0.0.1
            a2: {ansible_host: 10.0.0.2, token: three}
            a3:
    other:
`;
const VARS = [varsFile('agent', 'token: four\n'), varsFile('host:a2', 'token: five\nlabel: x\n')];

function edited(from: string, to: string, text = TEXT) {
  let before: IncrementalDocument | undefined;
  const inputOf = (text: string): InventoryInput => {
    const source = createSourceText('file:///inventory.yml', text);
    before = readYaml(source.pieces, before);
    return { sources: [{ source, document: before.document }], varsFiles: VARS };
  };
  const old = inputOf(text);
  const model = buildInventoryModel(old);
  const dumped = dumpModel(model);
  const now = inputOf(text.replace(from, to));
  expect(now.sources[0]?.source.text).not.toBe(text);
  const isAssembled = assembleModel(model, old, now) !== undefined;
  return { model, dumped, now, isAssembled, update: rebuildModel(model, old, now) };
}

const FOLLOWED: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a group', '    other:\n', '    other:\n    more:\n'],
  ['a group first', '        server:\n', '        more:\n        server:\n'],
  [
    'a group with hosts',
    '    other:\n',
    '    other:\n      hosts:\n        o1: {token: six}\n        o[1:2]x:\n',
  ],
  ['a group of another name', '        server:', '        servers:'],
  ['a group that goes', TEXT.slice(TEXT.indexOf('        server:'), TEXT.indexOf('        agent:')), ''],
  ['a group below another one', '    other:\n', '    other:\n      children:\n        server:\n'],
  [
    'a section',
    '          hosts:\n            s[',
    '          vars:\n            x: 1\n          hosts:\n            s[',
  ],
  ['a priority', '            token: two', '            ansible_group_priority: 5'],
  ['a host', '            a2:', '            a15:\n              token: no\n            a2:'],
  ['a host without variables', '            a2:', '            a15:\n            a2:'],
  ['a host that goes', '            a3:\n', ''],
  ['a host with a file that goes', '            a2: {ansible_host: 10.0.0.2, token: three}\n', ''],
  ['a host of another name', '            a1:', '            a1x:'],
  ['a longer range', 's[1:3]', 's[1:5]'],
  ['a shorter range', 's[1:3]', 's[2:3]'],
  ['the first variable of a host', '            a3:\n', '            a3:\n              x: 1\n'],
  ['a merge among variables', 'a1:\n', 'a1:\n              <<: {x: 1}\n'],
  ['a host of two ranges', '            a3:\n', '            s[3:4]:\n'],
  ['a host that is listed twice', '    other:\n', '    other:\n      hosts:\n        a1:\n'],
  ['the first hosts of all', 'all:\n', 'all:\n  hosts:\n    b1:\n    a1:\n'],
  ['an unexpected key', '    other:\n', '    other:\n      nothing: 1\n'],
  ['the first variable of a group', '    other:\n', '    other:\n      vars: {x: 1}\n'],
];

/** Hosts in several groups, and hosts of `all`, as many inventories list them. */
const SEVERAL = `all:
  hosts:
    n1: {ansible_host: 10.0.0.1}
    n2: {ansible_host: 10.0.0.2, token: one}
    n3:
      ansible_host: 10.0.0.3
    spare:
  children:
    server:
      hosts:
        n1:
        n2: {token: two}
    agent:
      vars:
        token: three
      hosts:
        n2: {token: four}
        n3:
    etcd:
      hosts:
        n1: {ansible_port: 22}
        n[3:4]:
    cluster:
      children:
        server:
        agent:
`;

const FOLLOWED_IN_SEVERAL: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a host of all', '    spare:\n', '    spare:\n    n9: {token: x}\n'],
  ['a host of all that goes', '    spare:\n', ''],
  ['the listing in all that goes', '    n1: {ansible_host: 10.0.0.1}\n', ''],
  ['a host that gets a group', '        n1:\n', '        n1:\n        spare:\n'],
  ['a host that is left without a group', '        n2: {token: two}\n', ''],
  ['the last group of a host that goes', '        n[3:4]:\n', ''],
  ['a host of another name', '        n2: {token: two}\n', '        n3: {token: two}\n'],
  ['a longer range', 'n[3:4]', 'n[1:4]x'],
  ['a range over listed hosts', 'n[3:4]', 'n[2:4]'],
  ['the order of hosts', '    n1: {ansible_host: 10.0.0.1}\n    n2', '    n2: {a: 1}\n    n1: {}\n    n5'],
  [
    'a group',
    '    cluster:\n',
    '    more:\n      hosts:\n        n1: {token: y}\n        n2:\n    cluster:\n',
  ],
  ['a group that goes', SEVERAL.slice(SEVERAL.indexOf('    etcd:'), SEVERAL.indexOf('    cluster:')), ''],
  ['a group of another name', '    etcd:', '    store:'],
  [
    'the order of groups',
    '    server:\n      hosts:\n        n1:\n',
    '    first:\n      hosts:\n        n1:\n',
  ],
  ['a group above others', '        agent:\n', '        agent:\n        etcd:\n'],
  ['a section', '    etcd:\n', '    etcd:\n      vars: {token: z}\n'],
  ['variables in the second group', 'n2: {token: four}', 'n2: {token: four, k3s_version: v1}'],
  ['variables in the first of several places', '        n1:\n', '        n1: {ansible_port: 2222}\n'],
  [
    'the hosts of all that go',
    SEVERAL.slice(SEVERAL.indexOf('  hosts:'), SEVERAL.indexOf('  children:')),
    '',
  ],
];

test.each([
  ...FOLLOWED.map((edit) => [...edit, TEXT] as const),
  ...FOLLOWED_IN_SEVERAL.map((edit) => [...edit, SEVERAL] as const),
])('%s is followed', (_, from, to, text) => {
  const { model, dumped, now, isAssembled, update } = edited(from, to, text);
  expect(isAssembled).toBe(true);
  const built = buildInventoryModel(now);
  expect(dumpModel(update.model)).toEqual(dumpModel(built));
  expect([...update.model.hosts.keys()]).toEqual([...built.hosts.keys()]);
  // What is shared has only moved with the text.
  expect(dumped.length).toBe(dumpModel(model).length);
  const others = update.hosts.changed;
  expect([...others].filter((host) => isSame(model, update.model, host))).toEqual([]);
  for (const [name, host] of model.hosts) {
    if (!others.has(name))
      expect(update.model.definitionsOfHosts.get(name)).toBe(model.definitionsOfHosts.get(name));
    const next = update.model.hosts.get(name);
    if (text === SEVERAL && next && isSameHost(host, next)) expect(next, name).toBe(host);
  }
});

const isSame = (a: InventoryModel, b: InventoryModel, host: string): boolean =>
  a.definitionsOfHosts.get(host) === b.definitionsOfHosts.get(host);

const LEFT_ALONE: readonly (readonly [what: string, from: string, to: string])[] = [
  ['twice in one section', '            a3:\n', '            a3:\n            "a3":\n'],
  ['in two ranges of one group', '            a3:\n', '            a[1:3]:\n'],
  ['hosts without a group', '    other:\n', '    other:\n    ungrouped:\n      hosts:\n        b1:\n'],
  ['a group with the name of a host', '    other:\n', '    other:\n    a1:\n'],
  ['a host with the name of a group', '            a3:\n', '            other:\n'],
  ['a port', '            a3:\n', '            a3:2222:\n'],
  ['a range without an end', 's[1:3]', 's[1:'],
  ['a merge among hosts', '            a3:\n', '            <<: {b1: }\n'],
  ['a list of hosts', '            a1:\n              ansible_host: 10.0.0.1\n', '            - a1\n'],
  ['a host that is a number', '            a3:\n', '            3:\n'],
];

test.each(LEFT_ALONE)('%s is read anew', (_, from, to) => {
  const { isAssembled, now, update } = edited(from, to);
  expect(isAssembled).toBe(false);
  expect(dumpModel(update.model)).toEqual(dumpModel(buildInventoryModel(now)));
});

test('an inventory in which a group had a host twice is read anew', () => {
  const text = TEXT.replace('            a3:\n', '            "a3":\n            a3:\n');
  const { isAssembled, now, update } = edited('            a3:\n', '', text);
  expect(isAssembled).toBe(false);
  expect(dumpModel(update.model)).toEqual(dumpModel(buildInventoryModel(now)));
});

/** Each definition of the host has two places in the model. */
const ALIASES: readonly (readonly [what: string, text: string])[] = [
  ['a host', SEVERAL.replace('        n3:\n', '        n3: *n3\n').replace('    n3:\n', '    n3: &n3\n')],
  ['a group', `${SEVERAL.replace('    etcd:\n', '    etcd: &etcd\n')}    same: *etcd\n`],
];

test.each(ALIASES)('%s that is an alias for itself elsewhere is followed', (_, text) => {
  const edits: readonly (readonly [from: string, to: string])[] = [
    ['    spare:\n', ''],
    [
      '    server:\n',
      '    more:\n      hosts:\n        n3: {ansible_host: x}\n        n1: {ansible_port: 1}\n    server:\n',
    ],
    [
      '      hosts:\n        n2: {token: four}\n',
      '      hosts:\n        n1: {ansible_port: 23}\n        n2: {token: four}\n',
    ],
    [
      '    cluster:\n',
      '    more:\n      hosts:\n        n3: {ansible_host: x}\n        n1: {ansible_port: 1}\n    cluster:\n',
    ],
    ['n[3:4]', 'n[4:5]'],
  ];
  for (const [from, to] of edits) {
    const { now, update } = edited(from, to, text);
    const built = buildInventoryModel(now);
    expect(dumpModel(update.model)).toEqual(dumpModel(built));
    for (const host of built.hosts.keys())
      expect(update.model.definitionsOfHosts.get(host)).toEqual(built.definitionsOfHosts.get(host));
  }
});
