import { describe, expect, test } from 'vitest';
import type { InventoryModel } from '../../../server/src/core/ansible/model/model.ts';
import {
  effectiveVariable,
  groupsOfHost,
  hostsOfGroup,
} from '../../../server/src/core/ansible/model/queries.ts';
import { toAnsibleList } from '../../../server/src/core/ansible/print/list.ts';
import { generateInventory } from '../../support/inventoryGenerator.ts';
import { modelOfIni, modelOfYaml } from '../../support/inventoryModel.ts';
import { createRandom } from '../../support/random.ts';
import { chooseSeed } from '../../support/seed.ts';

/** Asks everything there is to ask. */
function exercise(model: InventoryModel): void {
  for (const group of [...model.groups.keys()].slice(0, 20)) hostsOfGroup(model, group);
  for (const host of [...model.hosts.keys()].slice(0, 20)) {
    groupsOfHost(model, host);
    effectiveVariable(model, host, 'v1');
  }
  if (model.hosts.size < 1000) toAnsibleList(model);
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

const attacks: readonly (readonly [what: string, text: string])[] = [
  ['a group that contains itself by an anchor', 'a: &a\n  children: *a\n'],
  ['hosts that contain themselves', 'a:\n  hosts: &h\n    x: *h\n'],
  ['a mapping that merges itself', 'a:\n  vars: &v\n    <<: *v\n    x: 1\n'],
  ['a list that contains itself', 'a:\n  hosts:\n    n:\n      x: &x [*x]\n'],
  ['two million hosts', 'a:\n  hosts:\n    h[1:2000000]:\n'],
  ['many ranges in one', `a:\n  hosts:\n    h${'[1:2]'.repeat(30)}:\n`],
  ['ten thousand ranges of one', `a:\n  hosts:\n    'h${'[1:1]'.repeat(10_000)}':\n`],
  [
    'many variables for many hosts',
    `a:\n  hosts:\n    h[1:90000]:\n${lines(100, (i) => `      v${i}: 1\n`)}`,
  ],
  ['many large ranges', `a:\n  hosts:\n${lines(20, (i) => `    h${i}x[1:10000]:\n`)}`],
  [
    'the same hosts in many groups',
    `x:\n  hosts: &h\n    h[1:50000]:\n${lines(200, (i) => `g${i}:\n  hosts: *h\n`)}`,
  ],
  [
    'groups that double at every level',
    `g0: &g0\n  hosts:\n    n:\n${lines(40, (i) => `g${i + 1}: &g${i + 1}\n  children:\n    a${i}: *g${i}\n    b${i}: *g${i}\n`)}`,
  ],
  [
    'merges that double at every level',
    `a:\n  vars: &m0 {x: 1}\n${lines(40, (i) => `b${i}:\n  vars: &m${i + 1}\n    <<: [*m${i}, *m${i}]\n    y${i}: 1\n`)}`,
  ],
  [
    'a long chain of merges',
    `a:\n  vars: &m0 {x: 1}\n${lines(1000, (i) => `b${i}:\n  vars: &m${i + 1}\n    <<: *m${i}\n`)}`,
  ],
  [
    'values that double at every level',
    `a:\n  hosts:\n    n:\n      x0: &x0 [1]\n${lines(40, (i) => `      x${i + 1}: &x${i + 1} [*x${i}, *x${i}]\n`)}`,
  ],
];

describe('nothing hangs, nothing throws', () => {
  test.each(attacks)('%s', (_what, text) => {
    // Time of this process only: other work on the machine is none of its faults.
    const before = process.cpuUsage();
    exercise(modelOfYaml(text));
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(4000);
  });

  test('a chain of five thousand INI groups', () => {
    const chain = lines(5_000, (i) => `[g${i}:children]\ng${i + 1}\n`);
    const model = modelOfIni(`${chain}[g5000]\nhost\n`);
    expect(model.groups.get('g5000')?.depth).toBe(5_001);
    exercise(modelOfIni(`[g5000]\nhost\n${chain}`));
  });

  test('brackets and quotes without end', () => {
    for (const piece of ['[', '{', '(', '"', "'", '\\', '-', "'a' "]) {
      exercise(
        modelOfIni(
          `[all:vars]\nx=${piece.repeat(5000)}\n[a]\nh x=${piece.repeat(5000)}\nh x="${piece.repeat(5000)}"\n`,
        ),
      );
    }
  });
});

test('half-typed files of both formats', () => {
  const random = createRandom(chooseSeed('inventory robustness'));
  for (let i = 0; i < 15; i++) {
    for (const [path, text] of Object.entries(generateInventory(random).files)) {
      if (path.includes('_vars')) continue;
      for (let cuts = 0; cuts < 4; cuts++) {
        const half = text.slice(0, random.below(text.length + 1));
        exercise(modelOfYaml(half));
        exercise(modelOfIni(half));
      }
    }
  }
});
