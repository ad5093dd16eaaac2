// A model that is put together from its sections is the one that is built anew, and where it cannot be, nothing is.
import { expect, test } from 'vitest';
import type { InventoryModel } from '../../../server/src/core/ansible/model/model.ts';
import {
  buildInventoryModel,
  type InventoryInput,
} from '../../../server/src/core/ansible/sources/buildInventoryModel.ts';
import { assembleModel } from '../../../server/src/core/ansible/update/assembleModel.ts';
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

function edited(from: string, to: string) {
  let before: IncrementalDocument | undefined;
  const inputOf = (text: string): InventoryInput => {
    const source = createSourceText('file:///inventory.yml', text);
    before = readYaml(source.pieces, before);
    return { sources: [{ source, document: before.document }], varsFiles: VARS };
  };
  const old = inputOf(TEXT);
  const model = buildInventoryModel(old);
  const dumped = dumpModel(model);
  const now = inputOf(TEXT.replace(from, to));
  expect(now.sources[0]?.source.text).not.toBe(TEXT);
  return { model, dumped, old, now, update: assembleModel(model, old, now) };
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
  ['an unexpected key', '    other:\n', '    other:\n      nothing: 1\n'],
  ['the first variable of a group', '    other:\n', '    other:\n      vars: {x: 1}\n'],
];

test.each(FOLLOWED)('%s is followed', (_, from, to) => {
  const { model, dumped, now, update } = edited(from, to);
  const built = buildInventoryModel(now);
  expect(update && dumpModel(update.model)).toEqual(dumpModel(built));
  // What is shared has only moved with the text.
  expect(dumped.length).toBe(dumpModel(model).length);
  expect(update && new Set([...update.hosts].filter((host) => isSame(model, update.model, host)))).toEqual(
    new Set(),
  );
  for (const host of model.hosts.keys())
    if (!update?.hosts.has(host))
      expect(update?.model.definitionsOfHosts.get(host)).toBe(model.definitionsOfHosts.get(host));
});

const isSame = (a: InventoryModel, b: InventoryModel, host: string): boolean =>
  a.definitionsOfHosts.get(host) === b.definitionsOfHosts.get(host);

const LEFT_ALONE: readonly (readonly [what: string, from: string, to: string])[] = [
  ['a host that is listed twice', '    other:\n', '    other:\n      hosts:\n        a1:\n'],
  ['twice in one section', '            a3:\n', '            a3:\n            "a3":\n'],
  ['in two ranges', '            a3:\n', '            s[3:4]:\n'],
  ['hosts of all', 'all:\n', 'all:\n  hosts:\n    b1:\n'],
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
  expect(edited(from, to).update).toBeUndefined();
});

test('an inventory in which a host was listed twice is read anew', () => {
  const { now, old } = edited('    other:\n', '    other:\n      hosts:\n        a1:\n');
  expect(assembleModel(buildInventoryModel(now), now, old)).toBeUndefined();
});
